"""The conditions of an adoption in words, without those that never count there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.compiling.declared import PARAMETERS
from klik.packages.compiling.rules import names_behind
from klik.packages.french import in_language
from klik.packages.regulation.amounts import live_awards
from klik.packages.regulation.reach import Reach, choices_in
from klik.packages.regulation.settings import Settings, StatedSetting
from klik.packages.showing import Showing
from klik.packages.texts import placeholders, render_plain
from klik.packages.wording import PageLanguage, within_a_sentence
from klik.rules import syntax
from klik.rules.rulebook import Condition
from klik.rules.scope import IN_TERRITORY

_TRIGGER = "application.trigger"
_WHEN: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {
        "automatic": "Alleen als de gemeente zelf begint.",
        "invitation": "Alleen als u het formulier invult.",
        "request": "Alleen als u het zelf aanvraagt.",
        "for": "Alleen bij: {what}.",
        "depends": "Alleen in sommige gevallen. Dat hangt af van: {what}.",
    },
    "en": {
        "automatic": "Only if the municipality starts by itself.",
        "invitation": "Only if you fill in the form.",
        "request": "Only if you apply yourself.",
        "for": "Only for: {what}.",
        "depends": "Only in some cases. That depends on: {what}.",
    },
    "fr": {
        "automatic": "Seulement si la commune commence elle-même.",
        "invitation": "Seulement si vous remplissez le formulaire.",
        "request": "Seulement si vous faites la demande vous-même.",
        "for": "Seulement pour : {what}.",
        "depends": "Seulement dans certains cas. Cela dépend de : {what}.",
    },
}


@dataclass(frozen=True, slots=True)
class StatedCondition:
    """One condition as people read it.

    Attributes:
        id: Its id in the package.
        sentence: What must hold.
        article: The adopter's article; empty where it names none.
        only_when: When it counts, in a sentence; empty where it always does.
        settings: What the municipality chose for it.
        is_procedure: Whether it only says when the municipality goes on: not met, it makes it wait
            and is never a reason to refuse.
    """

    id: str
    sentence: str
    article: str
    only_when: str
    settings: tuple[StatedSetting, ...]
    is_procedure: bool = False


def live_conditions(adoption: Adoption, reach: Reach) -> list[tuple[Condition, Mapping[str, Any]]]:
    """Return the conditions that can count and can fail, each with how it is written.

    Args:
        adoption: Whose conditions.
        reach: What its rules can come to.
    """
    content = adoption.package.content
    written = list(content.get("conditions", []))
    folded = list(reach.rulebook.conditions)
    for award, benefit in live_awards(adoption, reach):
        written += benefit.get("conditions", [])
        folded += award.conditions
    return [
        (condition, text)
        for condition, text in zip(folded, written, strict=True)
        if _counts(condition, reach)
    ]


def state_conditions(
    adoption: Adoption, reach: Reach, settings: Settings
) -> tuple[StatedCondition, ...]:
    """Return every condition that can count, in the order of the package."""
    whole = {one.id: one for one in adoption.package.rulebook.all_conditions}
    return tuple(
        StatedCondition(
            id=condition.id,
            sentence=_sentence(adoption, settings.showing, written["text"]),
            article=adoption.article(condition.ground),
            only_when=_only_when(adoption, condition, reach, settings),
            settings=tuple(
                settings.stated(name)
                for name in _parameters(adoption, whole[condition.id], settings)
                if name not in _named(settings.showing, written["text"])
            ),
            is_procedure=bool(waits_until(written)),
        )
        for condition, written in live_conditions(adoption, reach)
    )


def fact_labels(adoption: Adoption, showing: Showing, names: Iterator[str]) -> tuple[str, ...]:
    """Return what people read for the facts among names; a label comes once."""
    facts = adoption.package.content["facts"]
    found = (name.removesuffix(IN_TERRITORY) for name in names)
    labels = (showing.label(name).rstrip("?.") for name in found if name in facts)
    return tuple(dict.fromkeys(labels))


def waits_until(written: Mapping[str, Any]) -> str:
    """Return the fact until which a condition that is not met makes the municipality wait."""
    unmet = written.get("if_unmet")
    wait = unmet.get("wait", {}) if isinstance(unmet, Mapping) else {}
    return str(wait.get("until", "")) if isinstance(wait, Mapping) else ""


def _counts(condition: Condition, reach: Reach) -> bool:
    applies = condition.applies
    if applies is not None and not reach.may_be(applies.tree, value=True):
        return False
    return condition.id in reach.requiring or not reach.must_be(condition.when.tree, value=True)


def _named(showing: Showing, text: Mapping[str, Any]) -> frozenset[str]:
    """Return the names that the sentence itself shows."""
    return frozenset(one.name for one in placeholders(_said(showing, text)))


def _said(showing: Showing, text: Mapping[str, Any]) -> str:
    return in_language(text, showing.language)


def _sentence(adoption: Adoption, showing: Showing, text: Mapping[str, Any]) -> str:
    """Return the sentence; a fact that it names is unknown here, so its label stands there."""
    names: dict[str, object] = {}
    for name in _named(showing, text):
        if name in adoption.parameters:
            names[name] = showing.placeholder(name, adoption.parameters[name])
        else:
            names[name] = f"({showing.label(name)})"
    return render_plain(_said(showing, text), names)


def _only_when(adoption: Adoption, condition: Condition, reach: Reach, settings: Settings) -> str:
    applies = condition.applies
    if applies is None or reach.must_be(applies.tree, value=True):
        return ""
    words = _WHEN[settings.showing.language]
    choices = choices_in(reach, applies.tree)
    names = {one.name for one in syntax.walk(applies.tree) if isinstance(one, syntax.Name)}
    if len(choices) == 1 and names == set(choices):
        ((name, every),) = choices.items()
        holding = [
            word
            for word in sorted(every)
            if reach.where(name, word).must_be(applies.tree, value=True)
        ]
        if len(holding) == len(every):
            return ""
        if name == _TRIGGER and len(holding) == 1:
            return words[holding[0]]
        if holding and all(word in settings.words for word in holding):
            labels = [within_a_sentence(settings.words[word]) for word in holding]
            return words["for"].format(what=", ".join(labels))
    labels = list(fact_labels(adoption, settings.showing, reach.names(applies.tree)))
    return words["depends"].format(what=", ".join(labels))


def _parameters(adoption: Adoption, condition: Condition, settings: Settings) -> list[str]:
    """Return the parameters that what must hold reads itself, else through its values."""
    values = {one.name: one.expression for one in adoption.package.rulebook.values}
    every = [PARAMETERS + name for name in adoption.package.content.get("parameters", {})]
    for read in (condition.when.names, names_behind(condition.when, values)):
        found = [name for name in every if name in read]
        if found:
            return [name for name in found if name not in settings.of_amounts]
    return []
