"""The letter that belongs to a granted decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from klik.ground.granting.payees import Payee, recipient_of
from klik.ground.granting.subjects import Subject
from klik.ground.identifiers.bodies import print_enterprise_number
from klik.ground.identifiers.masking import mask_iban
from klik.ground.letters.letter import Letter, Letterhead, Reason, Signatory, SourceLine
from klik.ground.territory import municipality_of
from klik.packages.adoption import Adoption
from klik.packages.award_reasons import award_reasons
from klik.packages.explanation import Explained, Explainer
from klik.packages.platform_letters import letter_text
from klik.packages.records import RECORDS
from klik.packages.texts import placeholders, render
from klik.packages.wording import (
    Language,
    format_date,
    format_money,
    format_number,
    within_a_sentence,
)
from klik.rules.decision import Awarded, Decision, Outcome, Verdict
from klik.rules.evaluator import Closure, closure_of

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {
        "subject_money": "{title}: u krijgt {amount}",
        "subject_voucher": "{title}: u krijgt een waardebon van {amount}",
        "subject_credit": "{title}: u krijgt een tegoed van {amount}",
        "subject_donation": "{title}: wij schenken {amount} in uw naam",
        "gift": "{title}: u krijgt een geschenk",
        "recognised": "{title}: wij erkennen u",
        "paid_within": "Wij betalen dit bedrag binnen {term} op rekening {account}.",
        "paid": "Wij betalen dit bedrag op rekening {account}.",
        "unpaid": "Wij hebben nog geen rekeningnummer van u. Wij vragen het u in een aparte brief.",
        "checked": "Wij kijken de betaling eerst nog na.",
        "amount": "Het bedrag is {amount}.",
    },
    "en": {
        "subject_money": "{title}: you receive {amount}",
        "subject_voucher": "{title}: you receive a voucher of {amount}",
        "subject_credit": "{title}: you receive a credit of {amount}",
        "subject_donation": "{title}: we give {amount} in your name",
        "gift": "{title}: you receive a gift",
        "recognised": "{title}: we recognise you",
        "paid_within": "We pay this amount within {term} to account {account}.",
        "paid": "We pay this amount to account {account}.",
        "unpaid": "We have no account number of yours yet. We will ask you in a separate letter.",
        "checked": "We first check the payment.",
        "amount": "The amount is {amount}.",
    },
}
_UNITS: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    "nl": {"days": ("dag", "dagen"), "months": ("maand", "maanden")},
    "en": {"days": ("day", "days"), "months": ("month", "months")},
}


class Notices:
    """Writes the letters of one adoption in one language."""

    def __init__(self, adoption: Adoption, *, language: Language, kind: str = "granted") -> None:
        """Read everything once that is the same for every letter of a kind."""
        self.adoption = adoption
        self.language = language
        self.explainer = Explainer(
            adoption.package, language=language, articles=adoption.content["articles"]
        )
        self._text = letter_text(adoption.package.folder, kind, language)
        self._names = tuple(dict.fromkeys(one.name for one in placeholders(self._text)))

    def granted(
        self, subject: Subject, decision: Decision, payee: Payee, *, checked_first: bool = False
    ) -> Letter:
        """Return the letter that tells that an award is granted, with every reason.

        Args:
            subject: The child.
            decision: What was granted and why.
            payee: Who is written to.
            checked_first: Whether a person still looks at the payment; then no day is promised.
        """
        body = self.adoption.content["granting_body"]
        given = [award for award in decision.awards if award.outcome == Outcome.GRANTED]
        amount = sum((one.amount for one in given if one.amount is not None), Decimal(0))
        cents = int(amount * 100) or None
        return Letter(
            language=self.language,
            reference=subject.reference,
            dated_on=subject.situation.decided_on,
            place=self._place,
            subject=self._subject(_foremost(given).given_as, cents),
            letterhead=self._letterhead,
            recipient=recipient_of(subject, payee),
            body_markdown=self._body(
                subject, decision, payee, cents, is_awaited=checked_first or not payee.iban
            ),
            amount_cents=cents,
            payment_line=self._payment_line(decision, payee, checked_first=checked_first),
            reasons=self._reasons(decision, given),
            sources=self._sources(decision),
            appeal_markdown=self._said(body["appeal"]),
            rights_markdown=self._said(body["data_protection"]),
            contact_name=body["contact"].get("person") or body["contact"]["service"],
            signatories=tuple(
                Signatory(one["name"], one["function"]) for one in body["signatories"]
            ),
            label=self._label,
        )

    def _said(self, text: Mapping[str, str]) -> str:
        return text.get(self.language, text["nl"])

    @cached_property
    def _label(self) -> str | None:
        label = self.adoption.content.get("label")
        return None if label is None else self._said(label)

    @cached_property
    def _title(self) -> str:
        return self._said(self.adoption.package.content["title"])

    @cached_property
    def _place(self) -> str:
        """Return the town from the last line of the address, without its postcode."""
        last = str(self.adoption.content["granting_body"]["contact"]["address"][-1])
        return last.lstrip("0123456789 ")

    @cached_property
    def _letterhead(self) -> Letterhead:
        body = self.adoption.content["granting_body"]
        contact = body["contact"]
        colour = {"house_colour": body["house_colour"]} if "house_colour" in body else {}
        return Letterhead(
            body_name=body["name"], organ=body["deciding_organ"],
            address_lines=tuple(contact["address"]), phone=contact["phone"],
            email=contact.get("email", ""), website=contact.get("website", ""),
            enterprise_number=print_enterprise_number(body["enterprise_number"]), **colour,
        )  # fmt: skip

    def _subject(self, given_as: str, cents: int | None) -> str:
        words = _WORDS[self.language]
        if cents is None:
            word = "recognised" if given_as == "recognition" else "gift"
            return words[word].format(title=self._title)
        amount = format_money(cents, self.language)
        return words[f"subject_{given_as}"].format(title=self._title, amount=amount)

    def _payment_line(self, decision: Decision, payee: Payee, *, checked_first: bool) -> str | None:
        given = [award for award in decision.awards if award.outcome == Outcome.GRANTED]
        if not any(award.given_as == "money" for award in given):
            return None
        words = _WORDS[self.language]
        if not payee.iban:
            return words["unpaid"]
        if checked_first:
            return words["checked"]
        term, account = self._pay_term(decision), mask_iban(payee.iban)
        return words["paid_within" if term else "paid"].format(term=term, account=account)

    def _pay_term(self, decision: Decision) -> str:
        """Return within how long is paid, in words; empty where the package does not say."""
        unit, count = self._pay_count
        found = None if count is None else count(decision.values, None)
        if found is None:
            return ""  # nothing is promised that the package does not say
        word = _UNITS[self.language][unit][found != 1]
        return f"{format_number(found, self.language)} {word}"

    @cached_property
    def _pay_count(self) -> tuple[str, Closure | None]:
        for unit in ("days", "months"):
            expression = self.adoption.package.expressions.get(("terms", "pay", unit))
            if expression is not None:
                return unit, closure_of(expression.tree)
        return "", None

    def _body(
        self,
        subject: Subject,
        decision: Decision,
        payee: Payee,
        cents: int | None,
        *,
        is_awaited: bool,
    ) -> str:
        given = [award for award in decision.awards if award.outcome == Outcome.GRANTED]
        platform = self._platform_names(subject, payee, given, cents)
        term = self._pay_term(decision)
        platform["letter.pay_term"] = term or False
        platform["letter.nothing_to_do"] = not is_awaited
        platform["letter.pay_days"] = (
            term.partition(" ")[0] if term and self._pay_count[0] == "days" else False
        )
        showing = self.explainer.showing
        names = {
            name: platform[name]
            if name in platform
            else showing.placeholder(name, decision.values[name])
            for name in self._names
        }
        return render(self._text, names)

    def _platform_names(
        self, subject: Subject, payee: Payee, given: Sequence[Awarded], cents: int | None
    ) -> dict[str, Any]:
        body, council = self.adoption.content["granting_body"], self.adoption.content["decision"]
        first = _foremost(given)
        return {
            "letter.recipient": payee.name,
            "letter.title": self._title,
            "letter.amount": format_money(cents or 0, self.language),
            "letter.given_as": first.given_as,
            "letter.reference": subject.reference,
            "letter.date": self._day(subject.situation.decided_on),
            "letter.municipality": municipality_of(self.adoption.municipality_nis).name,
            "letter.body": body["name"],
            "letter.organ": body["deciding_organ"],
            "letter.regulation": within_a_sentence(
                self._said(council.get("title", {"nl": self._title}))
            ),
            "letter.regulation_date": self._day(date.fromisoformat(council["decided_on"])),
            "letter.account": mask_iban(payee.iban) if payee.iban else "",
            "letter.valid_until": self._day(first.valid_until),
            "letter.collect_by": self._day(first.collect_by),
        }

    def _day(self, day: date | None) -> str | bool:
        return False if day is None else format_date(day, self.language)

    def _reasons(self, decision: Decision, given: Sequence[Awarded]) -> tuple[Reason, ...]:
        explained = self.explainer.explain(decision)
        reasons = [self._reason(one) for one in explained if one.verdict != Verdict.NOT_APPLICABLE]
        grounds = {award.id: award.ground for award in self.adoption.package.rulebook.awards}
        for award in given:
            if award.amount is not None:
                amount = format_money(int(award.amount * 100), self.language)
                sentence = _WORDS[self.language]["amount"].format(amount=amount)
                article = self.adoption.article(grounds[award.id])
                reasons.append(Reason("met", sentence, article))
        return tuple(reasons)

    def _reason(self, explained: Explained) -> Reason:
        facts = self.adoption.package.content["facts"]
        details = tuple(
            # A label may be the question that was asked: no question mark before the colon.
            (self.explainer.label(used.name).rstrip("?."), self.explainer.shown(used), "")
            for used in explained.used
            # What only a member of staff noted is for the file, not for the letter.
            if used.value is not None and {"source", "ask"} & set(facts.get(used.name, ()))
        )
        return Reason(explained.verdict.value, explained.sentence, explained.article, details)

    def _sources(self, decision: Decision) -> tuple[SourceLine, ...]:
        """Return what the agreement's record told and the decision used, in one line."""
        record = RECORDS[self.adoption.content["agreement"]["record"]]
        facts = self.adoption.package.content["facts"]
        reasons = (*self.explainer.explain(decision), *award_reasons(self.explainer, decision))
        used = [
            self.explainer.label(name)
            for reason in reasons
            if reason.verdict != Verdict.NOT_APPLICABLE
            for name, _ in reason.sources
            if facts.get(name, {}).get("source", "").startswith(f"{record.name}.")
            and decision.values[name] is not None
        ]
        agreement = self.adoption.content["agreement"]
        labels = ", ".join(dict.fromkeys(label.rstrip("?.") for label in used))
        return (SourceLine(labels, agreement["provider"], self._said(agreement["title"])),)


def _foremost(given: Sequence[Awarded]) -> Awarded:
    """Return the award that the letter begins with: the first with an amount, else the first."""
    return next((award for award in given if award.amount is not None), given[0])
