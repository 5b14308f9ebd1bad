"""The whole of a run, killed again and again: deliveries of every edge case until done, each once.

Everything is what an installation uses: the job of a worker, letters set by typst, the file store,
the files for the bank, mail by SMTP. It runs in a process that set no letter itself (see `clean`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from tests.factories.acting import CLERK, NOON, OPERATOR
from tests.factories.grants import APPROVER, Town, town_in
from tests.factories.payments import FINANCE, PAY_ON, allow_alone
from tests.faults.forks import fork, waited
from tests.faults.harness import ENDED, Killer, finish, watch
from tests.faults.mail_server import MailServer, mail_server
from tests.faults.town_checks import assert_everything_once, assert_no_mail_lost

from klik.domains.grants import jobs as grant_jobs
from klik.domains.grants import operations as grants
from klik.domains.grants.models import Run
from klik.domains.messages import operations as messages
from klik.domains.messages import ports
from klik.domains.messages.jobs import send_waiting
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.payments import jobs as payment_jobs
from klik.domains.payments import operations as payments
from klik.domains.payments.operations import batches
from klik.gateways.mail.smtp import SmtpMailer, SmtpServer
from klik.ground.clock import HOME, moment_now
from klik.ground.deliveries.synthetic import Row, generate_births
from klik.ground.files import Sealer
from klik.ground.jobs import registry
from klik.ground.jobs.models import JobState, QueuedJob
from klik.ground.jobs.registry import Job
from klik.ground.jobs.worker import Terms, run_worker
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters import rendering
from klik.ground.tenancy import acting_for
from klik.ground.territory import municipalities

CHUNK, RENDERING, SENDING = "chunk transaction", "rendering", "outbox sending"
BEFORE, AFTER = "batch file before rename", "between rename and commit"
SECTIONS = (CHUNK, RENDERING, SENDING, BEFORE, AFTER)
POOL = "rendering in processes of a pool"
_WRITING = "writing a batch"

ROWS_A_TOWN, ROWS_A_FILE = 64, 8
_CHILDREN_A_CHUNK, _ORDERS_A_BATCH = 3, 2
_HELD_SECONDS = 0.015
_MOST_KILLS_A_FILE = 40
_POOLED = 0.15  # of the files; a pool takes most of a second to start


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof does.

    Attributes:
        folder: For deliveries and accepted mail.
        seed: Of the kills.
        kills_each: In each section.
        workers: How many at once; one of them is killed.
    """

    folder: Path
    seed: int
    kills_each: int
    workers: int = 1


@dataclass(slots=True)
class _Ground:
    """Where the kills take place."""

    proof: Proof
    killer: Killer
    random: Random
    server: MailServer
    hours: int = 0
    towns: list[Town] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def later(self) -> datetime:
        """Return a moment at which every lease on a mail has ended."""
        self.hours += 1
        return moment_now() + timedelta(hours=self.hours)


def prove(proof: Proof) -> str:
    """Kill workers until every section had its kills; return the histogram.

    Raises:
        AssertionError: Something was done twice, or not at all.
    """
    random = Random(f"{proof.seed}/town")  # noqa: S311 -- draws instants, protects nothing
    killer = Killer(
        random,
        sections=SECTIONS,
        kills_each=proof.kills_each,
        also=(POOL, _WRITING),
        aimed=0.8,
        first_entries=2,
    )
    with pytest.MonkeyPatch.context() as patch, mail_server(proof.folder / "accepted") as server:
        _watch_all(patch)
        named = SmtpServer("127.0.0.1", server.port, "klik@voorbeeld.example")
        patch.setattr(ports.mailer, "_service", named.open)
        ground = _Ground(proof, killer, random, server)
        files = _files(ground)
        for _ in killer.rounds():
            _choose_rendering(patch, with_pool=random.random() < _POOLED)
            ground.runs = [_made_ready(town, rows, name) for town, rows, name in next(files)]
            _kill_until_done(ground)
            _choose_rendering(patch, with_pool=False)
            _finish(ground)
        _assert_once(ground)
        finish(ground.towns[-1].assert_reproduced)
    mails = [one for one, _ in server.accepted()]
    return (
        f"{len(mails)} mails accepted, {len(mails) - len(set(mails))} of them repeats; "
        f"{killer.histogram()}"
    )


