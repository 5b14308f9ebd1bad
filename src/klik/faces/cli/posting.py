"""What `klik messages` and `klik print` do; import it after Django has started only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from klik.domains.audit.operations import record_act
from klik.domains.documents import queries as documents
from klik.domains.messages import jobs, operations, ports, queries
from klik.ground.clock import HOME
from klik.ground.tenancy import Actor, ActorKind, acting_for

OPERATOR: Final = Actor(ActorKind.OPERATOR, "post")
_REFERENCE = re.compile(r"DRUK-(?P<nis>[0-9]{5})-[0-9]{4}-[0-9]{4,}")
_NAMES: Final = {"letters": "brieven.pdf", "list": "inhoud.csv"}


def send(moment: datetime) -> dict[str, Any]:
    """Send every letter for eBox and then every mail that is due; return what became of them."""
    published = asdict(jobs.publish_waiting(moment))
    return asdict(jobs.send_waiting(moment)) | {"ebox": published}


def ebox_kinds(
    municipality_nis: str, kinds: Collection[str] | None, number: str, moment: datetime
) -> tuple[list[str], bool]:
    """Choose what goes to eBox, where `kinds` is given; return it, and whether there is an eBox.

    Raises:
        KindUnknown, SenderMissing, IdentifierRefused: What was given cannot be.
    """
    with acting_for([municipality_nis], OPERATOR):
        if kinds is not None:
            operations.set_ebox_kinds(
                municipality_nis, kinds=kinds, sender_number=number, moment=moment
            )
        return queries.chosen_ebox_kinds(municipality_nis), ports.ebox.service().is_on


def status(municipality_nis: str) -> dict[str, Any]:
    """Return how many messages there are, and the keys of those that fell back or failed."""
    with acting_for([municipality_nis], OPERATOR):
        troubled = [*queries.undelivered(municipality_nis)]
        known = {message.pk for message in troubled}
        troubled += [one for one in queries.fallen_back(municipality_nis) if one.pk not in known]
        return {
            "tallies": [asdict(one) for one in queries.tallies(municipality_nis)],
            "troubles": [
                {
                    "message": one.key,
                    "trouble": one.trouble,
                    "now": f"{one.get_state_display()} by {one.get_channel_display()}",
                }
                for one in troubled
            ],
        }


def note_returned(municipality_nis: str, message_id: str, moment: datetime) -> str:
    """Let a mail that came back go on paper; return in a sentence what it does now.

    Raises:
        MessageNotFound: No message of the municipality has this Message-ID.
    """
    with acting_for([municipality_nis], OPERATOR):
        message = operations.note_returned(municipality_nis, message_id, moment=moment)
        return f"{message.key}: {message.get_state_display()} by {message.get_channel_display()}"


def make_batches(municipality_nis: str, moment: datetime) -> list[str]:
    """Draw and write batches until no letter waits; return a sentence for each that was written."""
    drawn = True
    while drawn:
        with acting_for([municipality_nis], OPERATOR):
            drawn = operations.make_print_batch(municipality_nis, moment=moment) is not None
    written = set(jobs.write_print_batches(moment))
    with acting_for([municipality_nis], OPERATOR):
        return [
            f"{batch.reference}: {batch.letters} letters, {batch.pages} pages"
            for batch in reversed(queries.batches(municipality_nis))
            if batch.reference in written
        ]


def batches(municipality_nis: str) -> list[dict[str, Any]]:
    """Return the print batches of a municipality, the latest first."""
    with acting_for([municipality_nis], OPERATOR):
        return [
            {
                "reference": batch.reference,
                "state": batch.state,
                "letters": batch.letters,
                "pages": batch.pages,
                "drawn_at": f"{batch.drawn_at.astimezone(HOME):%Y-%m-%d %H:%M}",
            }
            for batch in queries.batches(municipality_nis)
        ]


def save_batch(reference: str, folder: Path, moment: datetime) -> list[Path]:
    """Write the files of a batch into `folder`, for their owner only; return where they are.

    Raises:
        BatchNotFound: There is none with this reference.
        BatchNotWritten: It has no files yet.
    """
    with _acting_for_batch(reference) as nis:
        batch = queries.batch_of(reference)
        filed = documents.documents_of(nis, [f"print-batch:{reference}:{name}" for name in _NAMES])
        if not filed:
            raise operations.BatchNotWritten
        contents = {key.rpartition(":")[2]: documents.content_of(filed[key]) for key in filed}
        record_act(
            nis, "messages.save-batch", subject=f"batch:{reference}",
            payload={"letters": batch.letters}, moment=moment,
        )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in sorted(contents.items()):
        file = folder / f"{reference}-{_NAMES[name]}"
        file.touch(mode=0o600)
        file.write_bytes(content)
        written.append(file)
    return written


def mark_posted(reference: str, moment: datetime) -> str:
    """Note that a batch was posted; return a sentence.

    Raises:
        BatchNotFound, BatchNotWritten: See `operations.mark_posted`.
    """
    with _acting_for_batch(reference):
        batch = operations.mark_posted(queries.batch_of(reference), moment=moment)
        posted_at = batch.posted_at or moment
        return f"{reference}: posted {posted_at.astimezone(HOME):%Y-%m-%d %H:%M}"


@contextmanager
def _acting_for_batch(reference: str) -> Iterator[str]:
    named = _REFERENCE.fullmatch(reference)
    if named is None:
        raise queries.BatchNotFound
    with acting_for([named["nis"]], OPERATOR):
        yield named["nis"]
