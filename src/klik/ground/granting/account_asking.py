"""The letter that asks for an account: the separate one that the letter of a grant promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from klik.ground.granting.covers import Cover
from klik.ground.granting.notices import Notices
from klik.ground.granting.rulings import Ruling
from klik.ground.letters.letter import Letter
from klik.packages.adoption import Adoption
from klik.packages.wording import Language

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "subject": "Op welke rekening mogen wij betalen?",
        "body": "Beste {name},\n\nIn de bijlage vindt u een brief van {body}. Wij hebben uw "
        "rekeningnummer nodig. Bel ons op {phone} of kom langs. Geef dit kenmerk: {reference}.",
    },
    "en": {
        "subject": "Which account may we pay?",
        "body": "Dear {name},\n\nAttached is a letter from {body}. We need your account number. "
        "Call us on {phone} or come by. Give this reference: {reference}.",
    },
}


def letter_asking(
    adoption: Adoption, ruling: Ruling, *, dated_on: date, language: Language
) -> Letter:
    """Return the letter that asks to which account a grant is paid.

    Args:
        adoption: Who asks.
        ruling: What was granted, with who is written to.
        dated_on: The day of the letter.
        language: Of the letter.
    """
    notices = Notices(adoption, language=language, kind="account")
    told = notices.granted(ruling.subject, ruling.decision, ruling.payee)
    return replace(
        told,
        dated_on=dated_on,
        subject=_WORDS[language]["subject"],
        amount_cents=None,
        payment_line=None,
        reasons=(),
        sources=(),
        appeal_markdown="",
    )


def cover_asking(adoption: Adoption, ruling: Ruling, *, language: Language) -> Cover:
    """Return the words that go with that letter."""
    body = adoption.content["granting_body"]
    said = {
        "name": ruling.payee.name,
        "body": body["name"],
        "phone": body["contact"]["phone"],
        "reference": ruling.subject.reference,
    }
    words = _WORDS[language]
    return Cover(words["subject"], words["body"].format(**said))
