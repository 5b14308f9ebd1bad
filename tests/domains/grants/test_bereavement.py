"""A bereaved family gets no letter by machine: a person reads, another one approves."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, NOON
from tests.factories.grants import APPROVER, Town, births, town_in
from tests.factories.registers import child
from tests.ground.letters.pdf_text import text_of

from klik.domains.documents import queries as documents
from klik.domains.grants import operations, queries
from klik.domains.grants.models import Run
from klik.ground.granting.noted import FactRefused
from klik.ground.tenancy import Actor, acting_for

TODAY = NOON.date().isoformat()
STILLBORN = {"birth_type": "levenloos", "child_first_names": "", "register": ""}


def test_a_stillborn_child_is_a_task_first(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, **STILLBORN))

    town.run_all()

    assert town.effects().counts() == (0, 0, 0, 0)
    assert town.effects().reasons() == ["bereavement"]


def test_after_reading_a_second_person_lets_the_letter_go(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, **STILLBORN), child(1))
    first = town.run_all()
    reading = _read(town, first)

    with pytest.raises(queries.RunsNotYours):
        town.approve(reading, CLERK)
    town.execute(town.approve(reading))
    town.run_all(moment=NOON + timedelta(hours=1))

    effects = town.effects()
    assert effects.counts() == (2, 2, 2, 2)
    assert [(task.reason, task.state) for task in effects.tasks] == [("bereavement", "done")]
    said = _letter(town, str(reading.pk))
    assert "Wij leven met u mee" in said
    assert "Proficiat" not in said


def test_a_letter_of_ones_own_goes_and_is_reproduced(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, **STILLBORN))
    reading = _read(town, town.run_all(), own_words="Beste ouder,\n\nWij denken aan u.\n")

    town.execute(town.approve(reading))

    assert "Wij denken aan u." in _letter(town, str(reading.pk))
    town.assert_reproduced()


def test_a_death_that_a_clerk_notes_holds_the_letter_back(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    row = town.items(town.plan())[0].row_token
    with acting_for([town.nis], CLERK):
        operations.flag_bereavement(town.nis, town.adoption_id, row, moment=NOON)

    run = town.run_all()
    town.execute(town.approve(_read(town, run)))

    assert town.effects().counts() == (1, 1, 1, 1)
    assert "Proficiat" not in _letter(town, "")


def test_a_plan_is_stale_once_a_death_is_noted(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    run = town.plan()
    with acting_for([town.nis], CLERK):
        row = queries.items_of(run)[0].row_token
        operations.flag_bereavement(town.nis, town.adoption_id, row, moment=NOON)

    with pytest.raises(operations.PlanStale):
        town.approve(run)


def test_nothing_is_read_for_a_family_that_is_not_bereaved(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))

    with pytest.raises(operations.NotToBeGranted, match="Nobody died"):
        _read(town, town.plan())


def test_a_letter_that_may_go_later_is_not_granted_now(committed: None, tmp_path: Path) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, **STILLBORN))

    with pytest.raises(operations.NotToBeGranted, match="earlier day"):
        _read(town, town.run_all(), write_from="2026-12-24")


def test_a_missing_fact_that_a_clerk_finds_is_used_by_the_next_run(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(child(0, birth_type="adoptie", event_date=""))
    run = town.run_all()
    row = town.items(run)[0].row_token
    with acting_for([town.nis], CLERK):
        operations.note_facts(
            town.nis, town.adoption_id, row, facts={"child.event_date": "2026-02-10"}, moment=NOON
        )

    town.run_all(moment=NOON + timedelta(hours=1))

    effects = town.effects()
    assert effects.counts() == (1, 1, 1, 1)
    assert [(task.reason, task.state) for task in effects.tasks] == [("undecided", "done")]
    town.assert_reproduced()


@pytest.mark.parametrize(
    ("fact", "value"), [("child.event_date", "tomorrow"), ("child.municipality", "37021")]
)
def test_a_fact_that_does_not_fit_is_not_noted(
    committed: None, tmp_path: Path, fact: str, value: str
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(1))
    row = town.items(town.plan())[0].row_token

    with acting_for([town.nis], CLERK), pytest.raises(FactRefused):
        operations.note_facts(town.nis, town.adoption_id, row, facts={fact: value}, moment=NOON)
    with acting_for([town.nis], APPROVER), pytest.raises(queries.RunsNotYours):
        operations.flag_bereavement(town.nis, town.adoption_id, row, moment=NOON)


def _read(
    town: Town, run: Run, *, write_from: str = TODAY, own_words: str = "", actor: Actor = CLERK
) -> Run:
    row = town.items(run)[0].row_token
    with acting_for([town.nis], actor):
        return operations.grant_after_reading(
            town.nis,
            town.adoption_id,
            row,
            facts={"bereavement.write_from": write_from},
            own_words=own_words,
            moment=NOON,
        )


def _letter(town: Town, run_id: str) -> str:
    decisions = [one for one in town.effects().decisions if str(one.run_id) == run_id or not run_id]
    with acting_for([town.nis], CLERK):
        (document,) = documents.documents_about("decision", decisions[0].reference)
        return " ".join(text_of(documents.content_of(document)).split())
