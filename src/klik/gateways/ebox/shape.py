"""What eBox is asked and what it answers: every fact about its form stands here.

Certain, from the public documentation of the e-Box federation (dev.eboxenterprise.be, pages
"Becoming a Document Sender" and "Ebox Enterprise Federation Service", and the specification "EBOX
REST API" 2.1 of its Message Registry):

- a letter is a POST of `multipart/form-data` to `/ebox/messages` (version 3) with a part
  `messageToPublish` of JSON and a part per file, which JSON names by `httpPartName`;
- the names in that JSON: recipient, sender, subject per language (nl, fr or de), messageTypeId,
  senderApplicationId, attachments with `isMainContent`, `isReplyAuthorized`;
- `Idempotency-Key`, a String item of RFC 8941 and preferably a UUID, makes a repeat answer 409
  whatever it holds; the first answers 201;
- the code `NO_DIGITAL_USER` with 201: the recipient never opened her eBox;
- `POST /citizenEboxConsents/search` of the federation service says whether a citizen accepted the
  terms; without it a sender may not publish to her.

Not certain, because only partners read the specification of those versions: the fields of a
citizen as recipient (`ssin`, after `enterpriseNumber` of an enterprise; version 2 says
`eboxIdValue`), those of the question and the answer on consent (after `/eboxPreferences/search` of
the same service, which gives an object per box that exists), and `messageId` in the answer to a
letter (its name everywhere else in the specification). Whoever connects an installation compares
this module with what the federal government gave her; nothing else knows these names.

Only a clear yes is a yes: what is missing, another thing or about somebody else is none.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from klik.domains.messages.ports import EboxLetter

CONSENTS: Final = "/citizenEboxConsents/search"
LETTERS: Final = "/ebox/messages"
NEVER_OPENED: Final = "NO_DIGITAL_USER"
LANGUAGE: Final = "nl"  # of a Flemish municipality; eBox knows nl, fr and de
_LONGEST_SUBJECT: Final = 200
_LONGEST_REFERENCE: Final = 100
_MOST_OF_A_FILE_NAME: Final = 80
_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")

Part = tuple[str, tuple[str, bytes, str]]
"""A part of a form: its name, then file name, content and media type."""


def consent_question(register_number: str) -> bytes:
    """Return what is asked about the consent of one citizen."""
    asked = {"eboxType": "CITIZEN", "eboxIdType": "SSIN", "eboxIdValueList": [register_number]}
    return json.dumps(asked).encode()


def consents(answered: Any, register_number: str) -> bool | None:
    """Say whether she consents; None where the answer is none that can be read.

    Args:
        answered: What came back, as JSON was read.
        register_number: About whom was asked.
    """
    if not isinstance(answered, list) or not all(isinstance(one, dict) for one in answered):
        return None
    return any(
        _value_of(one.get("eboxId")) == register_number and one.get("consent") is True
        for one in answered
    )


def letter_parts(letter: EboxLetter, *, application: str, message_type: str) -> list[Part]:
    """Return the parts of a form that publishes a letter; the first document is the letter.

    Args:
        letter: What to publish.
        application: As which the registry knows this installation.
        message_type: Under which it files our letters.
    """
    named = [(f"upfile{place}", one) for place, one in enumerate(letter.attachments, start=1)]
    message = {
        "recipient": {"eboxType": "citizen", "ssin": letter.register_number},
        "sender": {"eboxType": "enterprise", "enterpriseNumber": letter.sender_number},
        "subject": {LANGUAGE: letter.subject[:_LONGEST_SUBJECT]},
        "senderApplicationId": application,
        "messageTypeId": message_type,
        "attachments": [
            {"httpPartName": name, "isMainContent": place == 0, "isAttachmentSigned": False}
            for place, (name, _) in enumerate(named)
        ],
        "isReplyAuthorized": False,
    }
    written = json.dumps(message, ensure_ascii=False).encode()
    parts: list[Part] = [("messageToPublish", ("message.json", written, "application/json"))]
    for name, one in named:
        parts.append((name, (_file_name(one.title, name), one.content, one.media_type)))
    return parts


def idempotency_key(letter: EboxLetter) -> str:
    """Return the header that makes a letter count once (RFC 8941: a String stands in quotes)."""
    return f'"{letter.key}"'


def reference_in(answered: Any) -> str:
    """Return what the registry calls a letter; empty where it does not say, or says nonsense."""
    said = answered.get("messageId") if isinstance(answered, Mapping) else None
    is_one = (
        isinstance(said, str) and len(said) <= _LONGEST_REFERENCE and _REFERENCE.fullmatch(said)
    )
    return str(said) if is_one else ""


def never_opened(answered: Any) -> bool:
    """Say whether the registry tells that the recipient never opened her eBox."""
    return isinstance(answered, Mapping) and answered.get("code") == NEVER_OPENED


def _value_of(ebox: Any) -> object:
    return ebox.get("eboxIdValue") if isinstance(ebox, Mapping) else None


def _file_name(title: str, otherwise: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    named = _NOT_IN_FILE_NAMES.sub("-", plain).strip("-.")[:_MOST_OF_A_FILE_NAME]
    return f"{named or otherwise}.pdf"
