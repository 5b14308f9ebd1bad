"""Why an award is what it is: the amount, an earlier award, a subject that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from klik.packages.compiling.rules import names_behind
from klik.packages.explanation import Explained, Explainer
from klik.packages.wording import PageLanguage, format_money, format_number
from klik.rules.checker import Expression
from klik.rules.decision import Awarded, Decision, Outcome, Verdict
from klik.rules.judging import ONCE, SUBJECT
from klik.rules.rulebook import Award

_WORDS: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {
        "amount": "Het bedrag is {amount}.",
        "quantity": "Het aantal is {amount}.",
        "nothing": "Er is niets toe te kennen: het bedrag is {amount}.",
        "unknown": "We weten het bedrag nog niet.",
        ONCE: "Dit werd al eerder toegekend.",
        SUBJECT: "We weten nog niet over wie het gaat.",
    },
    "en": {
        "amount": "The amount is {amount}.",
        "quantity": "The number is {amount}.",
        "nothing": "There is nothing to grant: the amount is {amount}.",
        "unknown": "We do not know the amount yet.",
        ONCE: "This was granted before.",
        SUBJECT: "We do not know yet whom this is about.",
    },
    "fr": {
        "amount": "Le montant est de {amount}.",
        "quantity": "Le nombre est de {amount}.",
        "nothing": "Il n'y a rien à accorder : le montant est de {amount}.",
        "unknown": "Nous ne connaissons pas encore le montant.",
        ONCE: "Ceci a déjà été accordé.",
        SUBJECT: "Nous ne savons pas encore de qui il s'agit.",
    },
}


def award_reasons(explainer: Explainer, decision: Decision) -> tuple[Explained, ...]:
    """Return the reasons beside the conditions, in the order of the awards.

    When the decision is granted: the amount of each award that is. Otherwise: what is spent,
    unknown, or comes to nothing.
    """
    if decision.outcome == Outcome.GRANTED:
        return tuple(_granted(explainer, decision))
    return tuple(_open(explainer, decision))


def _granted(explainer: Explainer, decision: Decision) -> Iterator[Explained]:
    awards = {award.id: award for award in explainer.package.rulebook.awards}
    for given in decision.awards:
        if given.outcome == Outcome.GRANTED and (given.amount or given.quantity) is not None:
            kind = "quantity" if given.amount is None else "amount"
            sentence = _WORDS[explainer.language][kind].format(amount=_shown(explainer, given))
            yield _reason(explainer, decision, awards[given.id], Verdict.MET, sentence)


def _shown(explainer: Explainer, given: Awarded) -> str:
    if given.amount is None:
        return format_number(given.quantity or 0, explainer.language)
    return format_money(int(given.amount * 100), explainer.language)


def _open(explainer: Explainer, decision: Decision) -> Iterator[Explained]:
    words = _WORDS[explainer.language]
    for name, where, verdict in (
        (SUBJECT, decision.unknown, Verdict.UNKNOWN),
        (ONCE, decision.unmet, Verdict.UNMET),
        (ONCE, decision.unknown, Verdict.UNKNOWN),
    ):
        if name in where:
            yield Explained(name, verdict, words[name], "", "", (), decision.values)
    for award in explainer.package.rulebook.awards:
        if award.id in decision.unmet:
            nothing = format_money(0, explainer.language)
            sentence = words["nothing"].format(amount=nothing)
            yield _reason(explainer, decision, award, Verdict.UNMET, sentence)
        elif award.id in decision.unknown:
            yield _reason(explainer, decision, award, Verdict.UNKNOWN, words["unknown"])


def _reason(
    explainer: Explainer, decision: Decision, award: Award, verdict: Verdict, sentence: str
) -> Explained:
    article = explainer.article(award.ground)
    sources = tuple((name, explainer.source(name)) for name in _names(explainer, award))
    return Explained(award.id, verdict, sentence, award.ground, article, sources, decision.values)


def _names(explainer: Explainer, award: Award) -> list[str]:
    values = {value.name: value.expression for value in explainer.package.rulebook.values}
    parts: list[Expression] = [one for one in (award.amount, award.quantity) if one is not None]
    return sorted(frozenset().union(*(names_behind(part, values) for part in parts)))
