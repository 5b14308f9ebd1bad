"""What `klik payments` does; import it after Django has started only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from klik.domains.payments import jobs, operations, queries
from klik.ground.banking.bank_answer import read_limited
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, ActorKind, acting_for

if TYPE_CHECKING:
    from klik.domains.payments.models import Batch
    from klik.domains.payments.queries import SharedAccount

_READER = "payments"
_WAITS = "waits for a second person"


class NameWrong(Refusal):
    """A name of who does this that cannot stand in the audit."""

    status = 422
    reason = "Write --as as a short name: letters and digits, such as lien."


@dataclass(frozen=True, slots=True)
class Line:
    """A batch in words."""

    message_id: str
    execution_on: date
    count: int
    euros: str
    state: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """New batches, and the accounts in them that several payees share."""

    batches: list[Line]
    shared: list[SharedAccount]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer said, and whether its batch is settled."""

    message_id: str
    executed: int
    rejected: int
    other: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The batches, and how many orders are in none."""

    batches: list[Line]
    ready: int
    held: int


def draw(nis: str, *, on: date, person: str, moment: datetime) -> Drawn:
    """Draw batches and write those that may be written."""
    actor = _actor(person)
    with acting_for([nis], actor):
        drawn = operations.draw_batches(nis, execution_on=on, moment=moment)
        names = [batch.message_id for batch in drawn]
        shared = {
            account.decisions: account
            for batch in drawn
            for account in queries.shared_accounts(nis, within=batch)
        }
    jobs.write_batches(nis, moment=moment)
    with acting_for([nis], actor):
        return Drawn([_line(queries.batch_of(nis, name)) for name in names], list(shared.values()))


def approve(nis: str, name: str, *, person: str, declines: bool, moment: datetime) -> Line:
    """Approve or decline a batch, and write what may be written."""
    decide = operations.decline_batch if declines else operations.approve_batch
    with acting_for([nis], _actor(person)):
        decide(queries.batch_of(nis, name), moment=moment)
    jobs.write_batches(nis, moment=moment)
    with acting_for([nis], _actor(person)):
        return _line(queries.batch_of(nis, name))


def fetch(nis: str, name: str, out: Path, *, person: str, moment: datetime) -> int:
    """Write the file of a batch and note it as sent; return its size."""
    with acting_for([nis], _actor(person)):
        batch = queries.batch_of(nis, name)
        content = queries.batch_file(batch)
        with out.open("xb") as written:
            written.write(content)
        operations.mark_sent(batch, moment=moment)
    return len(content)


def answer(nis: str, file: Path, *, person: str, moment: datetime) -> Taken:
    """Take an answer of the bank."""
    with file.open("rb") as opened:
        content = read_limited(opened)
    with acting_for([nis], _actor(person)):
        taken = operations.take_answer(nis, content, moment=moment)
        settled = queries.reconciliation(nis, taken.batch).is_complete
        name = taken.batch.message_id
    return Taken(name, taken.executed, taken.rejected, taken.other, settled)


def confirm(nis: str, name: str, *, person: str, moment: datetime) -> int:
    """Note what is left of a batch as paid; return how many orders."""
    with acting_for([nis], _actor(person)):
        return operations.confirm_executed(queries.batch_of(nis, name), moment=moment)


def listed(nis: str) -> Listed:
    """Return the batches, and what is in none."""
    with acting_for([nis], _actor(_READER)):
        return Listed(
            [_line(batch) for batch in queries.batches(nis)],
            queries.ready_orders(nis).count(),
            queries.held_orders(nis).count(),
        )


def journal(nis: str, first: date, last: date, out: Path) -> int:
    """Write the journal of a period; return how many lines."""
    with acting_for([nis], _actor(_READER)):
        return _written(out, queries.journal_table(nis, first, last))


def open_items(nis: str, year: int, out: Path) -> int:
    """Write what stood open at the end of a year; return how many lines."""
    with acting_for([nis], _actor(_READER)):
        return _written(out, queries.open_items_table(nis, year))


def handouts(nis: str, year: int, out: Path, *, person: str, moment: datetime) -> int:
    """Write the numbered list of a year; return how many lines."""
    with acting_for([nis], _actor(person)):
        return _written(out, operations.take_handout_list(nis, year, moment=moment))


def hand_out(nis: str, number: str, *, person: str, moment: datetime) -> None:
    """Note something as handed out."""
    with acting_for([nis], _actor(person)):
        operations.hand_out(queries.handout_of(nis, number), moment=moment)


def limit(nis: str, cents: int, *, person: str, moment: datetime) -> None:
    """Choose the limit above which a second person approves."""
    with acting_for([nis], _actor(person)):
        operations.set_limit(nis, cents=cents, moment=moment)


def euros(cents: int) -> str:
    """Return an amount as it is said: 125.00."""
    return f"{cents // 100}.{cents % 100:02d}"


def _actor(person: str) -> Actor:
    try:
        return Actor(ActorKind.OPERATOR, person)
    except ValueError:
        raise NameWrong from None


def _line(batch: Batch) -> Line:
    waits = batch.needs_second_person and not batch.approved_by and batch.state == "drawn"
    state = _WAITS if waits else str(batch.state)
    return Line(batch.message_id, batch.execution_on, batch.count, euros(batch.total_cents), state)


def _written(out: Path, table: Iterable[str]) -> int:
    """Write a table to a new file; return how many lines there are below its headers."""
    lines = -1
    with out.open("x", encoding="utf-8", newline="") as written:
        for piece in table:
            lines += piece.endswith("\n")
            written.write(piece)
    return lines
