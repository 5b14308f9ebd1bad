"""Reads of what ballots give: counted by GROUP BY from the rows themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias

from django.db.models import Count, Exists, OuterRef, QuerySet

from klik.domains.polls.models import (
    Ballot,
    FrozenResult,
    Option,
    OptionState,
    Peek,
    Population,
    Question,
    TallySnapshot,
)
from klik.ground.counting.choices import Kind, Method, Profile, TieBreak, merged, profile_of
from klik.ground.counting.methods import Figure, Result, Tie, count_options
from klik.ground.counting.scales import ScaleResult, count_scale

VISITORS_A_STEP: Final = 5
"""Visitors are counted by so many at once: nobody learns what the last one answered."""
Counted: TypeAlias = Result | ScaleResult


@dataclass(frozen=True, slots=True)
class Tally:
    """What the ballots of those present gave.

    Attributes:
        sequence: A higher one was counted later; ignore a lower one than was shown.
        ballots: How many were cast.
        counted: Winner, order and figures, or the histogram of a scale.
    """

    sequence: int
    ballots: int
    counted: Counted


def room_count(question: Question) -> Counted:
    """Return what the ballots of those present give at this moment."""
    return _counted(question, _of(question, Population.ROOM))


def visitors_count(question: Question) -> Counted:
    """Return what visitors answered, in whole steps, without who saw the result first."""
    peeked = Peek.objects.filter(question_id=question.pk, participant_id=OuterRef("participant_id"))
    ballots = _of(question, Population.VISITOR).exclude(Exists(peeked))
    whole = ballots.count() // VISITORS_A_STEP * VISITORS_A_STEP
    # A visitor's ballot never changes, so the first of them are the same at every reading.
    last = ballots.order_by("pk").values_list("pk", flat=True)[whole - 1] if whole else 0
    return _counted(question, ballots.filter(pk__lte=last))


def latest_tally(question: Question) -> Tally | None:
    """Return the last snapshot of those present; None where none was taken."""
    found = TallySnapshot.objects.filter(question_id=question.pk).order_by("-sequence").first()
    if found is None:
        return None
    counted = counted_in(found.figures, question.method, found.ballots)
    return Tally(found.sequence, found.ballots, counted)


def ballots_cast(question: Question) -> int:
    """Return how many of those present answered; the one figure that is shown while it is open."""
    return _of(question, Population.ROOM).count()


def frozen_result(question: Question) -> FrozenResult | None:
    """Return the room's result for good: how many, when, by which method, with its digest."""
    return FrozenResult.objects.filter(pk=question.pk).first()


def digest_is_right(question: Question) -> bool:
    """Say whether the room's ballots are still those of which the result was frozen."""
    frozen = frozen_result(question)
    return frozen is not None and frozen.digest == digest_of(
        frozen.salt, _of(question, Population.ROOM).values_list("choice", flat=True)
    )


def digest_of(salt: str, choices: Iterable[str]) -> str:
    """Return SHA-256, in hexadecimal, of the salt and then each choice in order, a line each."""
    lines = "".join(f"{line}\n" for line in (salt, *sorted(choices)))
    return hashlib.sha256(lines.encode()).hexdigest()


def figures_of(counted: Counted) -> dict[str, Any]:
    """Return what was counted in plain values, as it is kept and sent."""
    if isinstance(counted, ScaleResult):
        return {
            "histogram": {str(value): count for value, count in counted.histogram.items()},
            "median": None if counted.median is None else float(counted.median),
            "mean": None if counted.mean is None else round(float(counted.mean), 4),
        }
    return {
        "winner": counted.winner,
        "order": list(counted.order),
        "figures": [
            {
                "option": one.option,
                "score": float(one.score),
                "voters": one.voters,
                "first_choices": one.first_choices,
            }
            for one in counted.figures
        ],
        "ties": [
            {"above": one.above, "below": one.below, "broken_by": one.broken_by.value}
            for one in counted.ties
        ],
    }


def counted_in(figures: Mapping[str, Any], method: str, ballots: int) -> Counted:
    """Return what `figures_of` wrote."""
    if "histogram" in figures:
        histogram = {int(value): count for value, count in figures["histogram"].items()}
        profile: Profile = {(value,): count for value, count in histogram.items()}
        return count_scale(profile, least=min(histogram), most=max(histogram))
    return Result(
        method=Method(method),
        ballots=ballots,
        winner=figures["winner"],
        order=tuple(figures["order"]),
        figures=tuple(
            # Scores are halves at most, which a float holds exactly.
            Figure(one["option"], Fraction(one["score"]), one["voters"], one["first_choices"])
            for one in figures["figures"]
        ),
        ties=tuple(
            Tie(one["above"], one["below"], TieBreak(one["broken_by"])) for one in figures["ties"]
        ),
    )


def _of(question: Question, population: Population) -> QuerySet[Ballot]:
    return Ballot.objects.filter(question_id=question.pk, population=population)


def _counted(question: Question, ballots: QuerySet[Ballot]) -> Counted:
    rows = ballots.order_by().values_list("choice").annotate(ballots=Count("pk"))
    profile: Profile = profile_of(rows)
    kind = Kind(question.kind)
    if kind is Kind.SCALE:
        return count_scale(profile, least=question.least, most=question.most)
    options = list(
        Option.objects.filter(question_id=question.pk)
        .select_related("merged_into")
        .order_by("number")
    )
    return count_options(
        kind,
        Method(question.method),
        options=[one.number for one in options if one.state == OptionState.ACCEPTED],
        profile=merged(kind, profile, _counts_as(options)),
        tie_break=TieBreak(question.tie_break),
    )


def _counts_as(options: Iterable[Option]) -> dict[int, int | None]:
    """Return as what options count that do not stand by themselves; merging leaves no chains."""
    return {
        one.number: one.merged_into.number
        if one.merged_into and one.merged_into.state == OptionState.ACCEPTED
        else None
        for one in options
        if one.state != OptionState.ACCEPTED
    }
