"""Tell people what waits to be told: letters are set between transactions, never inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from klik.domains.documents import queries as documents
from klik.domains.messages import operations, ports
from klik.domains.messages.operations import Note
from klik.ground.clock import HOME
from klik.ground.letters.letter import Letter
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.rendering import render_letter
from klik.ground.tenancy import Actor, acting_for

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class Waiting(Generic[_Thing]):
    """A thing of which somebody must be told, and the note that does it."""

    thing: _Thing
    note: Note


def tell_waiting(
    municipality_nis: str,
    actor: Actor,
    *,
    waiting: Callable[[], Sequence[Waiting[_Thing]]],
    told: Callable[[_Thing], object],
    moment: datetime,
) -> int:
    """Send a note for each thing that waits, and note that it was told; return how many were sent.

    It may be killed at any instant: the key of a note keeps it from leaving twice.

    Args:
        municipality_nis: For whom.
        actor: The job.
        waiting: Reads what waits; called once, inside `acting_for`.
        told: Writes that one thing was told, in the transaction that sends its note.
        moment: When.
    """
    day = moment.astimezone(HOME).date()
    with acting_for([municipality_nis], actor):
        due = list(waiting())
        ways = [operations.is_reachable(municipality_nis, one.note) for one in due]
        letters = [operations.letter_of(municipality_nis, one.note, day=day) for one in due]
        sealer = documents.sealer_for(municipality_nis)
    for one, has_way, letter in zip(due, ways, letters, strict=True):
        pdf = _rendered(letter) if has_way else None
        digest = sealer.store(pdf) if pdf else ""
        with acting_for([municipality_nis], actor):
            if pdf:
                operations.send_note(
                    municipality_nis, one.note, digest=digest, size=len(pdf), moment=moment
                )
            elif has_way:
                _ask_a_person(municipality_nis, one.note, moment)
            told(one.thing)
    return sum(ways)


def _rendered(letter: Letter) -> bytes | None:
    try:
        return render_letter(letter)
    except LetterTextRefused:
        return None


def _ask_a_person(municipality_nis: str, note: Note, moment: datetime) -> None:
    ports.open_task.service()(
        municipality_nis,
        key=f"note:{note.key}",
        reason="letter",
        about_kind=note.about_kind,
        about=note.about,
        detail={},
        moment=moment,
    )
