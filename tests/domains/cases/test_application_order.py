"""In whatever order she saves, hands in, and the process dies: one decision at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domains.grants.crashing import crashes
from tests.factories.acting import CLERK, NOON
from tests.factories.applications import Pool, pool_in

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, ApplicationState, Claim, Decision
from klik.domains.cases.operations import applying
from klik.domains.messages.models import OutboxMessage
from klik.domains.payments.models import Order
from klik.ground.letters.letter import Letter
from klik.ground.refusals import Refusal
from klik.ground.tenancy import acting_for


@pytest.fixture
def town(committed: None, monkeypatch: pytest.MonkeyPatch) -> Pool:
    """A town whose letters are their own words: what is tested is not how they look."""

    def set_words(letter: Letter) -> bytes:
        return repr(letter).encode()

    monkeypatch.setattr(jobs, "render_letter", set_words)
    return pool_in()


def _effects(town: Pool) -> tuple[int, int, int, int]:
    with acting_for([town.nis], CLERK):
        return (
            Decision.objects.count(), Claim.objects.count(), Order.objects.count(),
            OutboxMessage.objects.count(),
        )  # fmt: skip


def test_killed_at_any_statement_it_is_decided_once(town: Pool) -> None:
    application = town.submitted()
    statement = 1
    while crashes(lambda: town.decide(application), statement):
        assert _effects(town) in {(0, 0, 0, 0), (1, 1, 1, 1)}
        statement += 7  # every statement would take a minute, and each part is met so

    assert statement > 50
    assert town.decide(application).state == ApplicationState.DECIDED
    assert _effects(town) == (1, 1, 1, 1)


STEPS = ("save", "submit", "decide", "withdraw", "crash", "start")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=8), at=st.integers(1, 60))
def test_in_any_order_a_child_is_granted_once(town: Pool, steps: Iterable[str], at: int) -> None:
    application = town.start()
    if application.state == ApplicationState.DRAFT:
        town.fill(application)
    for step in steps:
        application = _taken(town, application, step, at)
        decisions, claims, orders, told = _effects(town)
        assert (decisions, claims, orders, told) in {(0, 0, 0, 0), (1, 1, 1, 1)}


def _taken(town: Pool, application: Application, step: str, at: int) -> Application:
    acts: Mapping[str, Callable[[], object]] = {
        "save": lambda: town.save(application, "betaald", {"lesson.paid": "70"}, version=1),
        "submit": lambda: town.submit(application),
        "decide": lambda: town.decide(application),
        "withdraw": lambda: _withdraw(town, application),
        "crash": lambda: crashes(lambda: town.decide(application), at),
        "start": lambda: None,
    }
    with suppress(Refusal):  # handed in, decided or withdrawn before: nothing changes
        acts[step]()
    return town.start() if step == "start" else application


def _withdraw(town: Pool, application: Application) -> None:
    with acting_for([town.nis], town.parent):
        applying.withdraw_application(application, moment=NOON)
