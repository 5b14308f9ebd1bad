"""Ending an adoption, or taking one back on which nothing rests."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.factories.acting import CLERK, MANAGER, NOON, WINGENE
from tests.factories.audit import chain_of
from tests.factories.catalogue import WINGENE_FILE, adopt, make_catalogue

from klik.domains.catalogue import operations, ports, queries
from klik.domains.catalogue.models import AdoptionRecord
from klik.ground.tenancy import acting_for

LAST_DAY = date(2026, 12, 31)
ENDING = operations.Ending(LAST_DAY, "gemeenteraad", date(2026, 11, 20), "GR/2026/VB-101")
OTHER = ("reference: GR/", "reference: Tweede GR/")


@pytest.fixture
def record(db: None) -> AdoptionRecord:
    """Return an adoption of the whole of Wingene, without end."""
    make_catalogue()
    return adopt()


def _rests(monkeypatch: pytest.MonkeyPatch, *adoptions: UUID) -> None:
    monkeypatch.setattr(ports.rests_on_adoption, "_service", lambda one: one in adoptions)


def _end(record: AdoptionRecord, ending: operations.Ending = ENDING) -> AdoptionRecord:
    with acting_for([WINGENE], MANAGER):
        return operations.end_adoption(record, ending=ending, moment=NOON)


def test_an_ended_adoption_holds_up_to_its_last_day(record: AdoptionRecord) -> None:
    ended = _end(record)

    with acting_for([WINGENE], CLERK):
        on_the_day = list(queries.adoptions_in_force(WINGENE, LAST_DAY))
        after = list(queries.adoptions_in_force(WINGENE, LAST_DAY + timedelta(days=1)))
        period = queries.compiled(queries.adoption_of(record.pk)).period
    assert ended.state == "ended"
    assert [one.pk for one in on_the_day] == [record.pk]
    assert after == []
    assert period == (date(2025, 1, 1), LAST_DAY)


def test_what_was_decided_before_the_ending_is_reproduced_as_it_was(record: AdoptionRecord) -> None:
    _end(record)

    with acting_for([WINGENE], CLERK):
        found = queries.adoption_of(record.pk)
        before = queries.compiled(found, as_of=NOON - timedelta(seconds=1))
        after = queries.compiled(found, as_of=NOON)
    assert before.period == (date(2025, 1, 1), None)
    assert after.period == (date(2025, 1, 1), LAST_DAY)


def test_ending_again_on_the_same_day_changes_nothing(record: AdoptionRecord) -> None:
    _end(record)

    _end(record)

    assert chain_of().lines == 2


def test_another_regulation_may_follow_an_ended_one(record: AdoptionRecord) -> None:
    _end(record)

    next_one = adopt(
        WINGENE_FILE, OTHER, ("from: 2025-01-01", "from: 2027-01-01"),
        each=lambda text: text.partition("\nexamples:")[0] + "\n",
    )  # fmt: skip

    assert next_one.state == "in_force"


@pytest.mark.parametrize("last_day", [date(2024, 12, 31), date(1, 1, 1)])
def test_an_adoption_does_not_end_before_it_begins(record: AdoptionRecord, last_day: date) -> None:
    ending = operations.Ending(last_day, "gemeenteraad", date(2026, 11, 20), "GR/2026/VB-101")

    with pytest.raises(operations.CannotEnd, match="from 2025-01-01"):
        _end(record, ending)


def test_an_ended_adoption_does_not_end_on_another_day(record: AdoptionRecord) -> None:
    _end(record)

    other = operations.Ending(date(2026, 6, 30), "gemeenteraad", date(2026, 11, 20), "GR/2")
    with pytest.raises(operations.CannotEnd, match="already ended and holds until 2026-12-31"):
        _end(record, other)


def test_a_clerk_does_not_end_an_adoption(record: AdoptionRecord) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(operations.AdoptionNotYours):
        operations.end_adoption(record, ending=ENDING, moment=NOON)


def test_a_mistake_is_taken_back_and_may_be_adopted_again(
    record: AdoptionRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rests(monkeypatch)

    with acting_for([WINGENE], MANAGER):
        operations.withdraw_adoption(record, reason="wrong file", moment=NOON)
        operations.withdraw_adoption(record, reason="wrong file", moment=NOON)
        assert list(queries.adoptions_in_force(WINGENE, NOON.date())) == []

    assert chain_of().lines == 2
    assert adopt().pk != record.pk


def test_what_a_decision_rests_on_is_not_taken_back(
    record: AdoptionRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rests(monkeypatch, record.pk)

    with acting_for([WINGENE], MANAGER), pytest.raises(operations.CannotWithdraw):
        operations.withdraw_adoption(record, reason="wrong file", moment=NOON)

    with acting_for([WINGENE], CLERK):
        assert queries.adoption_of(record.pk).state == "in_force"
