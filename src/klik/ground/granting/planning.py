"""What a run would do with one child: pure, so that plan, approval and execution agree."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from klik.ground.canonical import digest_of
from klik.ground.deliveries import Accepted
from klik.ground.granting.grounds import kept_row, payee_plain, told_by
from klik.ground.granting.noted import Noted
from klik.ground.granting.rulings import Ruling, rule_on
from klik.ground.granting.subjects import subject_of
from klik.packages.adoption import Adoption
from klik.packages.wording import Language
from klik.rules.decision import Outcome
from klik.rules.situation import EarlierAward

WITHDRAWAL = "INTREKKING"


class Treatment(enum.StrEnum):
    """What a run does with a child."""

    GRANT = "grant"  # a decision, its letter and what it pays
    REVISE = "revise"  # the same in place of an earlier decision that is not yet paid
    PERSON = "person"  # a task for a person
    NONE = "none"  # nothing: not selected, decided before, withdrawn before it was decided


@dataclass(frozen=True, slots=True)
class Before:
    """What was decided about a child before.

    Attributes:
        reference: Of the decision that stands; empty where another municipality took it.
        told_by: Digest of the row that it rests on, as `grounds.told_by` gives it.
        amount_cents: What it granted.
        is_paid: Whether money or a voucher has left, or is about to.
        taken_on: The day it was taken.
    """

    taken_on: date
    reference: str = ""
    told_by: str = ""
    amount_cents: int | None = None
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One child as the registers show it now.

    Attributes:
        row: Its row, of which the latest correction counts.
        reference: Of the case: the same child gets the same one.
        noted: What a person found out.
        before: What stands about it, here or elsewhere; None where nothing does.
        number: Which decision of its case one would be now, from 1.
        is_double: Whether its keys lead to two children of whom each was decided.
    """

    row: Accepted
    reference: str
    noted: Noted
    before: Before | None = None
    number: int = 1
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run would do with one child.

    Attributes:
        ruling: What the rules say today.
        treatment: What the run does.
        reason: Why a person comes in, or why nothing happens; a code of `persons.REASONS`.
        amount_cents: What the child gets, now or by the decision that stands; None for nothing.
        digest: Of everything that an approver approves for this child; hexadecimal.
    """

    ruling: Ruling
    treatment: Treatment
    reason: str
    amount_cents: int | None
    digest: str

    @property
    def reference(self) -> str:
        """Return the reference of the decision: of the case, with a number from the second on."""
        return self.ruling.subject.reference


def plan_one(
    adoption: Adoption, candidate: Candidate, *, decided_on: date, language: Language
) -> Planned:
    """Return what a run of `decided_on` would do with a child.

    Source: DESIGN, decisions 4 and 8; a correction before payment gives a new decision in place
    of the earlier one, after payment a person decides.
    """
    before = candidate.before
    ruling = _ruling(adoption, candidate, decided_on, language)
    treatment, reason = _treatment(adoption, candidate, ruling)
    granting = treatment in (Treatment.GRANT, Treatment.REVISE)
    amount = ruling.amount_cents if granting else before.amount_cents if before else None
    digest = _digest(adoption, candidate, ruling, (treatment.value, reason))
    return Planned(ruling, treatment, reason, amount, digest)


def revised_reference(case: str, number: int) -> str:
    """Return the reference of a decision of a case: `GEB-37021-ABCDEFGHIJ`, then with `-2`."""
    return case if number == 1 else f"{case}-{number}"


def plan_digest(adoption_digest: str, planned: Iterable[Planned]) -> str:
    """Return the digest of a whole plan: the adoption and every child in it, in any order."""
    return digest_of([adoption_digest, *sorted(one.digest for one in planned)]).hex()


def figures_of(adoption: Adoption, planned: Iterable[Planned]) -> dict[str, Any]:
    """Return the figures of a plan as plain values.

    `rows`, per outcome and treatment and reason how many, `unmet` per condition, `awards` with
    count and cents per award, `budget_keys` with cents; amounts of what this run grants only.
    """
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("outcomes", "treatments", "reasons", "unmet")
    }
    awards: dict[str, dict[str, Any]] = {}
    rows = cents = 0
    for one in planned:
        rows += 1
        counts["outcomes"][str(one.ruling.decision.outcome)] += 1
        counts["treatments"][one.treatment.value] += 1
        if one.reason:
            counts["reasons"][one.reason] += 1
        if one.ruling.decision.outcome == Outcome.NOT_SELECTED:
            counts["unmet"].update(one.ruling.decision.unmet)
        if one.treatment in (Treatment.GRANT, Treatment.REVISE):
            cents += _add_awards(awards, one.ruling)
    budget_key = str(adoption.content["granting_body"]["budget_key"])
    return {
        "rows": rows,
        **{name: dict(sorted(counted.items())) for name, counted in counts.items()},
        "awards": awards,
        "budget_keys": {budget_key: cents},
        "total_cents": cents,
    }


def _add_awards(awards: dict[str, dict[str, Any]], ruling: Ruling) -> int:
    cents = 0
    for award in ruling.decision.awards:
        if award.outcome != Outcome.GRANTED:
            continue
        sums = awards.setdefault(award.id, {"given_as": award.given_as, "count": 0, "cents": 0})
        sums["count"] += 1
        sums["cents"] += int((award.amount or 0) * 100)
        cents += int((award.amount or 0) * 100)
    return cents


def _ruling(
    adoption: Adoption, candidate: Candidate, decided_on: date, language: Language
) -> Ruling:
    before = candidate.before
    elsewhere = before is not None and not before.reference
    subject = subject_of(
        adoption,
        candidate.row,
        reference=revised_reference(candidate.reference, candidate.number),
        decided_on=decided_on,
        noted=candidate.noted,
        earlier=(EarlierAward(Decimal(0), before.taken_on),) if before and elsewhere else (),
    )
    ruling = rule_on(adoption, subject, language=language)
    # An earlier award elsewhere is all there is to say; nobody needs to read a letter first.
    return replace(ruling, reason="") if elsewhere else ruling


def _treatment(adoption: Adoption, candidate: Candidate, ruling: Ruling) -> tuple[Treatment, str]:
    before = candidate.before
    if candidate.is_double:
        return Treatment.PERSON, "event"
    if before is not None and before.reference:
        return _treatment_again(adoption, candidate, ruling, before)
    if candidate.row.values.get("event") == WITHDRAWAL:
        return Treatment.NONE, "withdrawn"
    if before is not None:
        return Treatment.NONE, "elsewhere"
    if ruling.is_told:
        return Treatment.GRANT, ruling.reason
    return (Treatment.PERSON if ruling.reason else Treatment.NONE), ruling.reason


def _treatment_again(
    adoption: Adoption, candidate: Candidate, ruling: Ruling, before: Before
) -> tuple[Treatment, str]:
    """Return what to do with a child of whom a decision stands here."""
    if candidate.row.values.get("event") == WITHDRAWAL:
        return Treatment.PERSON, "withdrawn-after-payment" if before.is_paid else "event"
    if told_by(adoption, candidate.row) == before.told_by:
        return Treatment.NONE, "decided"
    if before.is_paid:
        return Treatment.PERSON, "corrected-after-payment"
    if ruling.is_told:
        return Treatment.REVISE, ruling.reason
    return Treatment.PERSON, "event"


def _digest(
    adoption: Adoption, candidate: Candidate, ruling: Ruling, treated: tuple[str, str]
) -> str:
    """Return the digest of a child in a plan; the day is left out, for approval has its own."""
    decision = ruling.decision
    noted = candidate.noted
    return digest_of(
        {
            "row": {name: value for name, value in kept_row(adoption, candidate.row).items()
                    if name != "line"},
            "noted": [noted_plain(noted.facts), noted.is_bereaved, noted.was_read,
                      noted.own_words, *payee_plain(noted).values()],
            "reference": ruling.subject.reference,
            "outcome": str(decision.outcome),
            "verdicts": {name: str(verdict) for name, verdict in decision.verdicts.items()},
            "awards": [
                [one.id, str(one.outcome), one.given_as,
                 None if one.amount is None else str(one.amount), one.quantity]
                for one in decision.awards
            ],
            "treated": list(treated),
        }
    ).hex()  # fmt: skip


def noted_plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return noted facts as they were written, sorted by name."""
    return {name: facts[name] for name in sorted(facts)}
