"""Work of payments that goes on by itself: batches become files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.messages.jobs import Waiting, tell_waiting
from klik.domains.payments import operations, ports, queries
from klik.domains.payments.models import AccountChange, DebtorAccount, Handout, Order
from klik.domains.payments.queries import sealed
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.banking.refusals import PaymentRefused
from klik.ground.clock import HOME, moment_now
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import Job, job, periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

WRITE: Final = "payments.write-batches"
TELLER: Final = Actor(ActorKind.SYSTEM, "announce-accounts")
WRITER: Final = Actor(ActorKind.SYSTEM, "write-batches")

register(AccountChange, "sealed", lambda change: queries.change_purpose(change.pk))
register(DebtorAccount, "sealed", lambda account: sealed.debtor_purpose(account.pk))
register(Handout, "sealed_recipient", lambda handout: sealed.recipient_purpose(handout.pk))
register(Order, "sealed_creditor", lambda order: sealed.creditor_purpose(order.pk))


@job(WRITE, is_long=True)
def write_asked_batches(asked: Job) -> None:
    """Write what may be written of the municipality that a job names."""
    write_batches(asked.municipality_nis, moment=moment_now())


def ask_to_write(municipality_nis: str, *, moment: datetime) -> None:
    """Put the writing of a municipality's batches in the queue, once while it is not done."""
    enqueue(WRITE, key=municipality_nis, municipality_nis=municipality_nis, moment=moment)


@periodic("payments.ask-for-batches", every=timedelta(minutes=10))
def ask_for_batches(moment: datetime) -> None:
    """Ask anew for what an earlier attempt did not write, as when the disk was full."""
    with acting_for(EVERYWHERE, WRITER, only_reading=True):
        waiting = queries.municipalities_with_batches_to_write()
    for municipality_nis in waiting:
        ask_to_write(municipality_nis, moment=moment)


@periodic("payments.expire-handouts", every=timedelta(hours=6), is_long=True)
def expire_everywhere(moment: datetime) -> int:
    """Let expire, in each municipality, what was not fetched in time; return how many."""
    with acting_for(EVERYWHERE, WRITER, only_reading=True):
        late = queries.municipalities_with_late_handouts(moment.astimezone(HOME).date())
    return sum(expire_handouts(municipality_nis, moment=moment) for municipality_nis in late)


@periodic("payments.announce-accounts", every=timedelta(minutes=1), is_long=True)
def announce_in_turn(_turn: datetime) -> int:
    """Tell who must hear of a changed account, each minute; return how many notes left."""
    return announce(moment_now())


@periodic("payments.take-accounts", every=timedelta(minutes=10), is_long=True)
def take_in_turn(_turn: datetime) -> int:
    """Let go what waited for a changed account whose day has come; return how many changes."""
    return take_accounts(moment_now())


def announce(moment: datetime) -> int:
    """Tell, by every way that held before, who must hear of a changed account.

    Killed at any instant it can be run again: each note leaves once, by its key.

    Returns:
        How many notes left.
    """
    with acting_for(EVERYWHERE, TELLER, only_reading=True):
        places = operations.municipalities_to_tell()
    return sum(_announce_in(municipality_nis, moment) for municipality_nis in places)


def take_accounts(moment: datetime) -> int:
    """Let go, each in a transaction of its own, what waited for a changed account.

    Returns:
        How many changed accounts are in use now.
    """
    with acting_for(EVERYWHERE, TELLER, only_reading=True):
        due = list(queries.changes_due(moment.astimezone(HOME).date()))
    taken = 0
    for change in due:
        with acting_for([change.municipality_nis], TELLER):
            taken += operations.take_change(change, moment=moment)
    return taken


def write_batches(municipality_nis: str, *, moment: datetime, actor: Actor = WRITER) -> list[str]:
    """Write the file of every batch of a municipality that may become one.

    Killed at any instant it can be run again, also while another runs. The same batch gives the
    same bytes and so the same file, which is whole in the store or not there; the batch says
    written only after that.

    Returns:
        The message ids of the batches written now.

    Raises:
        PaymentRefused: A batch cannot be a file; every other one was written.
    """
    with acting_for([municipality_nis], actor):
        waiting = queries.batches_to_write(municipality_nis)
    written, refused = [], []
    for batch in waiting:
        try:
            written.append(_write(municipality_nis, batch, moment, actor))
        except PaymentRefused as cause:
            refused.append(cause)
    if refused:
        raise refused[0]
    return written


def expire_handouts(municipality_nis: str, *, moment: datetime, actor: Actor = WRITER) -> int:
    """Let what was not fetched in time expire; return how many."""
    return _until_none(
        lambda: operations.expire_handouts(municipality_nis, moment=moment), municipality_nis, actor
    )


def _announce_in(municipality_nis: str, moment: datetime) -> int:
    return tell_waiting(
        municipality_nis,
        TELLER,
        waiting=lambda: [
            Waiting(change, note)
            for change, note in operations.untold(municipality_nis, moment=moment)
        ],
        told=lambda change: operations.note_told(change, moment=moment),
        moment=moment,
    )


def _write(municipality_nis: str, batch: UUID, moment: datetime, actor: Actor) -> str:
    with acting_for([municipality_nis], actor):
        content = queries.payment_batch_of(batch)
        sealer = ports.files.service().sealer_for(municipality_nis)
    written = write_payment_file(content)  # seconds for 5,000 orders: in no transaction
    digest = sealer.store(written)
    with acting_for([municipality_nis], actor):
        operations.note_written(batch, digest=digest, size=len(written), moment=moment)
    return content.message_id


def _until_none(step: Callable[[], int], municipality_nis: str, actor: Actor) -> int:
    total = 0
    while True:
        with acting_for([municipality_nis], actor):
            done = step()
        if not done:
            return total
        total += done
