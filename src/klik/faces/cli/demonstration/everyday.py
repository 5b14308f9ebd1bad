"""Fills a town of the demonstration with what everybody reads there; import it after Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml

from klik.domains.appointments import operations as appointments
from klik.domains.appointments.operations import Hours, KindWish, Wish
from klik.domains.appointments.queries import bookable_slots
from klik.domains.knowledge import operations as knowledge
from klik.domains.knowledge.operations import EventMoments, NewsDays, VacancyDays, Written
from klik.domains.municipalities.operations import set_contact
from klik.domains.municipalities.queries import Contacted
from klik.domains.reports import operations as reports
from klik.domains.reports.operations import NextStep, Problem
from klik.ground.callers import Caller
from klik.ground.clock import HOME
from klik.ground.hours import read_hours
from klik.ground.tenancy import Actor, ActorKind, acting_for

FILE: Final = Path(__file__).with_name("everyday.yaml")
LIEN: Final = Caller(name="Lien Voorbeeld", email="lien@voorbeeld.example")
_VISITOR: Final = Actor(ActorKind.RESIDENT, "visitor")
_Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Staff:
    """Who keeps a town's pages: for its contact and appointments, and for what it tells."""

    manager: Actor
    clerk: Actor


def fill(nis: str, staff: Staff, *, moment: datetime) -> int:
    """Give a town contact, appointments, news, agenda, vacancies, waste rounds and reports.

    Args:
        nis: Of the town.
        staff: Who does it.
        moment: When; the file counts days from here.

    Returns:
        How many pages, reports and appointments there are now.
    """
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    give_contact(nis, staff.manager, moment=moment)
    with acting_for([nis], staff.manager):
        kinds = [_keep_kind(nis, one, moment) for one in content["kinds"]]
    with acting_for([nis], _VISITOR):
        for kind in kinds:
            slot = bookable_slots(kind, moment)[0]
            wish = Wish(f"demo-{kind.pk}", kind.pk, slot.starts_at, LIEN, "nl")
            appointments.book(nis, wish, moment=moment)
    pages = list(_pages(content, moment))
    with acting_for([nis], staff.clerk):
        for written in pages:
            page = knowledge.write_page(nis, _named(nis, written.title), written, moment=moment)
            knowledge.publish(written.kind, page, moment=moment)
        rounds, streets = _waste(content, moment.astimezone(HOME).date())
        knowledge.take_rounds(nis, rounds.encode(), moment=moment)
        knowledge.take_streets(nis, streets.encode(), moment=moment)
    for one in content["reports"]:
        _report(nis, one, staff.clerk, moment)
    return len(pages) + len(content["reports"]) + len(kinds)


def give_contact(nis: str, manager: Actor, *, moment: datetime) -> None:
    """Say where a town can be reached: fictitious, as the whole demonstration."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))["contact"]
    contact = Contacted(
        place=found["place"],
        address_lines=tuple(found["address"]),
        phone=found["phone"],
        email=found["email"],
        website=found["website"],
        week=tuple(read_hours(text) for text in found["week"]),
        exceptions=(),
    )
    with acting_for([nis], manager):
        set_contact(nis, contact, moment=moment)


def _keep_kind(nis: str, found: _Content, moment: datetime) -> Any:
    wish = KindWish(
        title=found["title"],
        bring=found["bring"],
        minutes=found["minutes"],
        capacity=found["capacity"],
        lead_hours=2,
        horizon_days=60,
    )
    kind = appointments.set_kind(nis, _named(nis, found["title"]), wish, moment=moment)
    week = [Hours(day, None, read_hours(text)) for day, text in enumerate(found["hours"])]
    appointments.set_openings(kind, week, moment=moment)
    return kind


def _pages(content: _Content, moment: datetime) -> Iterator[Written]:
    today = moment.astimezone(HOME).date()
    for one in content["news"]:
        until = today + timedelta(days=one["until"]) if "until" in one else None
        days = NewsDays(today + timedelta(days=one["from"]), until)
        yield Written(one["title"], one["text"], days)
    for one in content["events"]:
        day = today + timedelta(days=one["after"])
        begin = datetime.combine(day, time.fromisoformat(one["begins"]), HOME)
        moments = EventMoments(begin, begin + timedelta(hours=one["hours"]), one["place"])
        yield Written(one["title"], one["text"], moments)
    for one in content["vacancies"]:
        deadline = VacancyDays(today + timedelta(days=one["until"]))
        yield Written(one["title"], one["text"], deadline)


def _waste(content: _Content, today: date) -> tuple[str, str]:
    """Return the files of a waste company: its rounds, and its streets."""
    rounds, streets = ["zone;kind;date"], ["zone;street"]
    for zone, found in content["waste"].items():
        streets += [f"{zone};{street}" for street in found["streets"]]
        rounds += [
            f"{zone};{kind};{today + timedelta(days=after)}"
            for kind, (first, every) in found["rounds"].items()
            for after in range(first, content["waste_days"], every)
        ]
    return "\n".join(rounds), "\n".join(streets)


def _report(nis: str, found: _Content, clerk: Actor, moment: datetime) -> None:
    problem = Problem(
        key=_named(nis, found["description"]).hex,
        category=found["category"],
        description=found["description"],
        place=found["place"],
        point=None,
        photos=(),
        reporter=LIEN,
        person=None,
        language="nl",
    )
    with acting_for([nis], _VISITOR):
        report = reports.report_problem(nis, problem, moment=moment).report
    with acting_for([nis], clerk):
        for state, words in found["steps"]:
            report = reports.take_step(report, NextStep(state, words), moment=moment)


def _named(nis: str, name: object) -> UUID:
    """Return the same identifier for the same thing of a town: made twice it is there once."""
    return uuid5(NAMESPACE_URL, f"demo:{nis}:{name}")
