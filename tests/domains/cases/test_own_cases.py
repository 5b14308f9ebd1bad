"""Whose a case is: its addressee finds it, with how it stands, and nobody else finds anything."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.acting import AUDITOR, CLERK, NOON, WINGENE
from tests.factories.applications import pool_in
from tests.factories.grants import APPROVER, BOTH
from tests.factories.own_cases import granted, herself, person, reference_of
from tests.factories.residents import JAN, LIES

from klik.domains.cases import operations
from klik.domains.cases.models import Application, Objection
from klik.domains.cases.operations.objecting import AnotherDeciderNeeded
from klik.domains.cases.queries import own
from klik.domains.messages import operations as writing
from klik.domains.messages import queries as messages
from klik.domains.messages.models import OutboxMessage, Side, Way, Written
from klik.domains.messages.queries.threads import words_purpose
from klik.domains.tasks.models import Task
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import Actor, acting_for


def _object(reference: str, *, number: str = LIES, after_days: int = 0) -> Any:
    with acting_for([WINGENE], herself(number)):
        return operations.object_to(
            WINGENE,
            reference,
            writing.Said(uuid4(), "Het bedrag klopt niet."),
            person=person(number),
            known_as={person(number)},
            moment=NOON + timedelta(days=after_days),
        )


def _object_at_the_counter(reference: str, actor: Actor, *, number: str = LIES) -> Any:
    with acting_for([WINGENE], actor):
        return operations.object_to(
            WINGENE,
            reference,
            writing.Said(uuid4(), "Het bedrag klopt niet."),
            person=person(number),
            known_as={person(number)},
            moment=NOON,
        )


def _told() -> None:
    """Let the letter have gone by mail."""
    with acting_for([WINGENE], CLERK):
        OutboxMessage.objects.update(channel="email", state="sent", sent_at=NOON)


def test_what_a_run_grants_is_the_case_of_whom_the_letter_names(
    committed: None, tmp_path: Path
) -> None:
    granted(tmp_path)
    reference = reference_of()

    with acting_for([WINGENE], herself()):
        (case,) = own.own_cases({person()})
        (decision,) = own.own_decisions_in(reference, {person()})
        reasons = own.own_reasons(decision, {person()}, language="nl")
    with acting_for([WINGENE], herself(JAN)):
        assert list(own.own_cases({person(JAN)})) == []
        assert own.own_decisions_in(reference, {person(JAN)}) == []
        with pytest.raises(own.NotYourCase):
            own.own_cases({person(LIES)})

    assert (case.outcome, case.amount_cents, case.paid) == ("granted", 10_000, "ready")
    assert (case.step, case.asked_for, case.is_hers_to_do) == (own.Step.PAID, False, False)
    assert {one.verdict for one in reasons} == {"met"}
    said = str(reasons)
    assert not any(secret in said for secret in (JAN, "Geheimstraat", "IBAN", "BE"))


def test_an_objection_is_kept_with_its_term_and_answered_by_another(
    committed: None, tmp_path: Path
) -> None:
    granted(tmp_path)
    reference = reference_of()
    _told()

    first, second = _object(reference), _object(reference)

    assert first.until == NOON.date() + timedelta(days=60)
    assert second.pk == first.pk  # one at a time: what she adds is a message
    with acting_for([WINGENE], CLERK):
        assert sorted(Task.objects.values_list("reason", flat=True)) == ["objection", "written"]
        thread = messages.thread_with({person()}, about=reference)
    assert [one.is_hers for one in thread].count(True) == 2
    key = uuid4()
    with acting_for([WINGENE], APPROVER), pytest.raises(AnotherDeciderNeeded):
        operations.answer_objection(
            first.pk, writing.Said(key, "Neen."), outcome="dismissed", moment=NOON
        )
    with acting_for([WINGENE], BOTH):
        operations.answer_objection(
            first.pk, writing.Said(key, "Klopt."), outcome="upheld", moment=NOON
        )
        operations.answer_objection(
            first.pk, writing.Said(key, "Klopt."), outcome="upheld", moment=NOON
        )
        assert Task.objects.get(reason="objection").state == "done"
    with acting_for([WINGENE], herself()):
        assert messages.new_for({person()}) == {reference: 2}  # received, and answered


def test_a_clerk_takes_down_an_objection_on_paper_and_nobody_else_does(
    committed: None, tmp_path: Path
) -> None:
    granted(tmp_path)
    reference = reference_of()

    objection = _object_at_the_counter(reference, CLERK)

    with acting_for([WINGENE], CLERK):
        thread = messages.thread_with({person()}, about=reference)
        (decision,) = own.decisions_told_to({person()})
        assert own.decisions_told_to({person(JAN)}) == []
    hers = [one for one in thread if one.is_hers]
    assert [(one.way, one.by) for one in hers] == [("paper", CLERK.reference)]
    assert (objection.received_from, decision.case.reference) == (CLERK.reference, reference)
    for actor, number in ((AUDITOR, LIES), (APPROVER, LIES), (herself(JAN), LIES), (CLERK, JAN)):
        with pytest.raises(own.NotYourCase):
            _object_at_the_counter(reference, actor, number=number)
    with acting_for([WINGENE], AUDITOR), pytest.raises(own.NotYourCase):
        own.decisions_told_to({person()})


def test_after_the_term_she_still_writes_and_another_parent_never_objects(
    committed: None, tmp_path: Path
) -> None:
    granted(tmp_path)
    reference = reference_of()
    _told()

    assert _object(reference, after_days=61) is None
    with pytest.raises(own.NotYourCase):
        _object(reference, number=JAN)
    with acting_for([WINGENE], CLERK):
        assert not Objection.objects.exists()
        assert Task.objects.get().reason == "written"


def test_a_list_of_many_cases_asks_as_much_as_one_of_few(committed: None) -> None:
    pool = pool_in()
    few = _queries(pool, cases=2, written=2)

    many = _queries(pool, cases=200, written=2000)

    assert many == few


def _queries(pool: Any, *, cases: int, written: int) -> int:
    with acting_for([WINGENE], herself()):
        Application.objects.bulk_create(
            [
                Application(
                    municipality_nis=WINGENE, reference=f"ZWE-{cases}-{number}",
                    adoption_id=pool.adoption_id, package=f"p{cases}-{number}", family="f",
                    release_digest="d", person=person(), opened_by="resident:x", channel="portal",
                    language="nl", started_at=NOON, expires_on=NOON.date(),
                )
                for number in range(cases)
            ]
        )  # fmt: skip
        keys = [uuid4() for _each in range(written)]
        Written.objects.bulk_create(
            [
                Written(
                    id=key, municipality_nis=WINGENE, person=person(), about="", side=Side.TOWN,
                    way=Way.APP, sealed=encrypt(WINGENE, words_purpose(key), b"Dag"),
                    written_at=NOON, written_by="staff:1",
                )
                for key in keys
            ]
        )  # fmt: skip
    with acting_for([WINGENE], herself()), CaptureQueriesContext(connection) as asked:
        own.own_cases({person()})
        messages.new_for({person()})
        messages.thread_with({person()}, limit=20)
        messages.latest_to({person()}, limit=20)
    return len(asked)
