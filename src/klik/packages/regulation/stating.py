"""An adoption stated whole: conditions, what is given, what was chosen, how it is decided."""

from __future__ import annotations

from dataclasses import dataclass

from klik.packages.adoption import Adoption
from klik.packages.french import in_language
from klik.packages.regulation.amounts import StatedAward, figures, state_awards
from klik.packages.regulation.automated import AutomatedDecision, state_automated
from klik.packages.regulation.conditions import StatedCondition, state_conditions
from klik.packages.regulation.reach import reach_of
from klik.packages.regulation.settings import Settings, StatedSetting
from klik.packages.showing import Showing
from klik.packages.wording import PageLanguage


@dataclass(frozen=True, slots=True)
class Regulation:
    """What one municipality decided about one package, in words.

    Attributes:
        title: What the benefit is called.
        summary: What it is, in a sentence.
        conditions: What must hold, without what never counts in this municipality.
        awards: What can be given.
        amounts: The figures behind the amounts.
        choices: Every parameter.
        automated: How it is decided by machine, and where a person decides.
    """

    title: str
    summary: str
    conditions: tuple[StatedCondition, ...]
    awards: tuple[StatedAward, ...]
    amounts: tuple[StatedSetting, ...]
    choices: tuple[StatedSetting, ...]
    automated: AutomatedDecision


def state_regulation(adoption: Adoption, *, language: PageLanguage) -> Regulation:
    """Return what an adoption says, in words, about nobody in particular.

    Source: SERVICE-PACKAGE, "Conditions and outcomes"; GDPR, articles 13(2)(f) and 22.
    """
    reach = reach_of(adoption)
    told = figures(adoption, reach)
    showing = Showing(adoption.package, language)
    settings = Settings(adoption, showing, frozenset(told))
    content = adoption.package.content
    return Regulation(
        title=in_language(content["title"], language),
        summary=in_language(content["summary"], language),
        conditions=state_conditions(adoption, reach, settings),
        awards=state_awards(adoption, reach, language),
        amounts=tuple(settings.stated(name) for name in told),
        choices=settings.every(),
        automated=state_automated(adoption, reach, showing),
    )
