"""A print batch: an address sheet before each letter, in order, the same bytes again."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from pikepdf import Pdf
from tests.factories.acting import AUDITOR, CLERK, HERENT, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import message, outgoing, queue
from tests.ground.letters.pdf_text import text_of
from tests.ground.letters.sample_letters import ASK, GRANTED

from klik.domains.audit import queries as audit
from klik.domains.documents import queries as documents
from klik.domains.messages import operations, queries
from klik.domains.messages.jobs import write_print_batches
from klik.domains.messages.operations import printing
from klik.domains.tasks import queries as tasks
from klik.ground.letters.letter import Recipient
from klik.ground.letters.rendering import render_letter
from klik.ground.tenancy import acting_for

FIRST = "DRUK-37021-2026-0001"


def test_letters_stand_behind_their_address_sheets(town: None, files: FolderFiles) -> None:
    _queue_letters(files)
    _draw()

    assert write_print_batches(NOON) == [FIRST]

    pdf = _file("letters")
    with Pdf.open(BytesIO(pdf)) as opened:
        lengths = len(opened.pages)
    text = text_of(pdf)
    order = ["OCMW Wingene", "Adres Een", "8750 Voorbeeld", "U krijgt de geboortepremie",
             "Gemeente Wingene", "Adres Twee", "Wij hebben nog iets van u nodig"]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert lengths % 2 == 0
    with acting_for([WINGENE], CLERK):
        batch = queries.batch_of(FIRST)
        assert (batch.state, batch.letters, batch.pages) == ("written", 2, lengths)
        found = list(documents.documents_about("print-batch", FIRST))
        assert {one.digest for one in found} == {batch.digest, batch.list_digest}
    assert [(message(n).state, message(n).place) for n in (1, 2)] == [
        ("printed", 1),
        ("printed", 2),
    ]


def test_the_list_of_contents_is_no_formula(town: None, files: FolderFiles) -> None:
    _queue_letters(files, name='=HYPERLINK("klik.invalid")')
    _draw()
    write_print_batches(NOON)

    rows = list(csv.reader(StringIO(_file("list").decode("utf-8-sig")), delimiter=";"))

    assert rows[0][:4] == ["nummer", "bericht", "naam", "adres"]
    assert rows[1] == [
        "1", "decision:1", "'=HYPERLINK(\"klik.invalid\")", "Adres Een, 8750 Voorbeeld",
        "Brief letter:1", "1", "4",
    ]  # fmt: skip
    assert rows[2][-2:] == ["5", "4"]


def test_the_same_batch_gives_the_same_bytes(town: None, files: FolderFiles) -> None:
    _queue_letters(files)
    _draw()
    write_print_batches(NOON)
    with acting_for([WINGENE], CLERK):
        batch = queries.batch_of(FIRST)
    for file in (files.home / WINGENE).iterdir():
        if file.name in {batch.digest, batch.list_digest}:
            file.unlink()
    with acting_for([WINGENE], CLERK):
        type(batch).objects.update(
            state="drawn", written_at=None, letters=0, pages=0, digest="", list_digest=""
        )

    write_print_batches(NOON + timedelta(days=1))

    with acting_for([WINGENE], CLERK):
        again = queries.batch_of(FIRST)
        assert (again.digest, again.list_digest) == (batch.digest, batch.list_digest)


def test_a_batch_is_drawn_written_and_posted_once(town: None, files: FolderFiles) -> None:
    queue(files, 1, 2, by_email=False)
    _draw()
    assert _draw() is None
    with acting_for([WINGENE], CLERK), pytest.raises(operations.BatchNotWritten):
        operations.mark_posted(queries.batch_of(FIRST), moment=NOON)

    assert (write_print_batches(NOON), write_print_batches(NOON)) == ([FIRST], [])

    with acting_for([WINGENE], CLERK):
        for minutes in (1, 2):
            moment = NOON + timedelta(minutes=minutes)
            batch = operations.mark_posted(queries.batch_of(FIRST), moment=moment)
    assert (batch.state, batch.posted_at) == ("posted", NOON + timedelta(minutes=1))
    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in audit.lines_about(f"batch:{FIRST}")]
        assert acts == ["messages.make-batch", "messages.write-batch", "messages.post-batch"]


def test_many_letters_are_several_batches(
    town: None, files: FolderFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "LETTERS_A_BATCH", 2)
    queue(files, 1, 2, 3, by_email=False)
    queue(files, 1, by_email=False, nis=HERENT)

    drawn = [_draw(), _draw(), _draw(), _draw(HERENT)]

    assert drawn == [FIRST, "DRUK-37021-2026-0002", None, "DRUK-24038-2026-0001"]
    assert len(write_print_batches(NOON)) == 3
    with acting_for([WINGENE], CLERK):
        assert [batch.letters for batch in queries.batches(WINGENE)] == [1, 2]


def test_a_letter_that_cannot_be_printed_does_not_hold_up_the_others(
    town: None, files: FolderFiles
) -> None:
    queue(files, 1, 2, 3, by_email=False)
    with acting_for([WINGENE], CLERK):
        digests = [documents.document_of(WINGENE, f"letter:{n}").digest for n in (1, 2)]
    (files.home / WINGENE / digests[0]).unlink()
    (files.home / WINGENE / digests[1]).write_bytes(b"changed")
    _draw()

    write_print_batches(NOON)

    assert [message(n).state for n in (1, 2, 3)] == ["failed", "failed", "printed"]
    assert [message(n).batch_id is None for n in (1, 2, 3)] == [True, True, False]
    with acting_for([WINGENE], CLERK):
        assert queries.batch_of(FIRST).letters == 1
        assert {task.reason for task in tasks.open_tasks(WINGENE)} == {"not-delivered"}
        assert tasks.open_tasks(WINGENE).count() == 2


def test_only_a_clerk_makes_and_posts_batches(town: None, files: FolderFiles) -> None:
    queue(files, 1, by_email=False)
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.PostNotYours):
        operations.make_print_batch(WINGENE, moment=NOON)
    _draw()
    write_print_batches(NOON)

    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.PostNotYours):
        operations.mark_posted(queries.batch_of(FIRST), moment=NOON)
    with acting_for([HERENT], CLERK), pytest.raises(queries.BatchNotFound):
        queries.batch_of(FIRST)


def _queue_letters(files: FolderFiles, name: str = "Ouder Een") -> None:
    """Put two real letters in the outbox, the second after the first."""
    ways = [
        (1, name, "Adres Een", GRANTED, "OCMW Wingene"),
        (2, "Ouder Twee", "Adres Twee", ASK, ""),
    ]
    with acting_for([WINGENE], CLERK):
        for number, who, street, letter, sender in ways:
            filed(files, f"letter:{number}", render_letter(letter))
            recipient = Recipient(who, (street, "8750 Voorbeeld"))
            moment = NOON + timedelta(minutes=number)
            one = replace(outgoing(number, recipient=recipient), sender=sender)
            operations.send_all(WINGENE, [one], moment=moment)


def _draw(nis: str = WINGENE) -> str | None:
    with acting_for([nis], CLERK):
        batch = operations.make_print_batch(nis, moment=NOON)
        return batch.reference if batch else None


def _file(name: str) -> bytes:
    with acting_for([WINGENE], CLERK):
        document = documents.document_of(WINGENE, f"print-batch:{FIRST}:{name}")
        return documents.content_of(document)
