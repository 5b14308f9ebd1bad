"""Print batches: draw the letters, keep what was written of them, note that they were posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Max

from klik.domains.audit.operations import record_act
from klik.domains.documents import queries as documents
from klik.domains.documents.operations import Filing, file_documents
from klik.domains.messages import access, queries
from klik.domains.messages.models import BatchState, MessageState, OutboxMessage, PrintBatch
from klik.domains.messages.operations.endings import fail
from klik.domains.messages.operations.refusals import PostNotYours, require_post
from klik.domains.people.operations import AddressProtected, see_address
from klik.ground.canonical import digest_of
from klik.ground.clock import HOME
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

LETTERS_A_BATCH: Final = 500  # what a printer and this machine's memory hold at once
ABOUT: Final = "print-batch"
POSTING: Final = "posting"
"""Why the addresses of a batch are seen, in the words of the processing register."""


class BatchNotWritten(Refusal):
    """A batch without files cannot have been posted."""

    reason = "This print batch has no files yet: print it first."


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a batch, stored already.

    Attributes:
        digest: Of the PDF.
        size: Of the PDF, in bytes.
        list_digest: Of the list of contents.
        list_size: Of the list, in bytes.
        pages: Of the PDF, blank ones included.
        letters: The rows of the messages in it.
        unprintable: The others, each with the code of what is wrong.
    """

    digest: str
    size: int
    list_digest: str
    list_size: int
    pages: int
    letters: frozenset[UUID]
    unprintable: Mapping[UUID, str]


def make_print_batch(municipality_nis: str, *, moment: datetime) -> PrintBatch | None:
    """Draw the letters on paper that wait longest, at most 500; None where none waits.

    The files follow, outside this transaction: `jobs.write_print_batches`. Call again for more.

    Raises:
        PostNotYours: Another role than clerk.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    waiting = queries.waiting_paper(municipality_nis).select_for_update()
    letters = list(waiting[:LETTERS_A_BATCH])
    if not letters:
        return None
    batch = _next_batch(municipality_nis, moment)
    for place, message in enumerate(letters, start=1):
        message.batch, message.place = batch, place
    OutboxMessage.objects.bulk_update(letters, ["batch", "place"])
    keys = digest_of([message.key for message in letters]).hex()
    _record(batch, "messages.make-batch", {"count": len(letters), "digest": keys}, moment)
    return batch


def finish_print_batch(
    municipality_nis: str, batch_id: UUID, *, written: Written, moment: datetime
) -> PrintBatch:
    """Keep that a batch was written; one that is finished already stays as it is.

    What could not be printed leaves the batch, fails and gets a task.

    Raises:
        PostNotYours: Another role than clerk.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    batch = PrintBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != BatchState.DRAWN:
        return batch
    letters = queries.letters_of(batch).select_for_update()
    for message in letters.filter(pk__in=list(written.unprintable)):
        fail(message, written.unprintable[message.pk], moment)
    printed = OutboxMessage.objects.filter(batch=batch, pk__in=written.letters)
    batch.letters = printed.update(state=MessageState.PRINTED, printed_at=moment)
    if batch.letters:
        batch.state, batch.written_at, batch.pages = BatchState.WRITTEN, moment, written.pages
        batch.digest, batch.list_digest = written.digest, written.list_digest
        file_documents(municipality_nis, _filings(batch, written), moment=moment)
    else:
        batch.state = BatchState.VOID
    batch.save()
    payload = {"letters": batch.letters, "pages": batch.pages, "digest": batch.digest}
    _record(batch, "messages.write-batch", payload, moment)
    return batch


def mark_posted(batch: PrintBatch, *, moment: datetime) -> PrintBatch:
    """Note that a batch was brought to the post; again changes nothing.

    Raises:
        BatchNotWritten: It has no files.
        BatchNotFound: It is of another municipality.
        PostNotYours: Another role than clerk.
    """
    require_post()
    locked = PrintBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if locked is None:
        raise queries.BatchNotFound
    if locked.state in {BatchState.DRAWN, BatchState.VOID}:
        raise BatchNotWritten
    if locked.state == BatchState.WRITTEN:
        locked.state, locked.posted_at = BatchState.POSTED, moment
        locked.save(update_fields=["state", "posted_at"])
        _record(locked, "messages.post-batch", {"letters": locked.letters}, moment)
    return locked


def take_print_file(
    municipality_nis: str, batch: PrintBatch, *, name: str, moment: datetime
) -> bytes:
    """Return a file of a batch, with names and addresses, and note that the actor took it.

    Args:
        municipality_nis: Among those acted for.
        batch: Which was written.
        name: `letters` for the PDF, `list` for its list of contents.
        moment: When.

    Who took a file with a protected address saw it, to post it: that is written down for each.

    Raises:
        PostNotYours: Another role.
        AddressProtected: It holds an address that is not for this role.
        BatchNotWritten: It has no files.
    """
    if not access.may_read_messages(current_actor()):
        raise PostNotYours
    key = f"{ABOUT}:{batch.reference}:{name}"
    filed = documents.documents_of(municipality_nis, [key]).get(key)
    if filed is None:
        raise BatchNotWritten
    read = queries.letters_of(batch).values_list("person", flat=True)
    persons = {bytes(one) for one in read if one is not None}
    if not see_address(municipality_nis, persons, purpose=POSTING, moment=moment):
        raise AddressProtected
    content = documents.content_of(filed)
    _record(batch, "messages.take-print-file", {"letters": batch.letters, "file": name}, moment)
    return content


def _next_batch(municipality_nis: str, moment: datetime) -> PrintBatch:
    year = moment.astimezone(HOME).year
    earlier = PrintBatch.objects.filter(municipality_nis=municipality_nis, year=year)
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    return PrintBatch.objects.create(
        municipality_nis=municipality_nis,
        reference=f"DRUK-{municipality_nis}-{year}-{number:04}",
        year=year,
        number=number,
        drawn_at=moment,
    )


def _filings(batch: PrintBatch, written: Written) -> list[Filing]:
    files = (
        ("letters", written.digest, written.size, "application/pdf", "brieven"),
        ("list", written.list_digest, written.list_size, "text/csv", "inhoud"),
    )
    return [
        Filing(
            key=f"{ABOUT}:{batch.reference}:{name}",
            digest=digest,
            size=size,
            media_type=media_type,
            title=f"Drukwerk {batch.reference}, {title}",
            about_kind=ABOUT,
            about=batch.reference,
        )
        for name, digest, size, media_type, title in files
    ]


def _record(batch: PrintBatch, act: str, payload: dict[str, object], moment: datetime) -> None:
    record_act(
        batch.municipality_nis, act, subject=f"batch:{batch.reference}", payload=payload,
        moment=moment,
    )  # fmt: skip
