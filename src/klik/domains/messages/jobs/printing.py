"""Write print batches: an address sheet before each letter, all letters in one PDF, and a list."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Final
from uuid import UUID

from klik.domains.documents import queries as documents
from klik.domains.documents.models import Document
from klik.domains.documents.ports import Sealer
from klik.domains.messages import operations, queries
from klik.domains.messages.models import PrintBatch
from klik.domains.messages.operations import Written
from klik.domains.people.queries import protected_among
from klik.ground.clock import HOME, moment_now
from klik.ground.deliveries import neutralise
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import Job, job, periodic
from klik.ground.letters.letter import Language, Recipient
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.printing.binding import Binder, Bound, PartUnreadable
from klik.ground.printing.sheets import Sheet, render_sheet
from klik.ground.refusals import Refusal
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, Everywhere, acting_for

WRITE: Final = "messages.write-print-batches"
PRINTER: Final = Actor(ActorKind.SYSTEM, "write-print-batches")
_HEADER: Final = (
    "nummer", "bericht", "naam", "adres", "documenten", "eerste bladzijde", "bladzijden",
)  # fmt: skip
_PROTECTED: Final = "beschermd adres"


@dataclass(frozen=True, slots=True)
class _Letter:
    row: UUID
    place: int
    key: str
    language: Language
    sender: str
    recipient: Recipient = field(repr=False)
    enclosed: tuple[Document, ...] = field(repr=False)
    is_protected: bool = False  # its address stands on the sheet alone, not in the list
    is_whole: bool = True  # none of its documents lost its row


@dataclass(frozen=True, slots=True)
class _Work:
    """A batch as its transaction left it: everything that its files follow from."""

    municipality_nis: str
    batch: UUID
    reference: str
    dated_on: date
    letters: tuple[_Letter, ...]
    sealer: Sealer = field(repr=False)


@job(WRITE, is_long=True)
def write_asked_batches(asked: Job) -> None:
    """Write the print batches that were drawn in the municipality that a job names."""
    write_print_batches(moment_now(), municipalities=[asked.municipality_nis])


def ask_to_write(municipality_nis: str, *, moment: datetime) -> None:
    """Put the writing of a municipality's print batches in the queue, once while it is not done."""
    enqueue(WRITE, key=municipality_nis, municipality_nis=municipality_nis, moment=moment)


@periodic("messages.write-left-batches", every=timedelta(minutes=10), is_long=True)
def write_left_batches(_turn: datetime) -> None:
    """Write what an earlier attempt did not, as when the disk was full."""
    write_print_batches(moment_now())


def write_print_batches(
    moment: datetime, *, municipalities: Sequence[str] | Everywhere = EVERYWHERE
) -> list[str]:
    """Write the files of every batch that was drawn; return the references of these batches.

    It may be killed at any instant: files are stored first, then the batch is told, and the same
    batch gives the same bytes again.
    """
    with acting_for(municipalities, PRINTER):
        drawn = queries.batches_to_write()
    return [_write(nis, batch_id, moment) for nis, batch_id in drawn]


def _write(municipality_nis: str, batch_id: UUID, moment: datetime) -> str:
    with acting_for([municipality_nis], PRINTER):
        work = _work(municipality_nis, batch_id)
    written = _written(work)
    with acting_for([municipality_nis], PRINTER):
        operations.finish_print_batch(municipality_nis, batch_id, written=written, moment=moment)
    return work.reference


def _work(municipality_nis: str, batch_id: UUID) -> _Work:
    batch = PrintBatch.objects.get(pk=batch_id)
    messages = list(queries.letters_of(batch))
    keys = {key for message in messages for key in message.document_keys}
    found = documents.documents_of(municipality_nis, keys)
    people = {bytes(one.person) for one in messages if one.person is not None}
    protected = protected_among(people)
    letters = []
    for message in messages:
        language: Language = "en" if message.language == "en" else "nl"
        content = queries.content_of(message)
        letters.append(
            _Letter(
                row=message.pk,
                place=message.place or 0,
                key=message.key,
                language=language,
                sender=queries.sender_of(municipality_nis, content),
                recipient=content.recipient,
                is_protected=message.person is not None and bytes(message.person) in protected,
                enclosed=tuple(found[key] for key in message.document_keys if key in found),
                is_whole=all(key in found for key in message.document_keys),
            )
        )
    return _Work(
        municipality_nis=municipality_nis,
        batch=batch_id,
        reference=batch.reference,
        dated_on=batch.drawn_at.astimezone(HOME).date(),
        letters=tuple(letters),
        sealer=documents.sealer_for(municipality_nis),
    )


def _written(work: _Work) -> Written:
    bound: dict[UUID, Bound] = {}
    unprintable: dict[UUID, str] = {}
    with Binder(f"Drukwerk {work.reference}") as binder:
        for letter in work.letters:
            try:
                bound[letter.row] = binder.add(_parts(work, letter))
            except LetterTextRefused:
                unprintable[letter.row] = "address-unprintable"
            except Refusal:
                unprintable[letter.row] = "document-unreadable"
        whole = binder.finish() if bound else b""
    contents = _list_of_contents(work, bound)
    return Written(
        digest=work.sealer.store(whole) if bound else "",
        size=len(whole),
        list_digest=work.sealer.store(contents) if bound else "",
        list_size=len(contents),
        pages=sum(one.pages for one in bound.values()),
        letters=frozenset(bound),
        unprintable=unprintable,
    )


def _parts(work: _Work, letter: _Letter) -> list[bytes]:
    if not letter.is_whole:
        raise PartUnreadable
    sheet = Sheet(
        language=letter.language,
        sender=letter.sender,
        recipient=letter.recipient,
        batch=work.reference,
        place=letter.place,
        enclosed=tuple(document.title for document in letter.enclosed),
        dated_on=work.dated_on,
    )
    return [render_sheet(sheet), *(work.sealer.read(one.digest) for one in letter.enclosed)]


def _list_of_contents(work: _Work, bound: dict[UUID, Bound]) -> bytes:
    written = StringIO(newline="")
    rows = csv.writer(written, delimiter=";")
    rows.writerow(_HEADER)
    for letter in work.letters:
        if letter.row not in bound:
            continue
        place = bound[letter.row]
        cells = (
            str(letter.place),
            letter.key,
            letter.recipient.name,
            _PROTECTED if letter.is_protected else ", ".join(letter.recipient.address_lines),
            ", ".join(document.title for document in letter.enclosed),
            str(place.first_page),
            str(place.pages),
        )
        rows.writerow(neutralise(cell) for cell in cells)
    return written.getvalue().encode("utf-8-sig")
