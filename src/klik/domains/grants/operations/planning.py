"""Planning a run: what would be decided today, for everybody under an adoption."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access, queries
from klik.domains.grants.models import UNDER_WAY, Run, RunItem, RunKind, RunState
from klik.domains.grants.queries import Child, RunsNotYours, Scope, children
from klik.ground.clock import HOME
from klik.ground.granting.planning import figures_of, plan_digest
from klik.ground.letters.letter import Language
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for
from klik.packages.adoption import Adoption
from klik.rules.rulebook import Once

_INSERTED_AT_ONCE: Final = 500


class RunUnderWay(Refusal):
    """An earlier plan was approved and is not executed to the end."""

    reason = "An approved run over this adoption is under way. Plan again when it is done."


class OnceEverOnly(Refusal):
    """A benefit that comes back, which a run cannot grant yet."""

    status = 422
    reason = (
        "A run grants what a subject gets once, for ever. This package may be granted again, so "
        "its cases are decided one by one."
    )


def plan(
    municipality_nis: str, adoption_id: UUID, *, moment: datetime, language: Language = "nl"
) -> Run:
    """Plan a run over an adoption: what would be decided on the day of `moment`.

    Nothing is decided yet. A plan that waits is replaced; where nothing changed since, and it is
    the same person's, it is returned as it is.

    Args:
        municipality_nis: Among those acted for.
        adoption_id: Of its own.
        moment: When.
        language: Of the letters.

    Raises:
        RunsNotYours: Another role than clerk.
        RunUnderWay: An approved run is not executed to the end.
        OnceEverOnly: The package grants a subject more than once.
        AdoptionNotFound, RegisterNotFound: There is no such adoption, or it has no agreement.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    scope = begin_plan(municipality_nis, adoption_id, moment=moment, language=language)
    return finish_plan(scope, list(children(scope)), moment=moment)


def begin_plan(
    municipality_nis: str, adoption_id: UUID, *, moment: datetime, language: Language = "nl"
) -> Scope:
    """Return what a plan of today is about, of which the children are still to be read.

    Of many children they are read in several transactions; `finish_plan` keeps the plan. What
    changed in between makes it stale, which the approval finds.

    Raises:
        RunsNotYours: Another role than clerk.
        RunUnderWay: An approved run is not executed to the end.
        OnceEverOnly: The package grants a subject more than once.
        AdoptionNotFound: There is no such adoption.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_plan(current_actor()):
        raise RunsNotYours
    record = catalogue.adoption_of(adoption_id)
    scope = Scope(record, catalogue.compiled(record), moment.astimezone(HOME).date(), language)
    refuse_repeated(scope.adoption)
    if queries.runs_under_way(adoption_id).exists():
        raise RunUnderWay
    return scope


def finish_plan(scope: Scope, found: Sequence[Child], *, moment: datetime) -> Run:
    """Keep the plan over these children; a plan that waits is replaced, or stays if it is equal.

    Raises:
        RunUnderWay: A plan was approved meanwhile.
        RunsNotYours: Another role than clerk.
    """
    if not access.may_plan(current_actor()):
        raise RunsNotYours
    earlier = _open_runs(scope)
    run = new_run(scope, found, moment)
    if earlier is not None:
        same = (earlier.plan_digest, earlier.planned_by, earlier.planned_on, earlier.language)
        if same == (run.plan_digest, run.planned_by, run.planned_on, run.language):
            return earlier
        earlier.state = RunState.CANCELLED
        earlier.save(update_fields=["state"])
    return keep(run, found, moment)


def _open_runs(scope: Scope) -> Run | None:
    """Return the plan that waits over an adoption, locked.

    Raises:
        RunUnderWay: It was approved.
    """
    runs = Run.objects.select_for_update().filter(
        adoption_id=scope.record.pk, kind=RunKind.PROACTIVE
    )
    found = runs.filter(state__in=[RunState.PLANNED, *UNDER_WAY]).first()
    if found is not None and found.state in UNDER_WAY:
        raise RunUnderWay
    return found


def new_run(scope: Scope, found: Sequence[Child], moment: datetime) -> Run:
    """Return a run that is not saved, over children that were planned."""
    planned = [child.planned for child in found]
    return Run(
        municipality_nis=scope.record.municipality_nis,
        adoption_id=scope.record.pk,
        family=scope.record.family,
        language=scope.language,
        plan_digest=digest_of_plan(scope, found),
        figures=figures_of(scope.adoption, planned),
        planned_on=scope.decided_on,
        planned_at=moment,
        planned_by=current_actor().reference,
    )


def digest_of_plan(scope: Scope, found: Sequence[Child]) -> str:
    """Return what an approver approves, as one digest: adoption, release, and every child."""
    adopted = f"{scope.record.digest}/{scope.record.release.digest}/{scope.adoption.period}"
    return plan_digest(adopted, (child.planned for child in found))


def keep(run: Run, found: Sequence[Child], moment: datetime) -> Run:
    """Save a run with its children, and record the act."""
    run.save(force_insert=True)
    RunItem.objects.bulk_create(
        [_item(run, child) for child in found], batch_size=_INSERTED_AT_ONCE
    )
    record_act(
        run.municipality_nis,
        "grants.plan",
        subject=f"run:{run.pk}",
        payload={
            "adoption": str(run.adoption_id),
            "digest": run.plan_digest,
            "figures": run.figures,
        },
        moment=moment,
    )
    return run


def _item(run: Run, child: Child) -> RunItem:
    planned = child.planned
    decision = planned.ruling.decision
    return RunItem(
        municipality_nis=run.municipality_nis,
        run=run,
        position=child.row.position,
        row_token=child.row.token,
        reference=planned.reference,
        treatment=planned.treatment,
        outcome=str(decision.outcome),
        amount_cents=planned.amount_cents,
        reason=planned.reason,
        unmet=list(decision.unmet),
        missing=list(decision.missing),
        has_new_keys=child.has_new_keys,
        digest=planned.digest,
    )


def refuse_repeated(adoption: Adoption) -> None:
    """Refuse a package of which a subject may get a benefit more than once.

    Raises:
        OnceEverOnly: It is one.
    """
    rulebook = adoption.package.rulebook
    ever = Once()
    if rulebook.once != ever and any(award.once != ever for award in rulebook.awards):
        raise OnceEverOnly