def _watch_all(patch: pytest.MonkeyPatch) -> None:
    # Held: the moments between the last statement and the commit, and between the answer of a mail
    # server and the note of it, are short, and what they leave is the hardest.
    held, after = _HELD_SECONDS, True
    watch(patch, CHUNK, grants, "settle_chunk")
    watch(patch, CHUNK, Job, "progress", stretch=held, after=after)
    watch(patch, RENDERING, grant_jobs, "_rendered")
    watch(patch, POOL, rendering, "_pooled")
    watch(patch, SENDING, SmtpMailer, "send")
    watch(patch, SENDING, SmtpMailer, "send", stretch=held, after=after)
    watch(patch, _WRITING, payment_jobs, "_write")
    watch(patch, BEFORE, Path, "replace", stretch=held, within=_WRITING)
    watch(patch, AFTER, Path, "replace", stretch=held, after=after, within=_WRITING)
    watch(patch, AFTER, Sealer, "finish", stretch=held, after=after, within=_WRITING)
    patch.setattr(batches, "ORDERS_A_BATCH", _ORDERS_A_BATCH)
    registry.recurring_jobs()
    patch.setattr(registry, "_recurring", {})


def _choose_rendering(patch: pytest.MonkeyPatch, *, with_pool: bool) -> None:
    """Let a worker set letters by itself, as it does few, or with a pool, as it does many."""
    patch.setattr(rendering, "_CHUNK", 2 if with_pool else 25)
    size = ROWS_A_FILE if with_pool else _CHILDREN_A_CHUNK
    patch.setitem(grant_jobs.execute.__kwdefaults__ or {}, "chunk_size", size)


def _files(ground: _Ground) -> Iterator[list[tuple[Town, list[Row], str]]]:
    """Yield a file for each of some towns, and go to other towns when theirs are all delivered."""
    known = iter(municipalities())
    while True:
        _assert_once(ground)
        ground.towns = [_town(ground, nis) for nis in islice(known, ground.proof.workers)]
        rows = [_rows_of(town.nis) for town in ground.towns]
        for first in range(0, ROWS_A_TOWN, ROWS_A_FILE):
            yield [
                (town, its[first : first + ROWS_A_FILE], f"{first}.csv")
                for town, its in zip(ground.towns, rows, strict=True)
            ]


def _town(ground: _Ground, nis: str) -> Town:
    town = town_in(ground.proof.folder / nis, nis=nis)
    with acting_for([nis], OPERATOR):
        load_municipalities()
    allow_alone(nis)
    return town


def _rows_of(nis: str) -> list[Row]:
    return list(generate_births(municipality_nis=nis, year=2026, count=ROWS_A_TOWN))


def _made_ready(town: Town, rows: Sequence[Row], name: str) -> Run:
    """Deliver, plan, approve, and ask a worker to execute."""
    numbers = [row["beneficiary1_insz"] for row in rows if row["beneficiary1_insz"]]
    with acting_for([town.nis], CLERK):
        for place, number in enumerate(numbers):
            if place % 4:  # every fourth has chosen nothing, and gets paper
                messages.set_preference(
                    town.nis,
                    person=keyed_hash(f"insz:{number}"),
                    channel="email",
                    email_address=f"ouder{place}@voorbeeld.example",
                    moment=NOON,
                )
    town.deliver(*rows, name=name)
    now = moment_now().astimezone(HOME)  # whatever day it is
    run = town.approve(town.plan(moment=now), moment=now)
    _ask(town, run)
    return run


def _ask(town: Town, run: Run) -> None:
    with acting_for([town.nis], APPROVER):
        grant_jobs.ask_to_execute(run, moment=moment_now())


def _kill_until_done(ground: _Ground) -> None:
    for _ in range(_MOST_KILLS_A_FILE):
        work = partial(_work, ground.towns, ground.later())
        beside = [fork(work) for _ in range(1, ground.proof.workers)]
        place = ground.killer.kill(work)
        _require_ended(beside)
        _free(ground)
        if place == ENDED:
            return


def _finish(ground: _Ground) -> None:
    finish(partial(_work, ground.towns, ground.later()))


def _assert_once(ground: _Ground) -> None:
    for town in ground.towns:
        assert_everything_once(town)
    if ground.towns:
        assert_no_mail_lost(ground.server, [town.nis for town in ground.towns])


def _require_ended(forks: list[tuple[int, int]]) -> None:
    """Wait for workers that nobody kills: what happens beside them never breaks them."""
    for reading, pid in forks:
        assert waited(pid) == 0
        os.close(reading)


def _free(ground: _Ground) -> None:
    """Let the leases of dead workers end, and ask again for what died too often."""
    QueuedJob.objects.filter(state=JobState.RUNNING).update(leased_until=moment_now())
    for town, run in zip(ground.towns, ground.runs, strict=True):
        if town.run(run.pk).state != "done":
            _ask(town, run)


def _work(towns: Sequence[Town], moment: datetime) -> None:
    """Do what workers and a clerk of finance do after an approval."""
    run_worker(once=True, terms=Terms(f"worker:{os.getpid()}"))
    for town in towns:
        with acting_for([town.nis], FINANCE):
            payments.draw_batches(town.nis, execution_on=PAY_ON, moment=NOON)
        payment_jobs.write_batches(town.nis, moment=NOON)
    send_waiting(moment)
