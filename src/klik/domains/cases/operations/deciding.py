"""Taking decisions: many at once, each of them once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from klik.domains.cases import access
from klik.domains.cases.models import Case, Decision, DecisionState
from klik.domains.cases.operations.claiming import Again, claim
from klik.domains.cases.queries.decisions import grounds_purpose
from klik.ground.canonical import canonical, digest_of
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class AlreadyClaimed(Refusal):
    """The benefit was granted before for one of the subject's keys."""

    reason = "This benefit was granted before."


class DecidingNotYours(Refusal):
    """An actor who takes no decisions."""

    status = 403
    reason = "Only an approver of the municipality, or the run she approved, takes decisions."


@dataclass(frozen=True, slots=True)
class Binding:
    """Under what is decided: a release and its parameters, as one council adopted them."""

    adoption_id: UUID
    package: str
    family: str
    release_digest: str
    adoption_digest: str
    parameters_digest: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who decided: the organ, the day, the reference of its decision, and the run it approved."""

    organ: str
    decided_on: date
    reference: str
    run_id: UUID


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that is ready to be taken; its letter is written.

    Attributes:
        case_reference: Of the case; a first decision has the same reference.
        reference: Of the decision.
        number: Which decision of its case it is, from 1. Above 1 it replaces the one that stands.
        subject: The keyed hash by which the subject is known.
        keys: The keyed hash of every key of the subject.
        grounds: What it rests on, as `granting.grounds.grounds_of` writes it down.
        told_by: Digest of the row it rests on.
        row_token: Of that row.
        letter_digest: SHA-256 of the letter, in hexadecimal.
        again: That the benefit is given again after some years; None where it is given once.
    """

    case_reference: str
    reference: str
    number: int
    subject: bytes
    keys: tuple[bytes, ...]
    grounds: Mapping[str, Any] = field(repr=False)
    told_by: str
    row_token: UUID
    letter_digest: str
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of proposals.

    Attributes:
        decisions: Those that were taken, now or by an earlier call, in the order proposed.
        lost: References of proposals whose benefit somebody took first; nothing was decided.
    """

    decisions: tuple[Decision, ...]
    lost: frozenset[str]


def decide_one(
    municipality_nis: str,
    proposal: Proposal,
    *,
    binding: Binding,
    mandate: Mandate,
    moment: datetime,
) -> Decision:
    """Take one decision; again returns the one that was taken.

    Raises:
        AlreadyClaimed: The benefit was granted before for one of the keys.
        DecidingNotYours: Another role.
    """
    found = decide(municipality_nis, [proposal], binding=binding, mandate=mandate, moment=moment)
    if found.lost:
        raise AlreadyClaimed
    return found.decisions[0]


def decide(
    municipality_nis: str,
    proposals: Sequence[Proposal],
    *,
    binding: Binding,
    mandate: Mandate,
    moment: datetime,
) -> Decided:
    """Take decisions of one run; what was taken before is returned and not taken again.

    Every key of a subject is claimed in this transaction. The act itself is recorded by the
    caller, once for all.

    Args:
        municipality_nis: Among those acted for.
        proposals: Of one adoption.
        binding: Under what is decided.
        mandate: Who decided.
        moment: When it is executed.

    Raises:
        DecidingNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: Nothing can be sealed.
    """
    require_acting_for(municipality_nis)
    if not access.may_decide(current_actor()):
        raise DecidingNotYours
    known = _known(proposals)
    fresh = [one for one in proposals if one.reference not in known]
    cases = _cases(municipality_nis, fresh, binding, moment)
    won = _won(fresh, cases, binding, mandate)
    _keep_cases(won, cases)
    _replace(won, cases)
    taken = [_decision(cases[one.case_reference], one, binding, mandate, moment) for one in won]
    Decision.objects.bulk_create(taken)
    known |= {decision.reference: decision for decision in taken}
    return Decided(
        tuple(known[one.reference] for one in proposals if one.reference in known),
        frozenset(one.reference for one in proposals if one.reference not in known),
    )


def _won(
    fresh: Sequence[Proposal], cases: Mapping[str, Case], binding: Binding, mandate: Mandate
) -> list[Proposal]:
    """Claim every key of each subject; return the proposals whose case holds all of its own."""
    of_cases = [(cases[one.case_reference].pk, one) for one in fresh if one.case_reference in cases]
    held = claim(
        binding.family,
        {case_id: one.keys for case_id, one in of_cases},
        taken_on=mandate.decided_on,
        again={case_id: one.again for case_id, one in of_cases if one.again is not None},
    )
    return [one for case_id, one in of_cases if case_id in held]


def _known(proposals: Sequence[Proposal]) -> dict[str, Decision]:
    """Return decisions that were taken on the same row already: those are these."""
    tokens = {one.reference: one.row_token for one in proposals}
    rows = Decision.objects.filter(reference__in=list(tokens)).select_related("case")
    return {row.reference: row for row in rows if row.row_token == tokens[row.reference]}


def _cases(
    municipality_nis: str, proposals: Sequence[Proposal], binding: Binding, moment: datetime
) -> dict[str, Case]:
    """Return the case of each proposal by its reference: a new one, or the one that continues.

    A proposal that does not follow on the latest decision of its case has no case: it is lost.
    """
    latest = _latest([one.case_reference for one in proposals])
    found: dict[str, Case] = {}
    for one in proposals:
        before = latest.get(one.case_reference)
        if before is not None and before.number == one.number - 1:
            found[one.case_reference] = before.case
        elif before is None and one.number == 1:
            found[one.case_reference] = Case(
                id=uuid4(),
                municipality_nis=municipality_nis,
                reference=one.case_reference,
                family=binding.family,
                subject=one.subject,
                opened_at=moment,
            )
    return found


def _latest(case_references: Sequence[str]) -> dict[str, Decision]:
    """Return the latest decision of each case, whatever became of it; locked until the end."""
    rows = (
        Decision.objects.select_for_update(of=("self",))
        .filter(case__reference__in=case_references)
        .select_related("case")
        .order_by("number")
    )
    return {row.case.reference: row for row in rows}


def _keep_cases(won: Sequence[Proposal], cases: Mapping[str, Case]) -> None:
    Case.objects.bulk_create([cases[one.case_reference] for one in won if one.number == 1])


def _replace(won: Sequence[Proposal], cases: Mapping[str, Case]) -> None:
    replaced = [cases[one.case_reference].pk for one in won if one.number > 1]
    if replaced:
        Decision.objects.filter(case__in=replaced, state=DecisionState.STANDING).update(
            state=DecisionState.REPLACED
        )


def _decision(
    case: Case, proposal: Proposal, binding: Binding, mandate: Mandate, moment: datetime
) -> Decision:
    grounds = proposal.grounds
    nis = case.municipality_nis
    decision = Decision(
        municipality_nis=nis,
        case=case,
        number=proposal.number,
        reference=proposal.reference,
        outcome=grounds["outcome"],
        amount_cents=grounds["amount_cents"],
        organ=mandate.organ,
        council_reference=mandate.reference,
        decided_on=mandate.decided_on,
        decided_at=moment,
        adoption_id=binding.adoption_id,
        package=binding.package,
        release_digest=binding.release_digest,
        adoption_digest=binding.adoption_digest,
        parameters_digest=binding.parameters_digest,
        sealed_grounds=encrypt(nis, grounds_purpose(proposal.reference), canonical(grounds)),
        grounds_digest=digest_of(grounds).hex(),
        told_by=proposal.told_by,
        letter_digest=proposal.letter_digest,
        run_id=mandate.run_id,
        row_token=proposal.row_token,
    )
    decision.digest = decision.expected_digest()
    return decision
