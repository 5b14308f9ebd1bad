"""A mail carries the letter twice, as a PDF and in plain words, and no header but ours."""

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.gateways.mail.sample_mails import MAIL

from klik.domains.messages.ports import Attachment
from klik.gateways.mail.composing import compose
from klik.ground.letters.letter_text import plain_text

SENT_FROM = "klik@voorbeeld.example"
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
    "MIME-Version", "Content-Type",
]  # fmt: skip
TEXT = """\
Beste Ouder1A Voorbeeld

U krijgt van ons de geboortepremie van 100\u00a0euro.

Wat moet u doen?

1. Niets.
2. Lees de brief:
   - vandaag, of
   - morgen.

Meer weten? Kijk op onze site (https://voorbeeld.example/premie).

De brief vindt u als bijlage bij deze mail (pdf).

U krijgt onze brieven per mail omdat u dat zo koos. Krijgt u ze liever op papier? \
Laat het ons weten.

Gemeente Voorbeeld
"""


def test_a_mail_has_the_headers_that_we_give_it() -> None:
    read = _read(compose(MAIL, sent_from=SENT_FROM))

    assert read["From"] == "Gemeente Voorbeeld <klik@voorbeeld.example>"
    assert read["To"] == "Ouder1A Voorbeeld <ouder@voorbeeld.example>"
    assert read["Subject"] == MAIL.subject
    assert read["Message-ID"] == MAIL.message_id
    assert read["Date"] == "Mon, 23 Nov 2026 12:00:00 +0100"
    assert read["Auto-Submitted"] == "auto-generated"
    assert sorted(read.keys()) == sorted(HEADERS)


def test_a_mail_says_in_plain_words_what_the_letter_says() -> None:
    text, pdf = _read(compose(MAIL, sent_from=SENT_FROM)).iter_parts()

    assert (text.get_content_type(), text["Content-Language"]) == ("text/plain", "nl")
    assert text.get_content().replace("\r\n", "\n") == TEXT
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content() == b"%PDF-1.7 \xff\n"
    assert pdf.get_filename() == "Brief-GEB-37021-ABCDEFGHIJ.pdf"


def test_an_english_mail_ends_in_english() -> None:
    text, _ = _read(compose(replace(MAIL, language="en"), sent_from=SENT_FROM)).iter_parts()

    assert "You find the letter attached" in text.get_content()
    assert "bijlage" not in text.get_content()


def test_the_same_mail_is_the_same_bytes() -> None:
    assert compose(MAIL, sent_from=SENT_FROM) == compose(replace(MAIL), sent_from=SENT_FROM)


def test_a_mail_travels_over_every_server() -> None:
    composed = compose(replace(MAIL, recipient_name="Zoë " * 40), sent_from=SENT_FROM)

    assert composed.isascii()
    assert all(len(line) <= 998 for line in composed.split(b"\r\n"))
    assert b"\n" not in composed.replace(b"\r\n", b"")


@given(name=st.text(), subject=st.text(), sender=st.text(), title=st.text())
@example(name="a\r\nBcc: alle@x.example", subject="b\nX: y", sender="\r\n\r\nz", title="../../x\n")
@example(name="=?utf-8?q?a=0D=0ABcc:_b?=", subject="=?utf-8?q?a=0AX:_y?=", sender="", title="")
@example(name="\u2028Bcc: a", subject="\x85X: y", sender="\x0bX: y", title="\x00")
@example(name='"<a@b.example>,', subject="x" * 5000, sender="é" * 500, title="x" * 500)
@example(name="\ud800", subject="\ud800a", sender="a\udfff", title="\udfff")
def test_no_text_becomes_a_header(name: str, subject: str, sender: str, title: str) -> None:
    attachments = (Attachment(title, "application/pdf", b"%PDF"),)
    mail = replace(
        MAIL, recipient_name=name, subject=subject, sender_name=sender, attachments=attachments
    )

    composed = compose(mail, sent_from=SENT_FROM)

    read = _read(composed)
    assert sorted(read.keys()) == sorted(HEADERS)
    assert _seen(composed, "To") == (plain_text(name)[:200], MAIL.address)
    assert _seen(composed, "From") == (plain_text(sender)[:200], SENT_FROM)
    assert _decoded(message_from_bytes(composed)["Subject"]) == plain_text(subject)[:200].strip()
    _, pdf = read.iter_parts()
    assert pdf.get_content() == b"%PDF"
    assert "/" not in (pdf.get_filename() or "")


@pytest.mark.parametrize("number", [1, 2, 9])
def test_every_document_is_attached_in_order(number: int) -> None:
    attachments = tuple(
        Attachment("#?", "application/pdf", b"%d" % place) for place in range(number)
    )

    read = _read(compose(replace(MAIL, attachments=attachments), sent_from=SENT_FROM))

    found = list(read.iter_attachments())
    assert [part.get_content() for part in found] == [b"%d" % place for place in range(number)]
    assert found[0].get_filename() == "document-1.pdf"


def _read(composed: bytes) -> EmailMessage:
    read = message_from_bytes(composed, policy=SMTP)
    assert isinstance(read, EmailMessage)
    return read


def _seen(composed: bytes, header: str) -> tuple[str, str]:
    """Return name and address as a mail program shows them."""
    name, address = parseaddr(message_from_bytes(composed)[header])
    return _decoded(name), address


def _decoded(header: str) -> str:
    return str(make_header(decode_header(header)))
