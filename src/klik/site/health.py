"""The pages that a load balancer and a monitor ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from klik.ground.clock import moment_now
from klik.ground.jobs import queries as jobs
from klik.ground.keys.hashing import keyed_hash
from klik.ground.refusals import Refusal

WAITS_TOO_LONG: Final = timedelta(minutes=15)
A_DAY: Final = timedelta(days=1)
NOBODY_WORKS: Final = timedelta(minutes=3)
LEAST_FREE_BYTES: Final = 2**30


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look gave.

    Attributes:
        words: For a person, without a secret and without anybody's data.
        is_well: Whether nobody needs to look.
        may_serve: Whether pages can be answered in spite of it.
    """

    words: str
    is_well: bool = True
    may_serve: bool = True


@require_safe
@never_cache
def live(_: HttpRequest) -> HttpResponse:
    """Answer 200 while this process answers, whatever else is wrong: starting it anew helps not."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(_: HttpRequest) -> HttpResponse:
    """Answer 200 when pages can be answered, 503 when not; one line in words for each part."""
    findings = {name: _found(look) for name, look in _LOOKS.items()}
    lines = [f"{name}: {_sign(found)}{found.words}\n" for name, found in findings.items()]
    status = 200 if all(found.may_serve for found in findings.values()) else 503
    return HttpResponse("".join(lines), status=status, content_type="text/plain; charset=utf-8")


def _found(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Error:
        return Finding("the database does not answer", is_well=False, may_serve=False)
    except Refusal as refused:
        # Its kind alone: a reason may name a file of this machine.
        return Finding(f"cannot be used ({type(refused).__name__})", is_well=False, may_serve=False)


def _sign(found: Finding) -> str:
    return "ok, " if found.is_well else "attention, "


def _database() -> Finding:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        words = "answers, but its tables are of another release: run klik setup"
        return Finding(words, is_well=False, may_serve=False)
    return Finding("answers, and its tables are of this release")


def _jobs() -> Finding:
    now = moment_now()
    seen = jobs.state_of_queue(failed_since=now - A_DAY)
    words = f"{seen.waiting} waiting, {seen.running} running, {seen.failed} failed since yesterday"
    if seen.last_turn is None or now - seen.last_turn > NOBODY_WORKS:
        return Finding(f"no worker runs; {words}", is_well=False)
    if seen.waits_since is not None and now - seen.waits_since > WAITS_TOO_LONG:
        return Finding(f"work waits for more than a quarter of an hour; {words}", is_well=False)
    return Finding(words, is_well=not seen.failed)


def _disk() -> Finding:
    free = shutil.disk_usage(settings.KLIK_HOME).free
    return Finding(f"{free / 2**30:.1f} GB free", is_well=free >= LEAST_FREE_BYTES)


def _keys() -> Finding:
    keyed_hash("")  # opens the hash key with the master key
    return Finding("the master key opens what it should")


_LOOKS: Final = {"database": _database, "jobs": _jobs, "disk": _disk, "keys": _keys}
