"""Executing what was approved, a chunk at a time: what follows from one child is one transaction.

A chunk is prepared in one transaction, its letters are set outside any, and it is settled in
another one. Killed in between, nothing happened but letters that nobody refers to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.cases.operations import Rendered
from klik.domains.catalogue.models import AdoptionState
from klik.domains.documents import operations as documents
from klik.domains.grants import access
from klik.domains.grants.models import (
    UNDER_WAY,
    Closing,
    ItemState,
    Run,
    RunItem,
    RunState,
)
from klik.domains.grants.operations.effects import Effects, Settled
from klik.domains.grants.queries import (
    Child,
    RunNotFound,
    RunsNotYours,
    Scope,
    children,
    scope_of,
)
from klik.ground.canonical import digest_of
from klik.ground.granting.notices import Notices
from klik.ground.granting.planning import Treatment
from klik.ground.granting.rulings import letter_of
from klik.ground.letters.letter import Letter
from klik.ground.tenancy import current_actor

CHUNK: Final = 200


@dataclass(frozen=True, slots=True)
class Chunk:
    """Children of a run that are settled together, with the letters that are to be set.

    Attributes:
        run_id: Whose chunk it is.
        item_ids: Its items, at most 200.
        letters: Per reference of a decision its letter.
    """

    run_id: UUID
    item_ids: tuple[int, ...]
    letters: tuple[tuple[str, Letter], ...] = field(repr=False)


def begin_chunk(run_id: UUID, *, moment: datetime, limit: int = CHUNK) -> Chunk | None:
    """Return what is to be done next in an approved run; None once everything is.

    Then the run is done. What was withdrawn as an adoption since is not executed: it is stale.

    Args:
        run_id: Of a run of a municipality acted for.
        moment: When.
        limit: How many children at most.

    Raises:
        RunNotFound: There is none, or it was not approved.
        RunsNotYours: Another role.
    """
    run = _locked(run_id)
    if run.state not in UNDER_WAY:
        return None
    scope = _scope(run)
    if scope.record.state == AdoptionState.WITHDRAWN:
        _end(run, RunState.STALE, moment)
        return None
    if run.state == RunState.APPROVED:
        _begin(run)
    items = _pending(run, limit)
    if not items:
        _end(run, RunState.DONE, moment)
        return None
    notices = Notices(scope.adoption, language=scope.language)
    letters = tuple(
        (child.planned.reference, letter_of(notices, child.planned.ruling))
        for child in _unchanged(scope, items).values()
        if child.planned.treatment in (Treatment.GRANT, Treatment.REVISE)
    )
    return Chunk(run.pk, tuple(item.pk for item in items), letters)


def settle_chunk(
    chunk: Chunk, rendered: Mapping[str, Rendered | None], *, moment: datetime
) -> tuple[int, int]:
    """Do everything that follows for the children of a chunk; settled again, nothing happens.

    Decisions, claims, documents, orders, hand-outs, messages, tasks and items stand or fall
    together. A child whose row, note or earlier decision changed since the approval is left to the
    next run.

    Args:
        chunk: As `begin_chunk` gave it.
        rendered: Per reference its letter as it is stored; None where it could not be set.
        moment: When.

    Returns:
        How many children of the run are done, and how many it has.

    Raises:
        RunNotFound: The run was ended meanwhile.
        RunsNotYours: Another role.
    """
    run = _locked(chunk.run_id)
    waiting = RunItem.objects.filter(run=run, pk__in=chunk.item_ids, state=ItemState.PENDING)
    items = list(waiting.order_by("position")) if run.state in UNDER_WAY else []
    if items:
        scope = _scope(run)
        effects = Effects(run, scope, rendered, moment)
        settled = effects.settle(items, _unchanged(scope, items))
        _close(run, items, settled, moment)
    done = RunItem.objects.filter(run=run, state=ItemState.DONE).count()
    return done, RunItem.objects.filter(run=run).count()


def file_annex(run_id: UUID, pdf: Rendered, csv: Rendered, *, moment: datetime) -> None:
    """File the list annexed to the decision of a run, once, in both its forms."""
    run = _locked(run_id)
    documents.file_documents(
        run.municipality_nis,
        [
            documents.Filing(
                key=f"annex:{run.pk}.{ending}",
                digest=stored.digest,
                size=stored.size,
                media_type=media_type,
                title="Lijst bij de beslissing" if run.language == "nl" else "List to the decision",
                about_kind="run",
                about=str(run.pk),
            )
            for ending, media_type, stored in (
                ("pdf", "application/pdf", pdf),
                ("csv", "text/csv", csv),
            )
        ],
        moment=moment,
    )


def _locked(run_id: UUID) -> Run:
    if not access.may_execute(current_actor()):
        raise RunsNotYours
    run = Run.objects.select_for_update().filter(pk=run_id).exclude(decided_on=None).first()
    if run is None:
        raise RunNotFound
    return run


def _scope(run: Run) -> Scope:
    if run.decided_on is None:
        raise RunNotFound
    return scope_of(run, decided_on=run.decided_on)


def _begin(run: Run) -> None:
    """Take up a run: what it leaves alone is done at once."""
    run.state = RunState.EXECUTING
    run.save(update_fields=["state"])
    RunItem.objects.filter(
        run=run, treatment=Treatment.NONE, has_new_keys=False, state=ItemState.PENDING
    ).update(state=ItemState.DONE, closed_as=Closing.NOTHING)


def _pending(run: Run, limit: int) -> list[RunItem]:
    items = RunItem.objects.filter(run=run, state=ItemState.PENDING)
    return list(items.order_by("position")[:limit])


def _unchanged(scope: Scope, items: list[RunItem]) -> dict[UUID, Child]:
    """Return the children that are still what was approved, by the token of their row."""
    approved = {item.row_token: item.digest for item in items}
    return {
        child.row.token: child
        for child in children(scope, only=frozenset(approved))
        if child.planned.digest == approved[child.row.token]
    }


def _close(run: Run, items: list[RunItem], settled: Settled, moment: datetime) -> None:
    for item in items:
        item.state = ItemState.DONE
        item.closed_as = settled.closings.get(item.row_token, Closing.CHANGED)
    RunItem.objects.bulk_update(items, ["state", "closed_as"])
    record_act(
        run.municipality_nis,
        "grants.execute-chunk",
        subject=f"run:{run.pk}",
        payload={
            "first": items[0].position,
            "last": items[-1].position,
            "count": len(items),
            "decisions": len(settled.decisions),
            "digest": digest_of(
                [[one.reference, bytes(one.digest).hex()] for one in settled.decisions]
            ).hex(),
        },
        moment=moment,
    )


def _end(run: Run, state: RunState, moment: datetime) -> None:
    run.state = state
    run.done_at = moment if state == RunState.DONE else None
    run.save(update_fields=["state", "done_at"])
    record_act(
        run.municipality_nis,
        "grants.end-run",
        subject=f"run:{run.pk}",
        payload={"state": state.value},
        moment=moment,
    )
