"""Somebody who comes without logging in: how to reach her, and the code with which she comes back.

Of the code only a keyed hash is kept, so that who reads a table or a backup cannot use it.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.refusals import Refusal

_SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read as another
_GROUPS, _GROUP = 3, 4  # 60 bits
_LONGEST: Final = 100
_MOST_LINES: Final = 4
_PHONE: Final = re.compile(r"\+?[0-9 ./()-]{6,29}")


class CallerRefused(Refusal):
    """Somebody whom nobody can reach, or an address of no form."""

    status = 422
    reason = "Give a name, and an e-mail address or a phone number at which we can reach you."


class PhoneRefused(CallerRefused):
    """A phone number of no form."""

    reason = "Give a phone number such as 051 65 50 20."


class EmailRefused(CallerRefused):
    """An e-mail address of no form."""

    reason = "Give an e-mail address such as name@example.org."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who comes, and how she is reached.

    Attributes:
        name: As she writes it.
        email: Empty where she has none.
        phone: Likewise.
        address_lines: For paper; may be empty.
    """

    name: str = field(repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address_lines: tuple[str, ...] = field(default=(), repr=False)


def checked_caller(caller: Caller) -> Caller:
    """Return the caller without spaces around what she wrote.

    Raises:
        CallerRefused: No name, no way to reach her, or an e-mail address or number of no form.
    """
    tidy = Caller(
        name=caller.name.strip()[:_LONGEST],
        email=caller.email.strip(),
        phone=caller.phone.strip(),
        address_lines=tuple(
            line.strip()[:_LONGEST] for line in caller.address_lines[:_MOST_LINES] if line.strip()
        ),
    )
    if not tidy.name or not (tidy.email or tidy.phone or tidy.address_lines):
        raise CallerRefused
    if tidy.phone and not _PHONE.fullmatch(tidy.phone):
        raise PhoneRefused
    if tidy.email and not _is_mailable(tidy.email):
        raise EmailRefused
    return tidy


def sealed_caller(municipality_nis: str, purpose: str, caller: Caller) -> bytes:
    """Return the caller encrypted for one row, whose key `purpose` names."""
    return encrypt(municipality_nis, purpose, json.dumps(asdict(caller)).encode())


def opened_caller(municipality_nis: str, purpose: str, sealed: bytes) -> Caller:
    """Return what `sealed_caller` sealed.

    Raises:
        CannotDecrypt: It was changed, or is of another row.
    """
    fields = json.loads(decrypt(municipality_nis, purpose, sealed))
    return Caller(**{**fields, "address_lines": tuple(fields["address_lines"])})


def new_code() -> str:
    """Return a code that nobody guesses, such as `7QMK-4XPD-9RTC`."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_of_code(kind: str, code: str) -> bytes:
    """Return the keyed hash under which a code is kept; small letters and spaces do no harm."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    return keyed_hash(f"{kind}:{plain}")


def _is_mailable(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    # As messages.operations.set_preference: not every server takes other signs (RFC 6531).
    return address.isascii() and '"' not in address
