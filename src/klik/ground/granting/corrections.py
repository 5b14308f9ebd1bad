"""What the owner of a source reads when a fact that it delivered would not be right.

A mail is no place for personal data: it names nobody, and says neither the value nor what was said
about it. Who it is about is handed over as the agreement says, on the reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from klik.ground.granting.covers import Cover
from klik.ground.letters.letter_text import plain_in_markdown
from klik.ground.territory import municipality_of
from klik.packages.adoption import Adoption
from klik.packages.records import RECORDS
from klik.packages.wording import format_date

# In Dutch: who delivers to a municipality in Flanders works in Dutch.
_SUBJECT: Final = "Een gegeven klopt misschien niet, kenmerk {reference}"
_BODY: Final = """Beste collega

Een inwoner van {municipality} zegt dat een gegeven niet klopt. U leverde ons dat gegeven.

- Gegeven: {fact}
- Register: {register}
- Afspraak: {agreement}
- Gemeld op: {day}
- Ons kenmerk: {reference}

In deze mail staat niet over wie het gaat, en ook niet wat er staat. Dat geven wij u door zoals \
wij afspraken. Neem daarvoor contact op met {desk}, en geef ons kenmerk.

Wilt u het gegeven nakijken? Laat ons daarna weten of u het verbeterde, of dat het klopt. De \
inwoner wacht daarop."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A delivered fact that somebody says is not right.

    Attributes:
        column: Of the record, as it was delivered.
        reference: Of the application, which names nobody.
        said_on: The day on which it was said.
    """

    column: str
    reference: str
    said_on: date


def mail_to_owner(adoption: Adoption, doubted: Doubted) -> Cover:
    """Return the mail to the owner of a source, in Dutch; without name, number or value."""
    agreement = adoption.content["agreement"]
    record, body = RECORDS[agreement["record"]], adoption.content["granting_body"]
    contact = body["contact"]
    ways = " of ".join(one for one in (contact["phone"], contact.get("email", "")) if one)
    column = record.columns.get(doubted.column)
    said = {
        "municipality": municipality_of(adoption.municipality_nis).name,
        "fact": column.nl if column is not None else doubted.column,
        "register": record.title["nl"],
        "agreement": agreement["title"]["nl"],
        "day": format_date(doubted.said_on, "nl"),
        "reference": doubted.reference,
        "desk": f"{contact['service']} ({ways})",
    }
    filled = {name: plain_in_markdown(value) for name, value in said.items()}
    return Cover(_SUBJECT.format(reference=doubted.reference), _BODY.format(**filled))
