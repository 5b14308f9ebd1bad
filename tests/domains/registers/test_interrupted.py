"""Stopped at any instant and resumed, a check ends as if it had never stopped."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connections
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.files import leftovers
from tests.factories.registers import (
    agreement_for,
    births,
    check,
    child,
    damages,
    sending,
    stored_rows,
)

from klik.domains.audit import queries as audit
from klik.domains.registers import jobs, operations, queries
from klik.domains.registers.models import Agreement, DeliveredRow, Delivery, RejectedRow
from klik.domains.registers.operations import keeping
from klik.ground.connections import close_before_fork
from klik.ground.deliveries.synthetic import Row, generate_births
from klik.ground.tenancy import acting_for

ROWS, CHUNK = 60, 7
KILLS = 20


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """Return rows with every edge case, to be checked in small chunks."""
    monkeypatch.setattr(operations, "CHUNK_ROWS", CHUNK)
    made = generate_births(municipality_nis=WINGENE, year=2025, count=ROWS)
    return list(made)


@pytest.fixture
def received(agreement: Agreement, rows: list[Row], tmp_path: Path) -> Delivery:
    """Return a delivery that was taken in and not checked."""
    return jobs.deliver(births(tmp_path / "births.csv", *rows), sending(agreement), moment=NOON)


@pytest.fixture
def undisturbed(home: Path, rows: list[Row], tmp_path: Path) -> dict[str, Any]:
    """Return how the check of the same file, under an agreement beside, ends undisturbed."""
    path = births(tmp_path / "births.csv", *rows)
    return _state(check(jobs.deliver(path, sending(agreement_for(number=2)), moment=NOON)))


class _Stopped(Exception):
    """The process ends here, as far as the transaction can tell."""


def test_a_check_that_stops_anywhere_ends_the_same(
    undisturbed: dict[str, Any],
    received: Delivery,
    monkeypatch: pytest.MonkeyPatch,
    random_numbers: Random,
) -> None:
    stops = 0
    while stops < 15 and _state_of(received) != "checked":
        with monkeypatch.context() as stopping:
            _stop_at(stopping, random_numbers, is_late=stops > 5)
            try:
                check(received)
            except _Stopped:
                stops += 1
        _counts_hold(received)

    assert _state(check(received)) == undisturbed
    assert stops > 5
    assert (leftovers(), damages()) == ([], [])


def test_a_killed_check_goes_on(
    undisturbed: dict[str, Any], received: Delivery, random_numbers: Random
) -> None:
    died: Counter[int] = Counter()
    for kill in range(KILLS):
        # Early ones come before the end for sure; late ones may let the check come to its end.
        statements = range(1, 40) if kill < KILLS // 2 else range(40, 200)
        close_before_fork()
        child_process = os.fork()
        if child_process == 0:
            _check_until_killed(received, after_statements=random_numbers.choice(statements))
        _, status = os.waitpid(child_process, 0)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            break
        died[_counts_hold(received)] += 1

    assert _state(check(received)) == undisturbed
    assert sum(died.values()) >= KILLS // 2, died
    assert damages() == []


def test_two_workers_at_one_delivery_keep_each_row_once(
    undisturbed: dict[str, Any], received: Delivery
) -> None:
    def work(_: int) -> None:
        try:
            check(received)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(work, range(3)))

    assert _state(check(received)) == undisturbed


def test_two_deliveries_at_once_accept_a_child_once(
    agreement: Agreement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "CHUNK_ROWS", 1)
    received = [
        jobs.deliver(
            births(tmp_path / f"{run}.csv", *(child(number, run_id=run) for number in range(5))),
            sending(agreement),
            moment=NOON,
        )
        for run in ("2026-01", "2026-02", "2026-03")
    ]

    def work(delivery: Delivery) -> Delivery:
        try:
            return check(delivery)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        checked = list(threads.map(work, received))

    assert sum(delivery.accepted for delivery in checked) == 5
    assert sum(delivery.rejected for delivery in checked) == 10
    assert len(stored_rows(agreement)) == 5


def test_a_refused_delivery_is_not_checked_on(received: Delivery) -> None:
    with acting_for([WINGENE], jobs.CHECKER):
        operations.refuse_delivery(
            WINGENE, received.pk, jobs.DeliveryRefused("damaged"), moment=NOON
        )

    with acting_for([WINGENE], jobs.CHECKER), pytest.raises(operations.CheckingStopped):
        operations.keep_chunk(WINGENE, received.pk, [], first=0, moment=NOON)


def _state_of(delivery: Delivery) -> str:
    with acting_for([WINGENE], CLERK):
        return queries.delivery_of(WINGENE, delivery.pk).state


def _stop_at(stopping: pytest.MonkeyPatch, random_numbers: Random, *, is_late: bool) -> None:
    """Let the work stop at a random place: inside a chunk's transaction, or just after it."""
    places = [
        (keeping, "_write_accepted", 2),
        (keeping, "_write_rejected", 2),
        (keeping, "snapshot_line", 3 * CHUNK),
        (operations, "keep_chunk", 3),
    ]
    module, name, most = random_numbers.choice(
        [(operations, "complete_check", 1), *places] if is_late else places
    )
    done = getattr(module, name)
    calls = random_numbers.randrange(most)

    def until_stopped(*positional: Any, **named: Any) -> Any:
        nonlocal calls
        calls -= 1
        if calls < 0:
            raise _Stopped
        return done(*positional, **named)

    stopping.setattr(module, name, until_stopped)


def _check_until_killed(delivery: Delivery, *, after_statements: int) -> None:
    """Check in this forked process, which kills itself when it has sent so many statements."""
    left = after_statements

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    try:
        with connections["default"].execute_wrapper(count):
            check(delivery)
        os._exit(0)
    finally:
        os._exit(1)


def _counts_hold(delivery: Delivery) -> int:
    """Return how many rows are kept; what the delivery says of them must hold at any instant."""
    with acting_for([WINGENE], CLERK):
        found = queries.delivery_of(WINGENE, delivery.pk)
        accepted = DeliveredRow.objects.filter(delivery=found).count()
        rejected = RejectedRow.objects.filter(delivery=found).count()
    assert (found.accepted, found.rejected) == (accepted, rejected)
    assert found.delivered == accepted + rejected
    return found.delivered


def _state(delivery: Delivery) -> dict[str, Any]:
    """Return all that a check leaves, but for the tokens, which are drawn."""
    with acting_for([WINGENE], CLERK):
        found = queries.delivery_of(WINGENE, delivery.pk)
    rows = stored_rows(found.agreement)
    with acting_for([WINGENE], CLERK):
        return {
            "figures": (found.state, found.delivered, found.accepted, found.rejected, found.asked),
            "rejected": list(
                queries.rejected_rows(found).values_list("line", "column", "code", "masked")
            ),
            "rows": [(row.event, row.subject, row.keys, row.accepted) for row in rows],
            "others": [len(row.earlier_tokens) for row in rows],
            "acts": audit.lines_about(f"delivery:{found.pk}").count(),
        }
