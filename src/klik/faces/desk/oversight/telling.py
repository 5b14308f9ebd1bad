"""A line of the chain of acts in words, with a link to what it was about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from klik.domains.grants import queries as grants
from klik.domains.people import queries as people
from klik.domains.tasks import queries as tasks
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.answering import address_of
from klik.faces.desk.oversight.actor_words import ACTORS
from klik.faces.desk.oversight.names import NAMES
from klik.faces.desk.oversight.words import ACTS, SUBJECTS

if TYPE_CHECKING:
    from klik.domains.audit.models import AuditLine

_LONGEST: Final = 28
_PAGES: Final[Mapping[str, str]] = {
    "adoption": "adoption",
    "delivery": "delivery",
    "document": "document",
    "handout": "handout",
    "order": "order",
    "run": "run",
}


@dataclass(frozen=True, slots=True)
class LineTold:
    """One act as a list shows it.

    Attributes:
        number: Of the line.
        act: What was done, in words.
        who: Who did it, by name or in words.
        about: What it was about, in words, with its token.
        href: Its page; empty where there is none.
        at: When.
    """

    number: int
    act: str
    who: str
    about: str
    href: str
    at: datetime


def told(request: DeskRequest, lines: Iterable[AuditLine]) -> list[LineTold]:
    """Return lines in words, each with the page of what it was about."""
    found = list(lines)
    names = actors_named([one.actor_reference for one in found])
    opened = _task_pages(request, found)
    return [
        LineTold(
            number=one.number,
            act=act_named(one.act),
            who=names[one.actor_reference],
            about=_about(one.subject),
            href=opened.get(one.subject) or _page(request, one),
            at=one.at,
        )
        for one in found
    ]


def act_named(act: str) -> str:
    """Return an act in words; one that has none, as it is recorded."""
    return str(ACTS.get(act, act))


def actors_named(references: list[str]) -> dict[str, str]:
    """Return actors by name: staff as they are called, Klik and its managers in words."""
    return {
        reference: str(ACTORS.get(reference, name))
        for reference, name in people.names_of(references).items()
    }


def name_of_value(key: str) -> str:
    """Return what a value in the payload of an act is called."""
    return str(NAMES.get(key, key.replace("_", " ")))


def _about(subject: str) -> str:
    kind, _between, token = subject.partition(":")
    if kind not in SUBJECTS:
        return subject
    if kind == "staff":
        return f"{SUBJECTS[kind]}: {people.name_of(subject)}"
    token = token.rpartition(":")[2]  # of a letter or a message: the decision that it tells
    short = token if len(token) <= _LONGEST else f"{token[: _LONGEST - 8]}…"
    return f"{SUBJECTS[kind]} {short}"


def _page(request: DeskRequest, line: AuditLine) -> str:
    kind, _between, token = line.subject.partition(":")
    if kind == "batch":
        return address_of(request, "print" if line.act.startswith("messages.") else "batch", token)
    if kind == "decision":
        return address_of(request, "case", grants.case_named_in(token))
    if kind not in _PAGES or (kind in ("adoption", "delivery", "run") and not _is_key(token)):
        return ""
    return address_of(request, _PAGES[kind], token)


def _task_pages(request: DeskRequest, lines: list[AuditLine]) -> dict[str, str]:
    """Return the page of each task that the lines are about, by subject; in two queries."""
    keys = {one.subject.partition(":")[2] for one in lines if one.subject.startswith("task:")}
    if not keys:
        return {}
    nis = request.municipality.nis
    found = [
        *tasks.open_tasks(nis).filter(key__in=keys).values_list("key", "pk"),
        *tasks.finished_tasks(nis).filter(key__in=keys).values_list("key", "pk"),
    ]
    return {f"task:{key}": address_of(request, "task", pk) for key, pk in found}


def _is_key(token: str) -> bool:
    try:
        UUID(token)
    except ValueError:
        return False
    return True
