"""Where a municipality can be reached, whether it is open, and when it opens next."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.factories.acting import APPROVER, AUDITOR, CLERK, NOON, WINGENE
from tests.factories.appointments import TOWN_HALL
from tests.factories.towns import found_towns

from klik.domains.audit import queries as audit
from klik.domains.municipalities import operations, queries
from klik.domains.municipalities.queries import Contacted, OpenException
from klik.ground.clock import HOME
from klik.ground.tenancy import Actor, acting_for

MONDAY = NOON.date()


def _at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    day = MONDAY + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HOME)


def test_a_contact_is_kept_as_it_was_said_and_once(db: None) -> None:
    found_towns()
    closed = OpenException(MONDAY, MONDAY + timedelta(days=1), (), "Brugdagen")
    contact = replace(TOWN_HALL, exceptions=(closed,))

    with acting_for([WINGENE], CLERK):
        assert queries.contact_of(WINGENE) is None
        operations.set_contact(WINGENE, contact, moment=NOON)
        operations.set_contact(WINGENE, contact, moment=NOON)
        assert queries.contact_of(WINGENE) == contact
    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in audit.lines_of(WINGENE)]
    assert acts == ["municipalities.set-contact"]


@pytest.mark.parametrize("actor", [APPROVER, AUDITOR])
def test_others_do_not_keep_it(db: None, actor: Actor) -> None:
    found_towns()
    with acting_for([WINGENE], actor), pytest.raises(operations.ContactNotYours):
        operations.set_contact(WINGENE, TOWN_HALL, moment=NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TOWN_HALL, place=""),
        replace(TOWN_HALL, phone="", email=""),
        replace(TOWN_HALL, week=((),)),
    ],
)
def test_a_contact_that_leads_nowhere_is_refused(db: None, wrong: Contacted) -> None:
    found_towns()
    with acting_for([WINGENE], CLERK), pytest.raises(operations.ContactRefused):
        operations.set_contact(WINGENE, wrong, moment=NOON)


@pytest.mark.parametrize(
    ("moment", "closes", "opens"),
    [
        (_at(9), _at(12, 30), None),
        (_at(12, 30), None, _at(9, days=1)),
        (_at(13, days=2), None, _at(13, 30, days=2)),
        (_at(18, 59, days=2), _at(19, days=2), None),
        (_at(13, days=4), None, _at(9, days=7)),
    ],
)
def test_it_says_until_when_it_is_open_or_when_it_opens(
    moment: datetime, closes: datetime | None, opens: datetime | None
) -> None:
    standing = queries.standing_at(TOWN_HALL, moment)

    assert (standing.closes_at, standing.opens_at) == (closes, opens)


def test_a_closed_day_goes_before_its_weekday() -> None:
    closed = OpenException(MONDAY, MONDAY + timedelta(days=1), (), "Brugdagen")
    contact = replace(TOWN_HALL, exceptions=(closed,))

    assert queries.standing_at(contact, _at(9)).opens_at == _at(9, days=2)
    assert queries.hours_on(contact, MONDAY).why == "Brugdagen"
