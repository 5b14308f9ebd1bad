"""The letter that answers an objection: what is decided on it, why, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from klik.ground.granting.notices import Notices
from klik.ground.letters.letter import Letter, Recipient, Signatory
from klik.ground.letters.letter_text import plain_in_markdown
from klik.packages.adoption import Adoption
from klik.packages.wording import Language, format_date, within_a_sentence

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {
        "subject": "{title}: ons antwoord op uw bezwaar",
        "greeting": "Beste {name}",
        "greeting_unnamed": "Beste",
        "about": "U bent het niet eens met onze beslissing van {decided_on}. Die gaat over: "
        "{title}. Wij kregen uw bezwaar op {received_on}.",
        "upheld": "**U krijgt gelijk.** Uw bezwaar is gegrond.",
        "partly": "**U krijgt voor een deel gelijk.** Uw bezwaar is voor een deel gegrond.",
        "dismissed": "**U krijgt geen gelijk.** Uw bezwaar is niet gegrond. Onze beslissing "
        "blijft.",
        "inadmissible": "**Wij konden uw bezwaar niet behandelen.** Onze beslissing blijft.",
        "why": "Dit schrijft de medewerker die uw bezwaar bekeek. Het is iemand anders dan wie "
        "besliste:",
        "changes": "Verandert er iets aan het bedrag of aan onze beslissing? Dan krijgt u "
        "daarover nog een brief.",
    },
    "en": {
        "subject": "{title}: our answer to your objection",
        "greeting": "Dear {name}",
        "greeting_unnamed": "Dear resident",
        "about": "You do not agree with our decision of {decided_on}. It is about: {title}. We "
        "received your objection on {received_on}.",
        "upheld": "**You are right.** Your objection is well founded.",
        "partly": "**You are right in part.** Your objection is well founded in part.",
        "dismissed": "**We do not agree with you.** Your objection is not well founded. Our "
        "decision stays.",
        "inadmissible": "**We could not take your objection up.** Our decision stays.",
        "why": "This is what the member of staff writes who looked at your objection. It is "
        "somebody else than who decided:",
        "changes": "Does the amount or our decision change? Then you get another letter about "
        "that.",
    },
}
_CHANGES: Final = frozenset({"upheld", "partly"})


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to an objection, as its letter needs it.

    Attributes:
        reference: Of the decision.
        outcome: `upheld`, `partly`, `dismissed` or `inadmissible`.
        recipient: Who objected; the name may be empty where nobody knows it.
        words: Why, as a member of staff typed it; no Markdown.
        decided_on: When the decision was taken.
        received_on: When the objection came in.
        answered_on: The day of the letter.
    """

    reference: str
    outcome: str
    recipient: Recipient = field(repr=False)
    words: str = field(repr=False)
    decided_on: date
    received_on: date
    answered_on: date


def answer_letter(adoption: Adoption, answer: Answer, *, language: Language) -> Letter:
    """Return the letter that answers an objection, under the adoption of its decision."""
    return _Answers(adoption, language=language).letter(answer)


class _Answers(Notices):
    """Writes it in the house of who granted."""

    def letter(self, answer: Answer) -> Letter:
        body = self.adoption.content["granting_body"]
        return Letter(
            language=self.language,
            reference=answer.reference,
            dated_on=answer.answered_on,
            place=self._place,
            subject=_WORDS[self.language]["subject"].format(title=self._title),
            letterhead=self._letterhead,
            recipient=answer.recipient,
            body_markdown="\n\n".join(self._parts(answer)),
            appeal_markdown=self._said(body["appeal"]),
            rights_markdown=self._said(body["data_protection"]),
            contact_name=body["contact"].get("person") or body["contact"]["service"],
            signatories=tuple(
                Signatory(one["name"], one["function"]) for one in body["signatories"]
            ),
            label=self._label,
        )

    def _parts(self, answer: Answer) -> list[str]:
        said, name = _WORDS[self.language], plain_in_markdown(answer.recipient.name)
        typed = [plain_in_markdown(one) for one in answer.words.splitlines()]
        return [
            said["greeting"].format(name=name) if name else said["greeting_unnamed"],
            said["about"].format(
                title=within_a_sentence(self._title),
                decided_on=format_date(answer.decided_on, self.language),
                received_on=format_date(answer.received_on, self.language),
            ),
            said[answer.outcome],
            said["why"],
            *(one for one in typed if one),
            *([said["changes"]] if answer.outcome in _CHANGES else []),
        ]
