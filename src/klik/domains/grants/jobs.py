"""The execution of a run: a loop of short transactions that can be killed at any instant."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from klik.domains.grants import access, operations, queries
from klik.domains.grants.models import UNDER_WAY, Note, Run
from klik.domains.grants.operations import Chunk, Rendered
from klik.domains.grants.queries import Child
from klik.domains.grants.queries.notes import note_purpose
from klik.domains.people import queries as people
from klik.ground import files
from klik.ground.clock import moment_now
from klik.ground.files import Sealer
from klik.ground.granting.annexes import Annex, annex_csv, annex_pdf
from klik.ground.jobs.queue import enqueue
from klik.ground.jobs.registry import Job, job
from klik.ground.keys.reencryption import register
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.rendering import render_letters
from klik.ground.tenancy import Actor, ActorKind, acting_for, current_actor

EXECUTE: Final = "grants.execute-run"
PLAN: Final = "grants.plan-run"
PLANNED_AT_ONCE: Final = 1_000
"""Children that a plan reads in one transaction: about a second."""
EXECUTOR: Final = Actor(ActorKind.SYSTEM, "execute-run")
Acting = Callable[[], AbstractContextManager[None]]
OnSettled = Callable[[int, int], None]

register(Note, "sealed", note_purpose)


@job(EXECUTE, is_long=True)
def execute_run(asked: Job) -> None:
    """Execute the run that a job names."""
    execute(
        asked.municipality_nis,
        UUID(asked.key),
        moment=moment_now(),
        acting=asked.acting,
        on_settled=asked.progress,
    )


@job(PLAN, is_long=True)
def plan_run(asked: Job) -> None:
    """Plan a run as the clerk who asked for it, with her roles of now."""
    nis, adoption_id, moment = asked.municipality_nis, UUID(asked.key), moment_now()
    with asked.acting():
        clerk = people.actor_behind(asked.arguments["actor"], nis, moment=moment)
    with acting_for([nis], clerk, only_reading=True):
        scope = operations.begin_plan(nis, adoption_id, moment=moment)
        total = queries.rows_to_plan(nis, adoption_id)
    found: list[Child] = []
    while True:
        after = found[-1].row.position if found else None
        with acting_for([nis], clerk, only_reading=True):
            some = list(islice(queries.children(scope, after=after), PLANNED_AT_ONCE))
        found += some
        if len(some) < PLANNED_AT_ONCE:
            break
        asked.progress(len(found), max(total, len(found)))
    with acting_for([nis], clerk):
        operations.finish_plan(scope, found, moment=moment)
        asked.progress(len(found), len(found))


def ask_to_plan(municipality_nis: str, adoption_id: UUID, *, moment: datetime) -> None:
    """Put the plan of a run in the queue, once, in the name of the current actor.

    Raises:
        RunsNotYours: Another role than clerk.
    """
    actor = current_actor()
    if not access.may_plan(actor):
        raise queries.RunsNotYours
    enqueue(
        PLAN,
        key=str(adoption_id),
        municipality_nis=municipality_nis,
        arguments={"actor": actor.reference},
        moment=moment,
    )


def ask_to_execute(run: Run, *, moment: datetime) -> None:
    """Put the execution of an approved run in the queue, once.

    Raises:
        RunsNotYours: Another role than approver.
        RunNotOpen: It was not approved, or it is done.
    """
    if not access.may_execute(current_actor()):
        raise queries.RunsNotYours
    if run.state not in UNDER_WAY:
        raise operations.RunNotOpen("Only a run that was approved can be executed.")
    enqueue(EXECUTE, key=str(run.pk), municipality_nis=run.municipality_nis, moment=moment)


def execute(  # noqa: PLR0913 -- what differs between a job, a command and a proof
    municipality_nis: str,
    run_id: UUID,
    *,
    moment: datetime,
    acting: Acting | None = None,
    on_settled: OnSettled | None = None,
    workers: int | None = None,
    chunk_size: int = operations.CHUNK,
) -> None:
    """Execute an approved run to its end, from wherever it is; a second time changes nothing.

    Args:
        municipality_nis: Whose run it is.
        run_id: The run.
        moment: When.
        acting: Opens the transaction of each step; by default as the job itself.
        on_settled: Called inside the transaction of each chunk with how many children are done.
        workers: Processes that set letters; by default one per processor.
        chunk_size: Children settled together, at most 200.

    Raises:
        RunNotFound: There is none, or it was not approved.
    """
    open_step = acting or (lambda: acting_for([municipality_nis], EXECUTOR))
    with open_step():
        sealer = files.sealer_for(municipality_nis)
        annex = queries.annex(queries.run_of(run_id))
    _file_annex(run_id, annex, sealer, open_step, moment)
    while True:
        with open_step():
            sealer = files.sealer_for(municipality_nis)
            chunk = operations.begin_chunk(run_id, moment=moment, limit=chunk_size)
        if chunk is None:
            return
        rendered = dict(_rendered(chunk, sealer, workers or os.cpu_count() or 1))
        with open_step():
            done, total = operations.settle_chunk(chunk, rendered, moment=moment)
            if on_settled is not None:
                on_settled(done, total)


def _file_annex(
    run_id: UUID, annex: Annex, sealer: Sealer, open_step: Acting, moment: datetime
) -> None:
    pdf, csv = (_stored(sealer, make(annex)) for make in (annex_pdf, annex_csv))
    with open_step():
        operations.file_annex(run_id, pdf, csv, moment=moment)


def _rendered(chunk: Chunk, sealer: Sealer, workers: int) -> Iterator[tuple[str, Rendered | None]]:
    """Yield each letter of a chunk as it is stored; None where it cannot be set."""
    refused: list[str] = []

    def note(reference: str, _: LetterTextRefused) -> None:
        refused.append(reference)

    for reference, pdf in render_letters(chunk.letters, workers=workers, on_refusal=note):
        yield reference, _stored(sealer, pdf)
    yield from ((reference, None) for reference in refused)


def _stored(sealer: Sealer, content: bytes) -> Rendered:
    return Rendered(sealer.store(content), len(content))
