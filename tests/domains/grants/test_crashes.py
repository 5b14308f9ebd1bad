"""Whatever order files, runs and deaths come in: one decision, letter, order and message each."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.domains.grants.crashing import crashes, set_letters_at_once
from tests.factories.acting import CLERK, NOON
from tests.factories.grants import Effects, Town, births, town_in
from tests.factories.registers import child

from klik.domains.audit.queries import verify_chain
from klik.domains.cases import queries as cases
from klik.domains.grants.models import Run, RunState
from klik.domains.registers.models import RowKey
from klik.ground.deliveries.synthetic import Row
from klik.ground.tenancy import acting_for

CHILDREN = 5
OTHER_ACCOUNT = "BE96999000100205"


@pytest.mark.slow
def test_a_run_that_dies_at_each_statement_in_turn_does_everything_once(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_letters_at_once(monkeypatch)
    town = town_in(tmp_path)
    town.deliver(*births(3), child(3, iban=""), child(4, account_holder="Oma Voorbeeld-Anders"))
    run = town.approve(town.plan())

    statement = 1
    while crashes(lambda: town.execute(run, chunk_size=1), statement):
        statement += 1
        decisions, *others = town.effects().counts()
        assert others == [decisions] * 3

    assert town.run(run.pk).state == RunState.DONE
    assert town.effects().counts() == (5, 5, 5, 5)
    assert town.effects().reasons() == ["account", "holder"]
    _assert_proven(town)


@pytest.mark.slow
@pytest.mark.parametrize("history", range(4))
def test_in_any_order_of_files_runs_and_deaths_each_child_is_granted_once(
    committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, history: int
) -> None:
    set_letters_at_once(monkeypatch)
    random = Random(f"{seed}/{history}")  # noqa: S311 -- draws examples, protects nothing
    town = town_in(tmp_path)

    moment = NOON
    for number, rows in enumerate(_files(random)):
        town.deliver(*rows, name=f"{number}.csv")
        moment += timedelta(minutes=1)
        if random.random() < 0.7:
            _run_dying(town, random, moment=moment)
    _run_dying(town, random, moment=moment + timedelta(minutes=1))

    _assert_once_each(town.effects())
    _assert_every_key_is_claimed(town)
    _assert_proven(town)


def _files(random: Random) -> list[list[Row]]:
    """Return files in which each child comes once or more often, corrected or not."""
    rows = [child(number) for number in range(CHILDREN)]
    rows += [child(number) for number in random.sample(range(CHILDREN), 2)]
    # Its number came later: one file knows the deed alone.
    rows.append(child(random.randrange(CHILDREN), child_insz=""))
    rows.append(child(random.randrange(CHILDREN), event="CORRECTIE", iban=OTHER_ACCOUNT))
    rows.append(child(random.randrange(CHILDREN), event="CORRECTIE", rank="2"))
    random.shuffle(rows)
    files: list[list[Row]] = [[] for _ in range(4)]
    for row in rows:
        random.choice(files).append(row)
    return [rows for rows in files if rows]


def _run_dying(town: Town, random: Random, *, moment: datetime) -> None:
    """Plan, approve and execute, dying now and then and beginning again where it was."""
    plan = _tried(random, lambda: town.plan(moment=moment))
    run = _tried(random, lambda: town.approve(plan, moment=moment))
    size = random.randint(1, 3)
    done = _tried(random, lambda: town.execute(run, chunk_size=size, moment=moment))
    assert done.state == RunState.DONE


def _tried(random: Random, step: Callable[[], Run]) -> Run:
    found: list[Run] = []

    def take() -> None:
        found.append(step())

    while crashes(take, int(random.expovariate(1 / 150)) + 1):
        found.clear()
    return found[-1]


def _assert_once_each(effects: Effects) -> None:
    standing = [one for one in effects.decisions if one.state == "standing"]
    cases_granted = {one.case_id for one in standing}
    live = [one for one in effects.orders if one.state != "cancelled"]
    assert len(standing) == len(cases_granted) == CHILDREN
    assert sorted(one.decision for one in live) == sorted(one.reference for one in standing)
    keys = [one.reference for one in effects.decisions]
    assert [one.key for one in effects.documents] == sorted(f"letter:{key}" for key in keys)
    assert [one.key for one in effects.messages] == sorted(f"decision:{key}" for key in keys)


def _assert_every_key_is_claimed(town: Town) -> None:
    with acting_for([town.nis], CLERK):
        keys = {bytes(key) for key in RowKey.objects.values_list("key", flat=True)}
        assert cases.claims_on("geboorte", keys).keys() == keys
    assert town.effects().claims == len(keys)


def _assert_proven(town: Town) -> None:
    with acting_for([town.nis], CLERK):
        assert verify_chain(town.nis).broken is None
        assert list(cases.verify_decisions(town.nis)) == []
