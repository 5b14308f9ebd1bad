"""A mail as it travels (RFC 5322): the same bytes at every attempt, and no header but ours.

The headers that hold somebody's text are written here and not by Python's email package: it reads
an encoded word that stands in a name, and writes the line break that may be hidden in it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Final

from klik.domains.messages.ports import Mail
from klik.gateways.mail.plain_words import in_plain_words
from klik.ground.letters.letter_text import plain_text

_LONGEST_TEXT: Final = 200  # of a name or a subject
_LONGEST_PLAIN: Final = 60  # what stands on one line beside the name of its header
_MOST_OF_A_FILE_NAME: Final = 80
_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_ADDRESS = re.compile(r"[^\s\"<>(),:;\\@\[\]]+@[^\s\"<>(),;\\@]+", re.ASCII)
_BODY = SMTP.clone(cte_type="7bit")


def compose(mail: Mail, *, sent_from: str) -> bytes:
    """Return the mail as bytes, lines ended by CR LF.

    A name or a subject is put on one line, without signs that nobody sees, and then encoded (RFC
    2047) unless it is short and plain; so no text of anybody begins another header.

    Args:
        mail: What to send.
        sent_from: The address of the installation.

    Raises:
        ValueError: An address has another form than `set_preference` accepts.
    """
    headers = (
        ("From", _address("From", mail.sender_name, sent_from)),
        ("To", _address("To", mail.recipient_name, mail.address)),
        ("Subject", _words("Subject", mail.subject)),
        ("Date", format_datetime(mail.written_at)),
        ("Message-ID", mail.message_id),
        ("Auto-Submitted", "auto-generated"),  # RFC 3834: no machine answers it
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return head.encode("ascii") + _body(mail)


def _body(mail: Mail) -> bytes:
    """Return the parts, with the headers that describe them; none holds a text of anybody."""
    message = EmailMessage(policy=_BODY)
    message.set_content(in_plain_words(mail), charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = mail.language
    for number, attachment in enumerate(mail.attachments, start=1):
        kind, _, subtype = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content,
            maintype=kind,
            subtype=subtype,
            filename=_file_name(attachment.title, number, attachment.media_type),
        )
    if message.is_multipart():
        token = hashlib.sha256(mail.message_id.encode()).hexdigest()[:40]
        message.set_boundary(f"=_{token}")
    return message.as_bytes()


def _address(header: str, name: str, address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("This is no e-mail address that Klik accepted.")  # and it is not repeated
    plain = plain_text(name)[:_LONGEST_TEXT]
    if _is_plain(plain):
        return formataddr((plain, address))
    return f"{_words(header, plain)}\r\n <{address}>"


def _words(header: str, text: str) -> str:
    plain = plain_text(text)[:_LONGEST_TEXT]
    if _is_plain(plain):
        return plain
    return Header(plain, "utf-8", header_name=header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text and len(text) <= _LONGEST_PLAIN


def _file_name(title: str, number: int, media_type: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    named = _NOT_IN_FILE_NAMES.sub("-", plain).strip("-.")[:_MOST_OF_A_FILE_NAME]
    ending = "ics" if media_type == "text/calendar" else "pdf"
    return f"{named or f'document-{number}'}.{ending}"
