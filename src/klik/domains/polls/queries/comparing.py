"""Reads for who was not there: she answers first, and then stands beside those who were.

Two populations, side by side and never added. No figure of fewer than five is shown, nor one from
which such a figure follows: see klik.ground.counting.suppressing and ADR 0030.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from klik.domains.polls.models import Participant, Question, QuestionState
from klik.domains.polls.queries.questions import own_choice
from klik.domains.polls.queries.tallies import (
    Counted,
    counted_in,
    frozen_result,
    visitors_count,
)
from klik.ground.counting.choices import Choice, Kind
from klik.ground.counting.comparing import Interval, kendall_tau_b, percentile, wilson
from klik.ground.counting.methods import Result
from klik.ground.counting.scales import ScaleResult
from klik.ground.counting.suppressing import FEWEST, bands_of, shown_cells, shown_shares
from klik.ground.refusals import Refusal


class AnswerFirst(Refusal):
    """Who compares answered before."""

    status = 403
    reason = "Answer first. Then you see what the others think."


class NotFrozen(Refusal):
    """The room's result does not stand yet."""

    reason = "The result of those present is not final yet."


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a population chose one option, or values of a scale next to each other.

    Attributes:
        least: The number of the option, or the lowest value.
        most: The same option, or the highest value.
        count: How many.
        share: Of all, from 0 to 1.
        interval: In which it lies with a certainty of 95 of 100 (Wilson).
    """

    least: int
    most: int
    count: int
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one population.

    Attributes:
        answers: How many answered; None where fewer than five did, and then nothing else is told.
        winner: The option that won; None for a scale.
        order: Every option, the winner first; none for a scale.
        shares: What is not too few: of a ranking the first choices.
        median: Of a scale; None where values had to be joined.
        mean: Likewise.
    """

    answers: int | None
    winner: int | None = None
    order: tuple[int, ...] = ()
    shares: tuple[Share, ...] = ()
    median: float | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One person beside those present and beside who answered later.

    Attributes:
        own: What she chose.
        room: Those present, as frozen.
        visitors: Who answered later without looking first, in steps of five.
        percentile: On a scale, which part of the room lies below her, from 0 to 1; None where the
            room is too few, and of other kinds.
        likeness: Of a ranking, Kendall's tau-b of her order and the room's, from -1 to 1.
    """

    own: Choice
    room: Shown
    visitors: Shown
    percentile: float | None
    likeness: float | None


def comparison(question: Question, participant: Participant | None) -> Comparison:
    """Return one participant beside the others.

    Raises:
        NotFrozen: The room's result is not final yet.
        AnswerFirst: She did not answer.
    """
    room = _frozen(question)
    own = None if participant is None else own_choice(question, participant)
    if own is None:
        raise AnswerFirst
    return Comparison(
        own=own,
        room=_shown(question, room),
        visitors=_shown(question, visitors_count(question)),
        percentile=_percentile(room, own) if isinstance(room, ScaleResult) else None,
        likeness=(
            _likeness(room, own)
            if isinstance(room, Result) and question.kind == Kind.RANKING
            else None
        ),
    )


def room_result(question: Question) -> Shown:
    """Return what may be shown of those present for good, as on a page that looks back.

    Raises:
        NotFrozen: It is not final yet.
    """
    return _shown(question, _frozen(question))


def _frozen(question: Question) -> Counted:
    frozen = frozen_result(question) if question.state == QuestionState.FROZEN else None
    if frozen is None:
        raise NotFrozen
    return counted_in(frozen.figures, frozen.method, frozen.ballots)


def _shown(question: Question, counted: Counted) -> Shown:
    if counted.ballots < FEWEST:
        return Shown(None)
    if isinstance(counted, ScaleResult):
        return _scale_shown(counted)
    total = counted.ballots
    if question.kind in {Kind.SINGLE, Kind.RANKING}:
        cells: Mapping[int | None, int] = _firsts(counted)
        open_counts = {key: count for key, count in shown_cells(cells).items() if key is not None}
    else:
        voters = {one.option: one.voters for one in counted.figures}
        open_counts = shown_shares(voters, total)
    return Shown(
        answers=total,
        winner=counted.winner,
        order=counted.order,
        shares=tuple(_share(one, one, count, total) for one, count in open_counts.items()),
    )


def _firsts(counted: Result) -> dict[int | None, int]:
    """Return first choices; under None those whose choice was taken out of the list."""
    cells: dict[int | None, int] = {one.option: one.first_choices for one in counted.figures}
    without = counted.ballots - sum(cells.values())
    return {**cells, None: without} if without else cells


def _scale_shown(counted: ScaleResult) -> Shown:
    bands = bands_of(counted.histogram)
    # From a mean and all bands but one, what was joined could be taken apart again.
    whole = len(bands) == len(counted.histogram)
    return Shown(
        answers=counted.ballots,
        shares=tuple(_share(band.least, band.most, band.count, counted.ballots) for band in bands),
        median=float(counted.median) if whole and counted.median is not None else None,
        mean=float(counted.mean) if whole and counted.mean is not None else None,
    )


def _share(least: int, most: int, count: int, total: int) -> Share:
    return Share(least, most, count, count / total, wilson(count, total))


def _percentile(room: ScaleResult, own: Choice) -> float | None:
    """Return her place among bands: exact places, asked often, would tell of each value."""
    bands = bands_of(room.histogram)
    if not bands:
        return None
    at = next(place for place, band in enumerate(bands) if own[0] <= band.most)
    return float(percentile({place: band.count for place, band in enumerate(bands)}, at))


def _likeness(room: Result, own: Choice) -> float | None:
    if room.ballots < FEWEST:
        return None
    scores = sorted({one.score for one in room.figures}, reverse=True)
    theirs = {one.option: scores.index(one.score) for one in room.figures}
    hers = {one: own.index(one) if one in own else len(theirs) for one in theirs}
    return kendall_tau_b(hers, theirs)
