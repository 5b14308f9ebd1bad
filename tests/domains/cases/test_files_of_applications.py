"""A file is taken by what it is, never by what it is called; a known fact may be disputed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import APPLICANT, PDF, pool_in, resident
from tests.factories.grants import town_in
from tests.factories.registers import child

from klik.domains.cases import jobs, ports
from klik.domains.cases.models import Application, ApplicationFile, ApplicationState, Channel
from klik.domains.cases.operations import applying
from klik.domains.cases.operations.applying import erasing
from klik.domains.cases.operations.applying.files import media_type_of
from klik.domains.cases.queries import applications
from klik.domains.registers.jobs import remove_files
from klik.domains.registers.operations.files import note_file_to_remove
from klik.domains.tasks.models import Task
from klik.ground import files
from klik.ground.files import FileTooLarge
from klik.ground.tenancy import acting_for


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"\x00\x00\x00\x18ftypheic\x00", "image/heic"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, media_type: str) -> None:
    assert media_type_of(head) == media_type


@pytest.mark.parametrize("head", [b"", b"<html>", b"MZ\x90", b"PK\x03\x04", b"gewone tekst"])
def test_nothing_else_is_taken(head: bytes) -> None:
    with pytest.raises(applying.FileRefused, match="PDF or a photo"):
        media_type_of(head)


class _Finds:
    """A scanner that finds something in everything."""

    def scan(self, pieces: Iterable[bytes]) -> None:
        assert b"".join(pieces) == PDF
        raise ports.FileNotSafe


def test_a_file_with_a_virus_or_too_large_leaves_nothing(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = pool_in()
    with acting_for([town.nis], town.parent):
        sealer = files.sealer_for(town.nis)
    digest = hashlib.sha256(PDF).hexdigest()

    with pytest.raises(FileTooLarge):
        applying.take_in(sealer, io.BytesIO(PDF), limit_bytes=len(PDF) - 1)
    monkeypatch.setattr(ports.scanner, "_service", _Finds())
    with pytest.raises(ports.FileNotSafe):
        applying.take_in(sealer, io.BytesIO(PDF))

    assert not sealer.is_there(digest)


def test_a_file_that_is_added_again_before_the_removal_stays(committed: None) -> None:
    town = pool_in()
    erased = town.start()
    town.add_proof(erased)
    with acting_for([town.nis], town.parent):
        erasing.erase(town.person, moment=NOON)
    again = town.start()
    town.add_proof(again)
    town.add_proof(again, question="lesson.proof", content=PDF + b"2")
    (kept, gone) = (file.digest for file in _files_of(again))
    with acting_for([town.nis], town.parent):
        applying.remove_file(again, gone, "lesson.proof", moment=NOON)

    removed = remove_files(town.nis, moment=NOON)

    with acting_for([town.nis], CLERK):
        sealer = files.sealer_for(town.nis)
    assert removed == 1
    assert (sealer.is_there(kept), sealer.is_there(gone)) == (True, False)


def test_what_a_row_needs_by_then_is_not_removed(committed: None) -> None:
    town = pool_in()
    town.add_proof(town.start())
    (file,) = _files_of(town.start())
    with acting_for([town.nis], CLERK):
        note_file_to_remove(town.nis, file.digest, after=NOON)

    remove_files(town.nis, moment=NOON)

    with acting_for([town.nis], CLERK):
        assert files.sealer_for(town.nis).is_there(file.digest)


def _files_of(application: Application) -> list[ApplicationFile]:
    with acting_for([application.municipality_nis], CLERK):
        return sorted(applications.files_of(application), key=lambda one: one.size)


def test_a_parent_sees_what_the_register_tells_of_her_child_and_no_other(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    elsewhere = {"beneficiary1_insz": "85041795161", "beneficiary2_insz": "", "mother_insz": ""}
    hers, others = child(0), child(1, **elsewhere)
    town.deliver(hers, others)
    number = str(hers["beneficiary1_insz"])
    parent = applications.Applicant(number, "Voorbeeld Ouder")

    with acting_for([town.nis], resident(number)):
        application = applying.start(
            town.nis, town.adoption_id, applicant=parent, channel=Channel.PORTAL,
            language="nl", moment=NOON,
        )  # fmt: skip
        raw = {"occasion": "geboorte", "child.insz": str(others["child_insz"])}
        first = applying.save_page(application, "gebeurtenis", raw, version=0, moment=NOON)
        strange = applications.evaluated(application, moment=NOON)
        raw["child.insz"] = str(hers["child_insz"])
        applying.save_page(application, "gebeurtenis", raw, version=first.version, moment=NOON)
        found = applications.evaluated(application, moment=NOON)

    assert not [one for one in strange.known if one.source.startswith("births.")]
    assert {"child.birth_date", "child.municipality"} <= {one.name for one in found.known}
    assert "child.birth_date" not in {q.name for page in found.pages for q in page.questions}
    provider = {one.provider for one in found.known if one.name == "child.birth_date"}
    assert provider == {"Agentschap Uitbetaling Groeipakket (voorbeeld)"}
    with acting_for([town.nis], resident(number)):
        applying.this_is_not_right(
            application, "child.birth_date", words="Een dag later.", moment=NOON
        )
        applying.this_is_not_right(
            application, "child.birth_date", words="Een dag later.", moment=NOON
        )
    with acting_for([town.nis], CLERK):
        assert Task.objects.filter(reason="dispute").count() == 2  # one for the source's owner
        assert applications.evaluated(application, moment=NOON).is_granted_by_the_rules is False


def test_a_case_waits_for_a_disputed_fact_and_goes_on_with_what_was_found(committed: None) -> None:
    town = pool_in()
    application = town.start()
    town.fill(application)
    with acting_for([town.nis], CLERK):
        applying.note_facts(application, {"lesson.paid": "30"}, moment=NOON)
    with acting_for([town.nis], town.parent):
        applying.this_is_not_right(application, "lesson.paid", words="Het was 80.", moment=NOON)
    town.submit(application)

    waits = town.decide(application)
    with acting_for([town.nis], CLERK):
        applying.settle_dispute(application, "lesson.paid", value="80", moment=NOON)
    jobs.decide(town.nis, application.pk, moment=NOON)

    assert waits.state == ApplicationState.SUBMITTED
    assert town.now(application).state == ApplicationState.DECIDED
    assert APPLICANT.number not in str(application)
    assert WINGENE in application.reference
