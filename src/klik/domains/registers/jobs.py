"""Work on deliveries that takes long: a loop of short transactions, resumable at any instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar
from uuid import UUID

from klik.domains.registers import operations, queries
from klik.domains.registers.models import Channel, DeliveredRow, Delivery, DeliveryState
from klik.domains.registers.queries.rows import identity_purpose
from klik.ground.clock import HOME, moment_now
from klik.ground.deliveries import LIMITS, DeliveryReading, DeliveryRefused, Limits, read_delivery
from klik.ground.files import Sealer, StoredFile, sealer_for, sweep_leftovers
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import Job, job, periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for
from klik.packages.records import RECORDS

CHECK: Final = "registers.check-delivery"
CHECKER: Final = Actor(ActorKind.SYSTEM, "check-delivery")
KEEPER: Final = Actor(ActorKind.SYSTEM, "keep-registers")
Progress = Callable[[int], None]
_Item = TypeVar("_Item")

register(DeliveredRow, "sealed", lambda row: identity_purpose(row.token))


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a file comes from and who sends it.

    Attributes:
        municipality_nis: To which it is delivered.
        agreement_id: Under which it is delivered.
        actor: A clerk, the operator or a job.
        filename: As the sender calls it.
        channel: How it comes in.
    """

    municipality_nis: str
    agreement_id: UUID
    actor: Actor
    filename: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading a file needs, so that no transaction waits for it."""

    columns: tuple[str, ...]
    record: str
    municipality_nis: str
    received_on: date
    sealer: Sealer

    def read(self, path: Path, *, limits: Limits = LIMITS) -> DeliveryReading:
        return read_delivery(
            path,
            columns_agreed=self.columns,
            record=RECORDS[self.record],
            municipalities=[self.municipality_nis],
            received_on=self.received_on,
            limits=limits,
        )


@job(CHECK, is_long=True)
def check_asked_delivery(asked: Job) -> None:
    """Check the delivery that a job names; how many rows it has shows at its end."""
    check_delivery(
        asked.municipality_nis,
        UUID(asked.key),
        moment=moment_now(),
        progress=lambda done: asked.progress(done, 0),
    )


def ask_to_check(delivery: Delivery, *, moment: datetime) -> None:
    """Put the check of a delivery in the queue, once while it is not done."""
    enqueue(CHECK, key=str(delivery.pk), municipality_nis=delivery.municipality_nis, moment=moment)


@periodic("registers.remove-files", every=timedelta(minutes=1))
def remove_everywhere(moment: datetime) -> int:
    """Remove what nothing needs any more, in each municipality; return how many files."""
    sweep_leftovers()
    with acting_for(EVERYWHERE, KEEPER, only_reading=True):
        listed = queries.municipalities_with_files_to_remove(moment)
    return sum(remove_files(municipality_nis, moment=moment) for municipality_nis in listed)


@periodic("registers.expire", every=timedelta(days=1))
def expire_everywhere(moment: datetime) -> int:
    """Let go, in each municipality, every delivery whose term has run out; return how many."""
    with acting_for(EVERYWHERE, KEEPER, only_reading=True):
        over = queries.municipalities_with_deliveries_over(_day(moment))
    return sum(expire(municipality_nis, moment=moment) for municipality_nis in over)


@periodic("registers.name-parties", every=timedelta(days=1), is_long=True)
def name_parties(_moment: datetime) -> None:
    """Write down, of deliveries of before that was kept, whom their rows name."""
    with acting_for(EVERYWHERE, KEEPER, only_reading=True):
        listed = sorted({one.municipality_nis for one in queries.deliveries_to_name()})
    for municipality_nis in listed:
        looked_at = 1
        while looked_at:
            with acting_for([municipality_nis], KEEPER):
                looked_at = operations.name_parties(municipality_nis)


def deliver(
    path: Path,
    sending: Sending,
    *,
    moment: datetime,
    limits: Limits = LIMITS,
    asks_to_check: bool = False,
) -> Delivery:
    """Take in the file at `path`; `check_delivery` then checks its rows.

    A file that cannot be read, or has columns outside the agreement, is refused before anything of
    it is stored. Killed at any instant, the same call again goes on; an upload that nobody
    continues is removed after an hour.

    Args:
        path: The file.
        sending: Where it comes from, and for whom.
        moment: When.
        limits: How large it may be.
        asks_to_check: Leave the check to a worker, asked for as the delivery is kept.

    Returns:
        The delivery; of the same bytes the first one, `was_known`.

    Raises:
        DeliveryRefused: The file as a whole cannot be used; nothing was stored.
        RegistersNotYours, RegisterNotFound, AgreementNotInForce: Nothing may be delivered here.
    """
    nis = sending.municipality_nis
    with acting_for([nis], sending.actor):
        agreement = operations.agreement_to_deliver_under(nis, sending.agreement_id, moment=moment)
        reading = _Reading(
            tuple(agreement.columns), agreement.record, nis, _day(moment), sealer_for(nis)
        )
    stored = _store(path, reading, sending, moment=moment, limits=limits)
    with acting_for([nis], sending.actor):
        delivery = operations.receive(
            nis,
            agreement,
            stored,
            filename=sending.filename,
            channel=sending.channel,
            moment=moment,
        )
        if asks_to_check and delivery.is_unchecked:
            ask_to_check(delivery, moment=moment)
        return delivery


def _store(
    path: Path, reading: _Reading, sending: Sending, *, moment: datetime, limits: Limits
) -> StoredFile:
    nis = sending.municipality_nis
    digest = reading.read(path, limits=limits).summary().sha256
    with acting_for([nis], sending.actor):
        operations.expect_upload(nis, sending.agreement_id, digest, moment=moment)
    with path.open("rb") as file:
        stored = reading.sealer.store_stream(file, limit_bytes=limits.file_bytes)
    if stored.digest != digest:
        reading.sealer.remove(stored.digest)
        raise DeliveryRefused("changed")
    return stored


def check_delivery(
    municipality_nis: str,
    delivery_id: UUID,
    *,
    moment: datetime,
    actor: Actor = CHECKER,
    progress: Progress | None = None,
) -> Delivery:
    """Check every row of a delivery that was received; resumed, it goes on where it was killed.

    Accepted and rejected rows are kept in transactions of at most 200 rows, and count once all are.
    A file that turns out to be unreadable only now is refused as a whole and keeps no row.

    Args:
        municipality_nis: Whose delivery.
        delivery_id: Which one; checked already, it is returned as it is.
        moment: When.
        actor: Who checks; audit lines name it.
        progress: Told how many rows are done.

    Raises:
        RegisterNotFound: The municipality has no such delivery.
        FileMissing, FileDamaged: The upload is not what was stored.
        CheckingStopped: The delivery was refused or expired meanwhile.
    """
    with acting_for([municipality_nis], actor):
        delivery = queries.delivery_of(municipality_nis, delivery_id)
        if delivery.state in {DeliveryState.CHECKED, DeliveryState.REFUSED}:
            return delivery
        agreement = delivery.agreement
        reading = _Reading(
            tuple(agreement.columns),
            agreement.record,
            municipality_nis,
            _day(delivery.received_at),
            sealer_for(municipality_nis),
        )
    checking = _Checking(municipality_nis, delivery_id, actor, moment)
    try:
        with reading.sealer.plain_copy(delivery.sha256) as path:
            return checking.run(reading, path, progress)
    except DeliveryRefused as refused:
        with acting_for([municipality_nis], actor):
            return operations.refuse_delivery(municipality_nis, delivery_id, refused, moment=moment)


@dataclass(frozen=True, slots=True)
class _Checking:
    municipality_nis: str
    delivery_id: UUID
    actor: Actor
    moment: datetime

    def run(self, reading: _Reading, path: Path, progress: Progress | None) -> Delivery:
        done = 0
        rows = reading.read(path)
        with reading.sealer.writing() as snapshot:
            for outcomes in _in_chunks(rows, operations.CHUNK_ROWS):
                with acting_for([self.municipality_nis], self.actor):
                    lines = operations.keep_chunk(
                        self.municipality_nis,
                        self.delivery_id,
                        outcomes,
                        first=done,
                        moment=self.moment,
                    )
                snapshot.write(b"".join(lines))
                done += len(outcomes)
                if progress is not None:
                    progress(done)
            stored = snapshot.finish()
        with acting_for([self.municipality_nis], self.actor):
            return operations.complete_check(
                self.municipality_nis,
                self.delivery_id,
                stored,
                delivered=done,
                moment=self.moment,
            )


def remove_files(municipality_nis: str, *, moment: datetime) -> int:
    """Remove the files that no row needs any more; return how many were on the list.

    What killed processes left half written goes as well.
    """
    sweep_leftovers()
    removed = 0
    while True:
        with acting_for([municipality_nis], KEEPER):
            if not operations.remove_listed_file(municipality_nis, moment=moment):
                return removed
        removed += 1


def expire(municipality_nis: str, *, moment: datetime) -> int:
    """Let every delivery go whose term has run out; return how many."""
    expired = 0
    while True:
        with acting_for([municipality_nis], KEEPER):
            if not operations.expire(municipality_nis, moment=moment):
                break
        expired += 1
    remove_files(municipality_nis, moment=moment)
    return expired


def _in_chunks(rows: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _day(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
