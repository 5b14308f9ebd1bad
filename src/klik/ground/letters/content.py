"""A letter as the plain data that the form reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from klik.ground.letters.colours import house_colours
from klik.ground.letters.letter import Letter, Letterhead, Reason
from klik.ground.letters.letter_text import plain_text, read_letter_text
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.wording import fixed_words
from klik.ground.refusals import Both
from klik.packages.wording import format_date, format_fact, format_money

_MESSAGE = Both("De boodschap", "The message")
_APPEAL = Both("De beroepstekst", "The appeal notice")
_RIGHTS = Both("De tekst over rechten", "The rights notice")
_MOST_SIGNATORIES = 4
_WHOLE_NOTICE_LENGTH = 1500  # signs of a notice that take half a page at most
_WHOLE_NOTICE_LINES = 20
_MOST_ADDRESS_LINES = 6  # what fits in the window


def content_of(letter: Letter) -> dict[str, Any]:
    """Return everything the form prints, as data of JSON.

    Raises:
        LetterTextRefused: A Markdown text that cannot be set, no subject, no recipient, more
            address lines than the window shows, more than four signatories, no such colour.
    """
    _check(letter)
    words = fixed_words(letter.language)
    colours = house_colours(letter.letterhead.house_colour)
    return {
        "language": letter.language,
        "subject": plain_text(letter.subject),
        "reference": plain_text(letter.reference),
        "label": plain_text(letter.label or ""),
        "words": dict(words),
        "colours": {"solid": colours.solid, "soft": colours.soft, "tint": colours.tint},
        "letterhead": _letterhead(letter.letterhead),
        "recipient": _recipient(letter),
        "particulars": _particulars(letter, words),
        "amount": _amount(letter),
        "body": read_letter_text(letter.body_markdown, name=_MESSAGE),
        "reasons_heading": plain_text(letter.reasons_heading or words["reasons"]),
        "reasons": [_reason(reason, words) for reason in letter.reasons],
        "sources": [
            [plain_text(line.what), plain_text(line.owner), plain_text(line.protocol)]
            for line in letter.sources
        ],
        "appeal": read_letter_text(letter.appeal_markdown, name=_APPEAL, levels=(3,)),
        "rights": read_letter_text(letter.rights_markdown, name=_RIGHTS, levels=(3,)),
        "notices_whole": _notices_fit_a_page(letter),
        "signatories": [
            [plain_text(signatory.name), plain_text(signatory.function)]
            for signatory in letter.signatories
        ],
    }


def _check(letter: Letter) -> None:
    if not plain_text(letter.subject):
        raise LetterTextRefused("subject")
    if not plain_text(letter.recipient.name):
        raise LetterTextRefused("recipient")
    if len(letter.recipient.address_lines) >= _MOST_ADDRESS_LINES:
        raise LetterTextRefused(
            "address-long",
            lines=len(letter.recipient.address_lines),
            most=_MOST_ADDRESS_LINES - 1,
        )
    count = len(letter.signatories)
    if count > _MOST_SIGNATORIES:
        raise LetterTextRefused("signatories", count=count, most=_MOST_SIGNATORIES)


def _notices_fit_a_page(letter: Letter) -> bool:
    # Kept together on one sheet where they can be; a block that is higher than a page would be cut.
    longest = max(len(letter.appeal_markdown), len(letter.rights_markdown))
    lines = letter.appeal_markdown.count("\n") + letter.rights_markdown.count("\n")
    return longest <= _WHOLE_NOTICE_LENGTH and lines <= _WHOLE_NOTICE_LINES


def _letterhead(letterhead: Letterhead) -> dict[str, Any]:
    return {
        "body_name": plain_text(letterhead.body_name),
        "organ": plain_text(letterhead.organ),
        "address": [plain_text(line) for line in letterhead.address_lines],
        "phone": plain_text(letterhead.phone),
        "email": plain_text(letterhead.email),
        "website": plain_text(letterhead.website),
        "enterprise_number": plain_text(letterhead.enterprise_number),
    }


def _recipient(letter: Letter) -> list[str]:
    lines = (letter.recipient.name, *letter.recipient.address_lines)
    return [line for line in map(plain_text, lines) if line]


def _particulars(letter: Letter, words: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    dated = format_date(letter.dated_on, letter.language)
    place = plain_text(letter.place)
    contact = plain_text(letter.contact_name)
    particulars = [
        (words["date"], [f"{place}, {dated}" if place else dated]),
        (words["reference"], [plain_text(letter.reference)]),
        # A person is never far: the phone stands beside the name.
        (words["contact"], [contact, plain_text(letter.letterhead.phone)] if contact else []),
    ]
    return [(name, lines) for name, lines in particulars if any(lines)]


def _amount(letter: Letter) -> dict[str, str] | None:
    if letter.amount_cents is None:
        return None
    number, _, unit = format_money(letter.amount_cents, letter.language).rpartition(" ")
    return {"number": number, "unit": unit, "line": plain_text(letter.payment_line or "")}


def _reason(reason: Reason, words: Mapping[str, str]) -> dict[str, Any]:
    facts = [tuple(map(plain_text, detail)) for detail in reason.details]
    return {
        "verdict": reason.verdict,
        "word": words[reason.verdict],
        "sentence": plain_text(reason.sentence),
        "article": plain_text(reason.article),
        "facts": [
            format_fact(label, f"{value} ({source})" if source else value)
            for label, value, source in facts
        ],
    }
