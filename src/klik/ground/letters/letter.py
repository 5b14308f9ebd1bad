"""What a letter says, apart from how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["nl", "en"]
Verdict = Literal["met", "unmet", "unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes.

    Attributes:
        body_name: The legal person, for example `Gemeente Wingene`.
        organ: Who decides, for example `College van burgemeester en schepenen`.
        address_lines: Street and place, one line each.
        phone: As it is printed.
        email: As it is printed.
        website: As it is printed, without `https://`.
        enterprise_number: As it is printed, `0207.502.004`.
        house_colour: `#rrggbb`; its hue is kept, its lightness is bounded so that white is legible.
    """

    body_name: str
    organ: str
    address_lines: tuple[str, ...]
    phone: str
    email: str
    website: str
    enterprise_number: str
    house_colour: str = "#3a4a5c"


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: the name and the lines below it, as they must stand in the window."""

    name: str
    address_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of the regulation and what became of it.

    Attributes:
        verdict: How the condition came out.
        sentence: The condition, or what was found, in one plain sentence.
        article: Where the regulation says so.
        details: The facts used: label, value and who gave it (may be empty).
    """

    verdict: Verdict
    sentence: str
    article: str
    details: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Data that was used: what, from whom, and under which protocol."""

    what: str
    owner: str
    protocol: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs."""

    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that is printed, in one language.

    The Markdown texts know paragraphs, headings, lists, bold and italic; see `letter_text`.

    Attributes:
        language: Of the texts, of the fixed words and of the PDF.
        reference: The number of the case.
        dated_on: The day of the letter; also the only moment that is written in the PDF.
        place: Where the letter is dated.
        subject: The outcome in one sentence; title of the PDF.
        letterhead: Who writes.
        recipient: To whom.
        body_markdown: Salutation and message; headings of level 2 and below it 3.
        amount_cents: What is paid; printed large. None where nothing is paid.
        payment_line: How and when it is paid; beside the amount.
        reasons: The conditions, in the order of the regulation.
        sources: The data that was used.
        appeal_markdown: What to do when one disagrees; headings of level 3. May be empty.
        rights_markdown: Rights over one's data, and who answers; likewise.
        contact_name: The person or service to call.
        signatories: Who sign, at most four.
        label: A word that is printed on every page, for example `VOORBEELD`.
        reasons_heading: In place of the fixed heading above the reasons.
    """

    language: Language
    reference: str
    dated_on: date
    place: str
    subject: str
    letterhead: Letterhead
    recipient: Recipient
    body_markdown: str
    amount_cents: int | None = None
    payment_line: str | None = None
    reasons: tuple[Reason, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    appeal_markdown: str = ""
    rights_markdown: str = ""
    contact_name: str = ""
    signatories: tuple[Signatory, ...] = ()
    label: str | None = None
    reasons_heading: str | None = None
