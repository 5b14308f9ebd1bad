"""An accepted row against all that was delivered before about the same subject."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from klik.domains.registers.queries.subjects import NEW, WITHDRAWN, Key, Known, Subjects
from klik.ground.deliveries import Accepted, Rejected
from klik.ground.deliveries.checking import reject_row
from klik.ground.deliveries.texts import question_of

_INSZ_PLACE: Final = 0


def judge_row(
    row: Accepted, found: Known, subjects: Subjects, *, number_column: str
) -> Accepted | Rejected:
    """Return the row, perhaps with a question, or why it cannot be used.

    The first message about a subject counts; a later first message that says the same is a
    duplicate, one that says something else a contradiction. A correction or withdrawal is meant to
    differ. What joins two subjects is rejected: nobody knows which of them it is about.

    Args:
        row: As the file alone lets it through.
        found: The same row by its keys and content.
        subjects: What was accepted before, of this delivery and others.
        number_column: The column that a question about a changed number is about.
    """
    groups = subjects.of(found.hashes)
    if len(groups) > 1:
        return reject_row(row.line, "keys-of-two")
    earlier = groups[0] if groups else []
    if not earlier:
        return row
    same = _same_content(found, earlier)
    if same is not None:
        return reject_row(row.line, "duplicate-earlier", first=same.line)
    if found.event == NEW:
        return _judge_new(row, earlier)
    if _changes_number(found, earlier, subjects) and not replaced_number(found, earlier, subjects):
        return _asking(row, "number-changed", number_column)
    return row


def replaced_number(
    found: Known, earlier: list[Known], subjects: Subjects
) -> tuple[bytes, bytes] | None:
    """Return the bis number that a correction replaces, and the register number it gives.

    The two are joined by another key, such as the number of the deed. A register number that would
    replace another one is not taken from a row: a person must say that it is the same child.
    """
    new = _number_of(found)
    if found.event == NEW or new is None or new.is_temporary:
        return None
    old = {subjects.now(key.hash): key for row in earlier if (key := _number_of(row))}
    if len(old) != 1 or subjects.now(new.hash) in old:
        return None
    ((newest, replaced),) = old.items()
    # A bis number that was replaced before, by another number, is nothing for a machine either.
    return (replaced.hash, new.hash) if replaced.is_temporary and newest == replaced.hash else None


def _same_content(found: Known, earlier: list[Known]) -> Known | None:
    """Return the row that this one repeats.

    A first message repeats any earlier one; a correction only the latest, because a value may be
    put back to what it was.
    """
    candidates = earlier if found.event == NEW else earlier[-1:]
    return next((one for one in candidates if one.content == found.content), None)


def _judge_new(row: Accepted, earlier: list[Known]) -> Accepted | Rejected:
    first = next((one for one in earlier if one.event == NEW), None)
    if first is None:
        return row  # its correction or withdrawal came in before it
    if earlier[-1].event == WITHDRAWN:
        return _asking(row, "withdrawn-before", "event")
    return reject_row(row.line, "contradiction-earlier", first=first.line)


def _changes_number(found: Known, earlier: list[Known], subjects: Subjects) -> bool:
    new = _number_of(found)
    old = {subjects.now(key.hash) for row in earlier if (key := _number_of(row))}
    return new is not None and bool(old) and subjects.now(new.hash) not in old


def _number_of(row: Known) -> Key | None:
    return next((key for key in row.keys if key.place == _INSZ_PLACE), None)


def _asking(row: Accepted, code: str, column: str) -> Accepted:
    return replace(row, questions=(*row.questions, question_of(code, column)))
