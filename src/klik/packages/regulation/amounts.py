"""What an adoption gives, in words: the forms, and the figures behind an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.compiling.declared import PARAMETERS
from klik.packages.compiling.rules import names_behind
from klik.packages.french import in_language
from klik.packages.regulation.reach import Reach, reach_of, routes
from klik.packages.wording import PageLanguage, format_money
from klik.rules.checker import Expression
from klik.rules.evaluator import Table
from klik.rules.folding import folded_rulebook
from klik.rules.rulebook import Award
from klik.rules.types import NONE, NUMBERS

_FORMS: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {
        "money": "Geld", "voucher": "Waardebon", "credit": "Tegoed", "donation": "Gift",
        "goods": "Geschenk", "recognition": "Erkenning",
    },
    "en": {
        "money": "Money", "voucher": "Voucher", "credit": "Credit", "donation": "Donation",
        "goods": "Gift", "recognition": "Recognition",
    },
    "fr": {
        "money": "Argent", "voucher": "Bon", "credit": "Crédit", "donation": "Don",
        "goods": "Cadeau", "recognition": "Reconnaissance",
    },
}  # fmt: skip
_NOTHING_ADDED = (0, 1, None, NONE)  # as an amount that is added, as a factor, as no rule at all


@dataclass(frozen=True, slots=True)
class StatedAward:
    """One thing that can be given.

    Attributes:
        title: What it is called.
        given_as: Its form, such as money or a voucher.
        amount: The amount where it is the same for everybody; else empty.
        article: The adopter's article.
    """

    title: str
    given_as: str
    amount: str
    article: str


def live_awards(adoption: Adoption, reach: Reach) -> list[tuple[Award, Mapping[str, Any]]]:
    """Return the awards that can be given, each with how it is written."""
    written = adoption.package.content["benefits"]
    return [
        (award, benefit)
        for award, benefit in zip(reach.rulebook.awards, written, strict=True)
        if _can_be_given(adoption, award, reach)
    ]


def state_awards(
    adoption: Adoption, reach: Reach, language: PageLanguage
) -> tuple[StatedAward, ...]:
    """Return what can be given, in the order of the package."""
    return tuple(
        StatedAward(
            title=_title(adoption, benefit, language),
            given_as=_form(adoption, award, language),
            amount=_fixed(award, reach, language),
            article=adoption.article(award.ground),
        )
        for award, benefit in live_awards(adoption, reach)
    )


def figures(adoption: Adoption, reach: Reach) -> tuple[str, ...]:
    """Return the parameters on which the amounts rest, without those that change nothing."""
    awards = [award for award, _ in live_awards(adoption, reach)]
    declared = (PARAMETERS + name for name in adoption.package.content.get("parameters", {}))
    return tuple(
        name for name in declared if _is_figure(adoption, name) and _matters(adoption, name, awards)
    )


def _can_be_given(adoption: Adoption, award: Award, reach: Reach) -> bool:
    if award.trigger is not None and award.trigger.of(adoption.parameters) not in routes(adoption):
        return False
    counted = [one for one in (award.amount, award.quantity) if one is not None]
    return not counted or any(not reach.must_be(one.tree, 0) for one in counted)


def _title(adoption: Adoption, benefit: Mapping[str, Any], language: PageLanguage) -> str:
    title = benefit.get("title") or adoption.package.content["title"]
    return in_language(title, language)


def _form(adoption: Adoption, award: Award, language: PageLanguage) -> str:
    word = award.given_as.of(adoption.parameters)
    return _FORMS[language].get(word, word)


def _fixed(award: Award, reach: Reach, language: PageLanguage) -> str:
    found = None if award.amount is None else reach.possible(award.amount.tree)
    if found is None or len(found) != 1:
        return ""
    (amount,) = found
    return format_money(int(Decimal(amount) * 100), language)


def _is_figure(adoption: Adoption, name: str) -> bool:
    """Say whether a parameter is a number or a table that changes something."""
    value = adoption.parameters[name]
    if isinstance(value, Table):
        return bool(value.rows) or value.otherwise is not None
    is_number = adoption.package.declared.parameters[name].kind in NUMBERS
    return is_number and value not in _NOTHING_ADDED


def _matters(adoption: Adoption, name: str, awards: list[Award]) -> bool:
    """Say whether a parameter is still read once all others are known."""
    package = adoption.package
    values = {one.name: one.expression for one in package.rulebook.values}
    ids = {award.id for award in awards}
    amounts = [
        one for award in package.rulebook.awards if award.id in ids for one in _counted(award)
    ]
    if not any(name in names_behind(one, values) for one in amounts):
        return False
    others = {key: value for key, value in adoption.parameters.items() if key != name}
    reach = reach_of(adoption, folded_rulebook(package.rulebook, others))
    return any(
        name in reach.names(one.tree)
        for award in reach.rulebook.awards
        if award.id in ids
        for one in _counted(award)
    )


def _counted(award: Award) -> list[Expression]:
    return [one for one in (award.amount, award.quantity) if one is not None]
