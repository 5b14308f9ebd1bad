"""What was granted because somebody asked is not granted again by what is delivered later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from tests.factories.acting import NOON
from tests.factories.applications import resident
from tests.factories.grants import Town, town_in
from tests.factories.registers import child

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationState
from klik.domains.cases.operations import applying
from klik.domains.cases.queries import applications
from klik.ground.tenancy import acting_for
from klik.packages.form import Asked

LATER = NOON + timedelta(days=30)


def test_a_later_delivery_grants_no_second_time_what_was_granted_on_request(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    asked = child(0)
    town.deliver(asked)
    application = _granted_on_request(town, str(asked["beneficiary1_insz"]), asked)
    town.deliver(child(0, event="CORRECTIE", rank="2"), child(1), name="later.csv")

    run = town.run_all(moment=LATER)
    again = town.run_all(moment=LATER + timedelta(hours=1))

    effects = town.effects()
    assert application.state == ApplicationState.DECIDED
    assert [one.reference for one in effects.decisions if one.answers_an_application] == [
        application.decision
    ]
    assert effects.counts() == (2, 2, 2, 2)
    assert run.figures["treatments"] == {"grant": 1, "none": 1}
    assert sorted(item.reason for item in town.items(run)) == ["", "decided"]
    assert again.figures["treatments"] == {"none": 2}


def _granted_on_request(town: Town, number: str, row: Mapping[str, object]) -> Application:
    """Let a parent apply for the child of a row, before any run saw it."""
    answers = {
        "occasion": "geboorte", "child.insz": str(row["child_insz"]), "applicant.role": "mother",
        "mother.insz": number, "chosen_form": "money", "account.stated": "BE68539007547034",
    }  # fmt: skip
    with acting_for([town.nis], resident(number)):
        application = applying.start(
            town.nis,
            town.adoption_id,
            applicant=applications.Applicant(number, "Voorbeeld Ouder"),
            channel=applications.Channel.PORTAL,
            language="nl",
            moment=NOON,
        )
        while page := _next_page(application):
            raw = {one.name: answers[one.name] for one in page.questions if one.name in answers}
            word = page.page.word
            saved = applying.save_page(application, word, raw, version=0, moment=NOON)
            # What the register tells once the child is known, is asked no more.
            assert not saved.is_stale, saved.problems
        applying.submit(application, moment=NOON)
    jobs.decide(town.nis, application.pk, moment=NOON)
    with acting_for([town.nis], resident(number)):
        person = bytes(application.person)
        return applications.application_of(application.reference, person=person)


def _next_page(application: Application) -> Asked | None:
    pages = applications.evaluated(application, moment=NOON).pages
    return next((one for one in pages if not one.is_answered), None)
