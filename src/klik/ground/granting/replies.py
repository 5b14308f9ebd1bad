"""The letters that answer a request without granting it: a refusal, and a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from klik.ground.granting.notices import Notices
from klik.ground.granting.payees import Payee, recipient_of
from klik.ground.granting.subjects import Subject
from klik.ground.letters.letter import Letter, Recipient, Signatory
from klik.ground.letters.letter_text import plain_in_markdown
from klik.ground.territory import municipality_of
from klik.packages.platform_letters import letter_text
from klik.packages.texts import placeholders, render
from klik.packages.wording import Language, format_date, within_a_sentence
from klik.rules.decision import Decision

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "refused": "{title}: wij kunnen u dit niet geven",
        "cosign": "{title}: wij vragen uw handtekening",
        "to_sign": "Beste {name}\n\n{applicant} vraagt dit aan: {title}. Ook u moet die aanvraag "
        "tekenen.\n\nLog in op onze website. Op de eerste pagina ziet u wat u tekent. U kunt ook "
        "weigeren. Schrijf dan waarom.\n\nLiever op papier? Bel ons, of kom langs met deze brief "
        "en uw identiteitskaart.",
        "ask": "{title}: wij hebben nog iets van u nodig",
        "until": "Bezorg ons dit ten laatste op {day}. Lukt dat niet? Bel ons: wij zoeken samen "
        "een oplossing.",
        "stopped": "Wij beslissen verder zodra wij uw antwoord hebben.",
        "own": "Dit schrijft de medewerker die uw aanvraag behandelde:",
    },
    "en": {
        "refused": "{title}: we cannot give you this",
        "cosign": "{title}: we ask for your signature",
        "to_sign": "Dear {name}\n\n{applicant} applies for this: {title}. You must sign that "
        "application too.\n\nLog in on our website. On the first page you see what you sign. You "
        "may also decline. Then write why.\n\nRather on paper? Call us, or come by with this "
        "letter and your identity card.",
        "ask": "{title}: we need something more from you",
        "until": "Give us this by {day} at the latest. Is that not possible? Call us: we look for "
        "a solution together.",
        "stopped": "We go on deciding as soon as we have your answer.",
        "own": "The member of staff who handled your application writes:",
    },
}
_PLATFORM = "letter."


class Replies(Notices):
    """Writes the letters that answer requests under one adoption, in one language."""

    def refused(self, subject: Subject, decision: Decision, *, own_words: str = "") -> Letter:
        """Return the letter that tells that a person refused, with every reason.

        Args:
            subject: Of the request.
            decision: What the rules say about it.
            own_words: What the person who refused adds, Markdown; may be empty.
        """
        body = self._filled("refused", subject, decision.values)
        if own_words:
            body = f"{body.rstrip()}\n\n{_WORDS[self.language]['own']}\n\n{own_words}"
        return self._letter(subject, "refused", body, decision)

    def asking(self, subject: Subject, *, words: str, until: date) -> Letter:
        """Return the letter that asks something more; the term to decide stands still meanwhile.

        Args:
            subject: Of the request.
            words: What is asked, Markdown.
            until: The last day to answer.
        """
        said = _WORDS[self.language]
        parts = [
            self._filled("ask", subject, subject.situation.facts).rstrip(),
            words,
            said["until"].format(day=format_date(until, self.language)),
            said["stopped"],
        ]
        return self._letter(subject, "ask", "\n\n".join(parts), None)

    def to_cosign(
        self, *, reference: str, applicant: str, recipient: Recipient, dated_on: date
    ) -> Letter:
        """Return the letter that asks a second person to sign, without the first one's address.

        Args:
            reference: Of the application.
            applicant: The name of who applied.
            recipient: Who must sign.
            dated_on: When it was asked.
        """
        said, body = _WORDS[self.language], self.adoption.content["granting_body"]
        markdown = said["to_sign"].format(
            name=plain_in_markdown(recipient.name),
            applicant=plain_in_markdown(applicant),
            title=within_a_sentence(self._title),
        )
        return Letter(
            language=self.language,
            reference=reference,
            dated_on=dated_on,
            place=self._place,
            subject=said["cosign"].format(title=self._title),
            letterhead=self._letterhead,
            recipient=recipient,
            body_markdown=markdown,
            rights_markdown=self._said(body["data_protection"]),
            contact_name=body["contact"].get("person") or body["contact"]["service"],
            label=self._label,
        )

    def _letter(
        self, subject: Subject, kind: str, markdown: str, decision: Decision | None
    ) -> Letter:
        body = self.adoption.content["granting_body"]
        return Letter(
            language=self.language,
            reference=subject.reference,
            dated_on=subject.situation.decided_on,
            place=self._place,
            subject=_WORDS[self.language][kind].format(title=self._title),
            letterhead=self._letterhead,
            recipient=recipient_of(subject, applicant_of(subject)),
            body_markdown=markdown,
            reasons=() if decision is None else self._reasons(decision, []),
            sources=() if decision is None else self._sources(decision),
            appeal_markdown="" if decision is None else self._said(body["appeal"]),
            rights_markdown=self._said(body["data_protection"]),
            contact_name=body["contact"].get("person") or body["contact"]["service"],
            signatories=tuple(
                Signatory(one["name"], one["function"]) for one in body["signatories"]
            ),
            label=self._label,
        )

    def _filled(self, kind: str, subject: Subject, values: Mapping[str, Any]) -> str:
        """Return a letter's text with its names filled in; of an award there is nothing to say."""
        text = letter_text(self.adoption.package.folder, kind, self.language)
        said = self._said_of(subject)
        names = {
            name: said.get(name, False)
            if name.startswith(_PLATFORM)
            else self.explainer.showing.placeholder(name, values.get(name))
            for name in dict.fromkeys(one.name for one in placeholders(text))
        }
        return render(text, names)

    def _said_of(self, subject: Subject) -> Mapping[str, str]:
        body, council = self.adoption.content["granting_body"], self.adoption.content["decision"]
        regulation = self._said(council.get("title", {"nl": self._title}))
        decided_on = date.fromisoformat(council["decided_on"])
        return {
            "letter.recipient": applicant_of(subject).name,
            "letter.title": within_a_sentence(self._title),
            "letter.body": body["name"],
            "letter.organ": body["deciding_organ"],
            "letter.reference": subject.reference,
            "letter.date": format_date(subject.situation.decided_on, self.language),
            "letter.municipality": municipality_of(self.adoption.municipality_nis).name,
            "letter.regulation": within_a_sentence(regulation),
            "letter.regulation_date": format_date(decided_on, self.language),
        }


def applicant_of(subject: Subject) -> Payee:
    """Return who asked, to be written to.

    Raises:
        LookupError: Nobody did: the subject is one of a run.
    """
    if subject.request is None:
        raise LookupError(f"{subject.reference} is no request")
    return Payee(name=subject.request.name, iban="", number=subject.request.applicant)
