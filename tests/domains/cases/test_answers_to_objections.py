"""The answer to an objection leaves as a letter, once, to who objected and to nobody else."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.grants import BOTH
from tests.factories.own_cases import granted, herself, person, reference_of
from tests.factories.residents import JAN, LIES
from tests.ground.letters.pdf_text import text_of

from klik.domains.cases import jobs, operations
from klik.domains.cases import queries as cases
from klik.domains.cases.models import Objection
from klik.domains.cases.operations.objecting import OutcomeMissing
from klik.domains.cases.queries import own
from klik.domains.documents import queries as documents
from klik.domains.documents.models import Document
from klik.domains.messages import operations as writing
from klik.domains.messages import queries as messages
from klik.domains.messages.models import OutboxMessage
from klik.ground.jobs.worker import run_worker
from klik.ground.refusals import Refusal
from klik.ground.tenancy import acting_for

WORDS = "U hebt **gelijk** over de datum.\nHet bedrag wordt 150 euro."
LATER = NOON + timedelta(minutes=5)


def _answered(tmp_path: Path, outcome: str = "upheld") -> Objection:
    granted(tmp_path)
    reference = reference_of()
    with acting_for([WINGENE], herself()):
        objection: Any = operations.object_to(
            WINGENE,
            reference,
            writing.Said(uuid4(), "Het bedrag klopt niet."),
            person=person(),
            known_as={person()},
            moment=NOON,
        )
    with acting_for([WINGENE], BOTH):
        return operations.answer_objection(
            objection.pk, writing.Said(uuid4(), WORDS), outcome=outcome, moment=LATER
        )


def _letters() -> list[OutboxMessage]:
    with acting_for([WINGENE], CLERK):
        return list(OutboxMessage.objects.filter(key__startswith=messages.ANSWERING))


def _text_of(sent: OutboxMessage) -> str:
    with acting_for([WINGENE], CLERK):
        (document,) = documents.documents_of(WINGENE, list(sent.document_keys)).values()
        content = documents.content_of(document)
    return " ".join(text_of(content).split())


def test_an_answer_leaves_once_on_paper_to_her_address(committed: None, tmp_path: Path) -> None:
    objection = _answered(tmp_path)

    run_worker(once=True)
    jobs.answer(WINGENE, objection.pk, moment=LATER)  # as after a kill: the job comes again

    (sent,) = _letters()
    text = _text_of(sent)
    with acting_for([WINGENE], CLERK):
        told = messages.message_of(WINGENE, f"decision:{objection.decision.reference}")
        assert messages.content_of(sent).recipient == messages.content_of(told).recipient
        assert sent.pk in {one.pk for one in messages.waiting_paper(WINGENE)}
        about = documents.documents_about("decision", objection.decision.reference)
        assert [one.key for one in about].count(f"objection:{objection.pk}") == 1
        course = [one.reference for one in cases.timeline(objection.decision.reference)]
    assert sent.channel == "paper"
    assert "U krijgt gelijk." in text
    assert "U hebt **gelijk** over de datum." in text  # as she typed it: no mark-up
    assert "Raad van State" in text
    assert f"objection:{objection.pk}" in course


def test_the_letter_is_hers_alone(committed: None, tmp_path: Path) -> None:
    _answered(tmp_path)
    run_worker(once=True)

    (sent,), reference = _letters(), reference_of()

    with acting_for([WINGENE], herself()):
        assert own.letter_to(sent.pk, {person()}).pk == sent.pk
        (shown,) = own.objections_of(reference, {person()})
    with acting_for([WINGENE], herself(JAN)), pytest.raises(own.NotYourCase):
        own.letter_to(sent.pk, {person(JAN)})
    assert (shown.outcome, shown.letter_key) == ("upheld", sent.key)
    assert bytes(sent.person or b"") == person(LIES)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("partly", "voor een deel gelijk"),
        ("dismissed", "U krijgt geen gelijk."),
        ("inadmissible", "niet behandelen"),
    ],
)
def test_each_outcome_is_said(committed: None, tmp_path: Path, outcome: str, said: str) -> None:
    _answered(tmp_path, outcome)

    run_worker(once=True)

    (sent,) = _letters()
    assert said in _text_of(sent)


def test_what_fails_between_letter_and_message_leaves_nothing_half(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    objection = _answered(tmp_path)

    def stopped(*_args: object, **_named: object) -> None:
        raise RuntimeError("stopped here")

    with monkeypatch.context() as patched:
        patched.setattr(writing, "send", stopped)
        with pytest.raises(RuntimeError):
            jobs.answer(WINGENE, objection.pk, moment=LATER)
    with acting_for([WINGENE], CLERK):
        assert not Document.objects.filter(key__startswith="objection:").exists()

    jobs.answer(WINGENE, objection.pk, moment=LATER)

    assert len(_letters()) == 1


def test_an_objection_is_not_closed_without_what_is_decided(
    committed: None, tmp_path: Path
) -> None:
    objection = _answered(tmp_path)
    with acting_for([WINGENE], BOTH):
        Objection.objects.filter(pk=objection.pk).update(
            answered_at=None, answered_by="", outcome="", answer_id=None
        )
        for outcome in ("", "won"):
            with pytest.raises(OutcomeMissing):
                operations.answer_objection(
                    objection.pk, writing.Said(uuid4(), WORDS), outcome=outcome, moment=LATER
                )
    assert issubclass(OutcomeMissing, Refusal)
