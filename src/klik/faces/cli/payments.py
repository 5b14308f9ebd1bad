"""`klik payments`: from orders to a file for the bank, its answer, and the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from klik.faces.cli import console
from klik.faces.cli.options import FILE, Day, day_of, example
from klik.faces.cli.setup import start_django
from klik.ground.clock import moment_now

_nis = click.option(
    "--municipality", "-m", "nis", required=True, metavar="NIS", help="NIS code, such as 37021.",
)  # fmt: skip
_person = click.option(
    "--as", "person", default="payments", show_default=True, metavar="NAME",
    help="Who does this: a short name without blanks, kept in the audit.",
)  # fmt: skip
_out = click.option(
    "--out", required=True, type=FILE, metavar="FILE", help="The file to write; it may not exist."
)


@click.group()
def payments() -> None:
    """Pay what was decided, and keep the books.

    Orders come from decisions. Each leaves in one batch, in a file (pain.001) that the bank
    answers (pain.002). Above the limit of the municipality a second person approves a batch.
    """


@payments.command(epilog=example("klik payments draw -m 37021 --on 2026-12-01 --as lien"))
@_nis
@click.option(
    "--on", "execution_on", required=True, type=Day(), metavar="DATE",
    help="The day on which the bank pays, such as 2026-12-01.",
)  # fmt: skip
@_person
def draw(nis: str, execution_on: Any, person: str) -> None:
    """Put what is ready into batches and write their files.

    Each account that pays has a batch of its own. A batch above the limit waits for klik payments
    approve. An account that several payees share is told, for who approves.
    """
    with _paying() as paying:
        drawn = paying.draw(nis, on=day_of(execution_on), person=person, moment=moment_now())
    if not drawn.batches:
        console.say("Nothing is ready to be paid.")
    _say_batches(drawn.batches)
    for shared in drawn.shared:
        console.warn(
            f"{shared.masked} is the account of {shared.payees} payees: "
            f"{shared.orders} orders, {paying.euros(shared.total_cents)} euro in all, "
            f"decisions {', '.join(shared.decisions)}"
        )


@payments.command(epilog=example("klik payments approve KLIK-37021-... -m 37021 --as jo"))
@click.argument("batch")
@_nis
@click.option("--decline", is_flag=True, help="Give the batch up; its orders are ready again.")
@_person
def approve(batch: str, nis: str, person: str, *, decline: bool) -> None:
    """Approve a batch as the second person.

    Its file is written then. BATCH is its message id. Who drew a batch cannot approve it.
    """
    with _paying() as paying:
        found = paying.approve(nis, batch, person=person, declines=decline, moment=moment_now())
    _say_batches([found])


@payments.command(epilog=example("klik payments fetch KLIK-37021-... -m 37021 --out pay.xml"))
@click.argument("batch")
@_nis
@_out
@_person
def fetch(batch: str, nis: str, out: Path, person: str) -> None:
    """Write the file of a batch, for the bank.

    The batch is noted as sent. BATCH is its message id. Fetched again, it is the same file: a bank
    refuses the second one.
    """
    with _paying() as paying:
        size = paying.fetch(nis, batch, out, person=person, moment=moment_now())
    console.say(f"{out}: {size} bytes. Give it to the bank, and take it away afterwards.")


@payments.command(epilog=example("klik payments answer pain002.xml -m 37021"))
@click.argument("file", type=FILE, metavar="FILE")
@_nis
@_person
def answer(file: Path, nis: str, person: str) -> None:
    """Take an answer of the bank to a batch.

    FILE is a pain.002.001.10 or pain.002.001.03. Orders become executed or rejected; a rejected
    one becomes a task that asks the resident for another account. The same file again changes
    nothing, and so does one that is refused.
    """
    with _paying() as paying:
        taken = paying.answer(nis, file, person=person, moment=moment_now())
    console.say(f"{taken.message_id}: {taken.executed} executed, {taken.rejected} rejected, "
                f"{taken.other} underway")  # fmt: skip
    console.say("Every order is settled." if taken.is_complete else "The batch is not settled yet.")


@payments.command(epilog=example("klik payments confirm KLIK-37021-... -m 37021"))
@click.argument("batch")
@_nis
@_person
def confirm(batch: str, nis: str, person: str) -> None:
    """Note that the account statement shows a batch as paid.

    For a bank that answers accepted (ACCP, ACSP) and never settled (ACSC).
    """
    with _paying() as paying:
        count = paying.confirm(nis, batch, person=person, moment=moment_now())
    console.say(f"{count} orders executed.")


@payments.command(name="list")
@_nis
def list_(nis: str) -> None:
    """List the batches, the latest first, and what waits."""
    with _paying() as paying:
        listed = paying.listed(nis)
    _say_batches(listed.batches)
    console.say(f"{listed.ready} orders ready, {listed.held} held for an answer")


@payments.command()
@_nis
@click.option("--from", "first", required=True, type=Day(), metavar="DATE", help="First day.")
@click.option("--until", "last", required=True, type=Day(), metavar="DATE", help="Last day.")
@_out
def journal(nis: str, first: Any, last: Any, out: Path) -> None:
    """Write the journal of a period as CSV, for accounting."""
    with _paying() as paying:
        lines = paying.journal(nis, day_of(first), day_of(last), out)
    console.say(f"{out}: {lines} lines")


@payments.command(name="open")
@_nis
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="Such as 2026.")
@_out
def open_(nis: str, year: int, out: Path) -> None:
    """Write what stood open at the end of a year as CSV."""
    with _paying() as paying:
        lines = paying.open_items(nis, year, out)
    console.say(f"{out}: {lines} open items")


@payments.command()
@_nis
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="Such as 2026.")
@_out
@_person
def handouts(nis: str, year: int, out: Path, person: str) -> None:
    """Write the numbered vouchers, gifts and credits of a year as CSV."""
    with _paying() as paying:
        lines = paying.handouts(nis, year, out, person=person, moment=moment_now())
    console.say(f"{out}: {lines} to hand out or handed out. It holds names: take it away after.")


@payments.command(name="hand-out")
@click.argument("number")
@_nis
@_person
def hand_out(number: str, nis: str, person: str) -> None:
    """Note that a voucher, gift or credit was handed out.

    NUMBER is the one that stands on it. It is handed out once.
    """
    with _paying() as paying:
        paying.hand_out(nis, number, person=person, moment=moment_now())
    console.say(f"{number} is handed out.", style="green")


@payments.command(epilog=example("klik payments limit 500000 -m 37021"))
@click.argument("cents", type=click.IntRange(min=0))
@_nis
@_person
def limit(cents: int, nis: str, person: str) -> None:
    """Choose above what sum a second person approves.

    CENTS counts what leaves one account on one day. With 0, which holds until somebody chooses,
    every batch needs a second person.
    """
    with _paying() as paying:
        paying.limit(nis, cents, person=person, moment=moment_now())
    console.say(f"Above {cents} cents a second person approves.")


def _say_batches(batches: list[Any]) -> None:
    for batch in batches:
        console.say(
            f"{batch.message_id}  {batch.execution_on}  {batch.count} orders  "
            f"{batch.euros} euro  {batch.state}"
        )


@contextmanager
def _paying() -> Iterator[ModuleType]:
    with console.refusals():
        start_django()
        from klik.faces.cli import paying  # noqa: PLC0415 -- commands that need no database start without Django

        yield paying
