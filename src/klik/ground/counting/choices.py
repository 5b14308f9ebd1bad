"""What a ballot may say under the rules of its question, in one form for every kind.

A choice is a tuple of whole numbers, mostly numbers of options:

- single: one option; several and approval: options in rising order;
- ranking: options, the best first; who is not named shares the last places;
- dots: each option as often as it got a dot, in rising order;
- scale: the one value that was chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, TypeAlias

from klik.ground.refusals import WordedRefusal, Wording

Choice: TypeAlias = tuple[int, ...]
Profile: TypeAlias = Mapping[Choice, int]
"""How many ballots made each choice."""


class Kind(StrEnum):
    """How a question is asked; stored, so a value never changes its meaning."""

    SINGLE = "single"  # one option
    SEVERAL = "several"  # at most so many options
    APPROVAL = "approval"  # every option one can live with
    RANKING = "ranking"  # an order
    DOTS = "dots"  # a number of dots to divide
    SCALE = "scale"  # one value of a row


class Method(StrEnum):
    """How ballots are counted; stored, so a value never changes its meaning."""

    PLURALITY = "plurality"  # most ballots that name it
    APPROVAL = "approval"  # likewise, with any number of names on a ballot
    BORDA = "borda"  # points for places
    CONDORCET = "condorcet"  # duels won: Copeland
    DOTS = "dots"  # most dots
    SCALE = "scale"  # median, mean and how often each value; there is no winner


class TieBreak(StrEnum):
    """What decides between equals; fixed when a question opens, never drawn by lot."""

    FIRST_CHOICES = "first-choices"  # more first choices, then the earlier in the list
    LISTING = "listing"  # the earlier in the list


METHODS: Final[Mapping[Kind, tuple[Method, ...]]] = {
    Kind.SINGLE: (Method.PLURALITY,),
    Kind.SEVERAL: (Method.PLURALITY,),
    Kind.APPROVAL: (Method.APPROVAL,),
    Kind.RANKING: (Method.BORDA, Method.CONDORCET),
    Kind.DOTS: (Method.DOTS,),
    Kind.SCALE: (Method.SCALE,),
}
"""By which methods a kind may be counted; the first is the usual one."""
MOST_RANKED: Final = 7
"""Nobody orders more than this with care."""


class ChoiceRefused(WordedRefusal):
    """A choice that the rules of its question do not allow."""

    status = 422
    wordings: ClassVar[Mapping[str, Wording]] = {
        "nothing": (
            "U koos nog niets.",
            "You chose nothing yet.",
            ("Kies eerst.", "Choose first."),
        ),
        "unknown": (
            "Een van uw keuzes staat niet meer in de lijst.",
            "One of your choices is no longer in the list.",
            ("Kies opnieuw.", "Choose again."),
        ),
        "twice": (
            "U koos iets twee keer.",
            "You chose something twice.",
            ("Kies elk maar een keer.", "Choose each only once."),
        ),
        "too-many": (
            "U koos te veel.",
            "You chose too many.",
            ("Neem er weg tot er {most} overblijven.", "Take some away until {most} are left."),
        ),
        "off-the-scale": (
            "Dat staat niet op de schaal.",
            "That is not on the scale.",
            ("Kies van {least} tot {most}.", "Choose from {least} to {most}."),
        ),
    }


@dataclass(frozen=True, slots=True)
class Rules:
    """What a ballot may say.

    Attributes:
        kind: How the question is asked.
        options: The numbers that may be chosen, in the order of the list; none for a scale.
        at_most: For `several`, how many options; for `dots`, how many dots.
        least: Of a scale, the lowest value.
        most: Of a scale, the highest value.
    """

    kind: Kind
    options: tuple[int, ...] = ()
    at_most: int = 0
    least: int = 0
    most: int = 0


def checked_choice(rules: Rules, given: Sequence[int]) -> Choice:
    """Return `given` in the one form of its kind.

    Raises:
        ChoiceRefused: It is empty, names what is not there, too much, or something twice.
    """
    if not given:
        raise ChoiceRefused("nothing")
    if rules.kind is Kind.SCALE:
        return _scale_value(rules, given)
    unknown = set(given) - set(rules.options)
    if unknown:
        raise ChoiceRefused("unknown")
    if rules.kind is not Kind.DOTS and len(set(given)) < len(given):
        raise ChoiceRefused("twice")
    if len(given) > _most(rules):
        raise ChoiceRefused("too-many", most=_most(rules))
    return tuple(given) if rules.kind is Kind.RANKING else tuple(sorted(given))


def text_of(choice: Choice) -> str:
    """Return a choice as it is kept: whole numbers with commas."""
    return ",".join(map(str, choice))


def choice_in(text: str) -> Choice:
    """Return the choice that `text_of` wrote.

    Raises:
        ValueError: It is no such text.
    """
    return tuple(int(number) for number in text.split(","))


def profile_of(rows: Iterable[tuple[str, int]]) -> Profile:
    """Return how many ballots made each choice, from texts with their counts."""
    found: Counter[Choice] = Counter()
    for text, ballots in rows:
        found[choice_in(text)] += ballots
    return found


def merged(kind: Kind, profile: Profile, into: Mapping[int, int | None]) -> Profile:
    """Return a profile in which options count as another one, or as nothing.

    A ballot that names both counts once: voters are counted, votes are never added up. Dots are
    added, for each was given by itself.

    Args:
        kind: How the question is asked.
        profile: As the ballots say it.
        into: For options that do not stand by themselves, what they count as; None for nothing.
    """
    if kind is Kind.SCALE or not into:
        return profile
    found: Counter[Choice] = Counter()
    for choice, ballots in profile.items():
        renamed = [into.get(one, one) for one in choice]
        kept = [one for one in renamed if one is not None]
        if kind is not Kind.DOTS:
            kept = list(dict.fromkeys(kept))
        found[tuple(kept if kind is Kind.RANKING else sorted(kept))] += ballots
    return found


def _scale_value(rules: Rules, given: Sequence[int]) -> Choice:
    if len(given) != 1 or not rules.least <= given[0] <= rules.most:
        raise ChoiceRefused("off-the-scale", least=rules.least, most=rules.most)
    return (given[0],)


def _most(rules: Rules) -> int:
    if rules.kind is Kind.SINGLE:
        return 1
    if rules.kind in {Kind.SEVERAL, Kind.DOTS}:
        return rules.at_most
    return len(rules.options)
