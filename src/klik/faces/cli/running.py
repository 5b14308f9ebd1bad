"""What `klik run` does; needs Django."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import jobs, operations, queries
from klik.domains.people import queries as people
from klik.ground.clock import HOME
from klik.ground.granting.annexes import annex_csv, annex_pdf
from klik.ground.refusals import Refusal
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

OPERATOR: Final = Actor(ActorKind.OPERATOR, "run")
Progress = Callable[[int], None]


class NotChosen(Refusal):
    """The command names no adoption or run, or several."""

    status = 422


@dataclass(frozen=True, slots=True)
class Shown:
    """A run in figures.

    Attributes:
        id: Of the run.
        municipality_nis: Whose it is.
        state: How far it is.
        figures: Counts and sums, as it was planned.
        unmet: Per condition how many it left out.
        exceptions: Per reason how many a person looks at.
        new, gone, changed: Beside the last run over the same adoption.
        done, total: Children that were done.
    """

    id: str
    municipality_nis: str
    state: str
    figures: dict[str, Any]
    unmet: dict[str, int]
    exceptions: dict[str, int]
    new: int
    gone: int
    changed: int
    done: int
    total: int


def plan(municipality_nis: str, adoption: str, *, by: str, moment: datetime) -> str:
    """Plan a run over an adoption that is in force; return its id.

    Args:
        municipality_nis: NIS code of today.
        adoption: How its id begins; empty where one is in force.
        by: The e-mail of the clerk who plans; empty for the operator.
        moment: When.

    Raises:
        NotChosen: Several adoptions are in force, or none fits.
    """
    actor = _actor(municipality_nis, by, moment)
    with acting_for([municipality_nis], actor):
        in_force = catalogue.adoptions_in_force(municipality_nis, moment.astimezone(HOME).date())
        found = [one for one in in_force if str(one.pk).startswith(adoption)]
        if len(found) != 1:
            known = "".join(f"\n  {one.pk}  {one.package}" for one in in_force)
            raise NotChosen(f"Name one adoption with --adoption; in force are:{known or ' none'}")
        return str(operations.plan(municipality_nis, found[0].pk, moment=moment).pk)


def approve(
    run: str, *, by: str, organ: str, reference: str, decided_on: date | None, moment: datetime
) -> None:
    """Note the decision of an organ on a run, as the member of staff `by`."""
    run_id, nis = _run(run)
    actor = _actor(nis, by, moment)
    with acting_for([nis], actor):
        found = queries.run_of(run_id)
        operations.approve(
            found,
            organ=organ or queries.annex(found).organ,
            decided_on=decided_on or moment.astimezone(HOME).date(),
            reference=reference,
            moment=moment,
        )


def execute(run: str, *, moment: datetime, workers: int | None, progress: Progress | None) -> None:
    """Execute an approved run to its end, in this process."""
    run_id, nis = _run(run)

    def tell(done: int, _: int) -> None:
        if progress is not None:
            progress(done)

    jobs.execute(nis, run_id, moment=moment, workers=workers, on_settled=tell)


def shown(run: str) -> Shown:
    """Return a run in figures."""
    run_id, nis = _run(run)
    with acting_for([nis], OPERATOR, only_reading=True):
        found = queries.run_of(run_id)
        difference, far = queries.difference_with_last(found), queries.progress(found)
        reasons = [item.reason for item in queries.exceptions(found)]
        return Shown(
            id=str(found.pk),
            municipality_nis=nis,
            state=found.state,
            figures=found.figures,
            unmet=dict(queries.not_selected_counts(found)),
            exceptions={one: reasons.count(one) for one in dict.fromkeys(reasons)},
            new=len(difference.new),
            gone=len(difference.gone),
            changed=len(difference.changed),
            done=far.done,
            total=far.total,
        )


def write_annex(run: str, folder: Path) -> list[Path]:
    """Write the list annexed to the decision as PDF and CSV; return both files."""
    run_id, nis = _run(run)
    with acting_for([nis], OPERATOR, only_reading=True):
        annex = queries.annex(queries.run_of(run_id))
    folder.mkdir(parents=True, exist_ok=True)
    written = {"pdf": annex_pdf(annex), "csv": annex_csv(annex)}
    for ending, content in written.items():
        (folder / f"annex-{run_id}.{ending}").write_bytes(content)
    return [folder / f"annex-{run_id}.{ending}" for ending in written]


def _run(begins: str) -> tuple[UUID, str]:
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        found = queries.runs_beginning(begins)
    if len(found) != 1:
        some = "\n  ".join(str(one.pk) for one in found[:10])
        raise NotChosen(
            f"No run begins with {begins!r}; klik run plan makes one."
            if not found
            else f"Several runs begin so; write more of it:\n  {some}"
        )
    return found[0].pk, found[0].municipality_nis


def _actor(municipality_nis: str, email: str, moment: datetime) -> Actor:
    if not email:
        return OPERATOR
    with acting_for([municipality_nis], OPERATOR, only_reading=True):
        return people.actor_of(people.account_of(email), municipality_nis, moment=moment)
