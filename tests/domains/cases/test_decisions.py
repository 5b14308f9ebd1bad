"""A decision keeps its own facts: it is explained, reproduced, and shows every change."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import ProgrammingError, connections
from tests.engines import only_postgresql
from tests.factories.acting import CLERK, HERENT, NOON
from tests.factories.grants import FINANCE_APPROVER, Town, births, town_in

from klik.domains.audit.queries import verify_chain
from klik.domains.cases import operations, queries
from klik.domains.cases.models import Decision
from klik.domains.registers import operations as registers
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

CHANGED = "what it rests on was changed"
YEARS_LATER = NOON + timedelta(days=800)


def test_a_decision_is_reproduced_when_the_delivery_is_gone(
    committed: None, tmp_path: Path
) -> None:
    town = town_in(tmp_path)
    town.deliver(*births(2))
    town.run_all()
    with acting_for([town.nis], CLERK):
        assert registers.expire(town.nis, moment=YEARS_LATER) == 1

    run = town.plan(moment=YEARS_LATER)

    assert run.figures["rows"] == 0
    town.assert_reproduced()


def test_a_decision_explains_itself(committed: None, tmp_path: Path) -> None:
    town, reference = _decided(tmp_path)

    with acting_for([town.nis], CLERK):
        found = queries.explained(reference)

    sentences = [one.sentence for one in found.reasons]
    assert "Het kind is ingeschreven in de gemeente." in sentences
    assert sentences[-1] == "Het bedrag is 100 euro."
    assert {one.article for one in found.reasons} >= {"artikel 3", "artikel 7"}
    shown = [value for facts in found.shown for _, value in facts]
    assert not any("91030590405" in value for value in shown)


def test_a_timeline_tells_what_happened(committed: None, tmp_path: Path) -> None:
    town, reference = _decided(tmp_path)

    with acting_for([town.nis], CLERK):
        kinds = [event.kind for event in queries.timeline(reference)]

    assert kinds == ["decided", "document", "message", "payment"]


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("amount_cents", 99_900, "its row was changed"),
        ("organ", "iemand anders", "its row was changed"),
        ("sealed_grounds", bytes([1, 0, 0, 0, 1]) + bytes(80), CHANGED),
        (
            "sealed_grounds",
            bytes([1]) * 80,
            "what it rests on was changed, or its data key is gone",
        ),
    ],
    ids=["amount", "organ", "grounds", "version"],
)
def test_a_changed_decision_is_named(
    committed: None, tmp_path: Path, column: str, value: object, what: str
) -> None:
    town, reference = _decided(tmp_path)

    alias = "operator" if "operator" in connections else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute(f"UPDATE cases_decision SET {column} = %s", [value])  # noqa: S608 -- a column of the test

    with acting_for([town.nis], CLERK):
        assert list(queries.verify_decisions(town.nis)) == [queries.Altered(reference, what)]


def test_who_may_not_read_cases_learns_nothing(committed: None, tmp_path: Path) -> None:
    town, reference = _decided(tmp_path)
    finance = Actor(ActorKind.STAFF, "staff:5", frozenset({Role.FINANCE}))

    with acting_for([town.nis], finance), pytest.raises(queries.CasesNotYours):
        queries.explained(reference)
    with acting_for([HERENT], CLERK), pytest.raises(queries.DecisionNotFound):
        queries.explained(reference)


def test_a_run_never_withdraws_and_a_replaced_decision_stays(
    committed: None, tmp_path: Path
) -> None:
    town, reference = _decided(tmp_path)
    job = Actor(ActorKind.SYSTEM, "execute-run")

    for actor in (job, CLERK):
        with acting_for([town.nis], actor), pytest.raises(operations.DecidingNotYours):
            operations.withdraw(reference, why="test", moment=NOON)
    with acting_for([town.nis], FINANCE_APPROVER):
        operations.withdraw(reference, why="test", moment=NOON)
        assert operations.withdraw(reference, why="test", moment=NOON).state == "withdrawn"

    with acting_for([town.nis], CLERK):
        assert verify_chain(town.nis).broken is None


@only_postgresql
def test_the_application_changes_nothing_of_a_decision_but_its_state(
    committed: None, tmp_path: Path
) -> None:
    town, _ = _decided(tmp_path)

    with pytest.raises(ProgrammingError, match="permission denied"), acting_for([town.nis], CLERK):
        Decision.objects.update(amount_cents=1)


def _decided(folder: Path) -> tuple[Town, str]:
    town = town_in(folder)
    town.deliver(*births(1))
    town.run_all()
    return town, town.effects().decisions[0].reference
