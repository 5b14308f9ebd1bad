"""A source that does not answer: the application is taken, waits, and goes on by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories.acting import APPROVER, CLERK, NOON
from tests.factories.applications import resident
from tests.factories.files import on_disk
from tests.factories.grants import Town, town_in
from tests.factories.registers import child

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationState, SilentSource
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.domains.registers import jobs as register_jobs
from klik.domains.tasks.models import Task
from klik.ground.tenancy import acting_for
from klik.packages.form import Asked

ROW = child(0)
BORN = str(ROW["birth_date"]).split("-")
NUMBER = str(ROW["beneficiary1_insz"])


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Town:
    """A town whose register told of a child of the parent."""
    found = town_in(tmp_path)
    found.deliver(ROW)
    return found


def test_an_application_waits_for_a_source_and_goes_on_when_it_answers(town: Town) -> None:
    stood = _break()
    application = _applied(town)
    jobs.decide(town.nis, application.pk, moment=NOON)

    assert _now(application).state == ApplicationState.SUBMITTED
    assert _silent(town) == [("unreadable", True, "")]
    assert _open_tasks(town) == ["source-down"]
    assert jobs.ask_sources_again(NOON) == 0
    _mend(stood)
    assert [jobs.ask_sources_again(NOON), jobs.ask_sources_again(NOON)] == [1, 0]
    jobs.decide(town.nis, application.pk, moment=NOON)
    assert _now(application).state == ApplicationState.DECIDED
    assert (_silent(town), _open_tasks(town)) == ([("unreadable", True, "answered")], [])


def test_a_person_finds_a_proof_enough_and_the_source_is_waited_for_no_more(town: Town) -> None:
    _break()
    application = _applied(town)
    jobs.decide(town.nis, application.pk, moment=NOON)
    with acting_for([town.nis], resident(NUMBER)), pytest.raises(applications.ApplicationsNotYours):
        applying.accept_proof(application, moment=NOON)

    with acting_for([town.nis], CLERK):
        applying.accept_proof(application, moment=NOON)
    jobs.decide(town.nis, application.pk, moment=NOON)

    assert _silent(town) == [("unreadable", True, "proof")]
    assert "source-down" not in _open_tasks(town)
    assert "application" in _open_tasks(town)  # a person rules, for the rules do not grant it


def test_nobody_refuses_while_a_source_does_not_answer(town: Town) -> None:
    _break()
    application = _applied(town)

    with acting_for([town.nis], APPROVER):
        now = applications.evaluated(application, moment=NOON)
        shown = applications.proposed(now, language="nl")
    assert (shown.may_be_granted, shown.may_be_refused) == (False, False)


def test_trying_again_while_she_fills_it_in_takes_the_facts(town: Town) -> None:
    stood = _break()
    application = _begun(town)
    with acting_for([town.nis], resident(NUMBER)):
        assert applying.ask_source_again(application, moment=NOON) is not None
    _mend(stood)

    with acting_for([town.nis], resident(NUMBER)):
        assert applying.ask_source_again(application, moment=NOON) is None
        found = applications.evaluated(application, moment=NOON)
        assert (found.silent, bool(found.row.values)) == (None, True)


def test_what_a_register_delivered_is_used_no_longer_than_agreed(town: Town) -> None:
    later = NOON + timedelta(days=town.agreement.keep_days + 1)
    register_jobs.expire(town.nis, moment=later)

    _begun(town)

    assert _silent(town) == [("not-delivered", False, "")]


def _break() -> dict[Path, bytes]:
    """Take what was delivered off the disk; return what stood there."""
    stood = {file: file.read_bytes() for file in on_disk()}
    for file in stood:
        file.unlink()
    return stood


def _mend(stood: Mapping[Path, bytes]) -> None:
    for file, content in stood.items():
        file.write_bytes(content)


def _begun(town: Town) -> Application:
    """Return an application of which the child is known."""
    with acting_for([town.nis], resident(NUMBER)):
        application = applying.start(
            town.nis,
            town.adoption_id,
            applicant=applications.Applicant(NUMBER, "Voorbeeld Ouder"),
            channel=applications.Channel.PORTAL,
            language="nl",
            moment=NOON,
        )
        while page := _next_page(application):
            _save(application, page)
        return application


def _applied(town: Town) -> Application:
    application = _begun(town)
    with acting_for([town.nis], resident(NUMBER)):
        applying.go_on_without_source(application, moment=NOON)
        applying.go_on_without_source(application, moment=NOON)
        applying.submit(application, moment=NOON)
    return _now(application)


def _save(application: Application, page: Asked) -> None:
    word, version = page.page.word, applications.saved_page(application, page.page.word).version
    saved = applying.save_page(application, word, _ANSWERS, version=version, moment=NOON)
    assert not saved.is_stale
    # The same page asks more once the source is silent.
    assert version < 2 or not saved.problems, saved.problems


_ANSWERS: Mapping[str, str] = {
    "occasion": "geboorte",
    "child.birth_date-day": BORN[2],
    "child.birth_date-month": BORN[1],
    "child.birth_date-year": BORN[0],
    "child.municipality": "Wingene",
    "child.rank": "1",
    "child.multiple_birth": "false",
    "parents-rows": "1",
    "parents-0-insz": NUMBER,
    "parents-0-municipality": "Wingene",
    "child.insz": str(ROW["child_insz"]),
    "applicant.role": "mother",
    "mother.insz": NUMBER,
    "chosen_form": "money",
    "account.stated": "BE68539007547034",
}


def _next_page(application: Application) -> Asked | None:
    pages = applications.evaluated(application, moment=NOON).pages
    return next((one for one in pages if not one.is_answered), None)


def _now(application: Application) -> Application:
    with acting_for([application.municipality_nis], CLERK):
        return Application.objects.get(pk=application.pk)


def _silent(town: Town) -> list[tuple[str, bool, str]]:
    with acting_for([town.nis], CLERK):
        return [
            (one.because, one.went_on_at is not None, one.outcome)
            for one in SilentSource.objects.all()
        ]


def _open_tasks(town: Town) -> list[str]:
    with acting_for([town.nis], CLERK):
        return sorted(Task.objects.filter(state="open").values_list("reason", flat=True))
