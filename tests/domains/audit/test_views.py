"""Views of personal data are written at once and sealed into the chain each minute."""

from datetime import timedelta

import pytest
from django.db import connections
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.audit import PERSON, acted, chain_of, view
from tests.factories.keys import make_keys

from klik.domains.audit import access, jobs, operations, queries
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

LATER = NOON + timedelta(minutes=1, seconds=5)


@pytest.fixture
def keys(committed: None) -> None:
    """Give two municipalities their keys."""
    make_keys(WINGENE, HERENT)


def _viewed(count: int, nis: str = WINGENE) -> None:
    for _ in range(count):
        with acting_for([nis], CLERK):
            view(nis)


def test_a_view_says_who_saw_what_and_why(keys: None) -> None:
    _viewed(1)

    with acting_for([WINGENE], CLERK):
        seen = queries.views_of(PERSON).get()
    assert (seen.at, seen.actor_reference, seen.shown) == (NOON, "staff:1", "case:1")
    assert (seen.purpose, seen.seal) == ("handling a case", None)


def test_a_view_does_not_wait_for_the_chain(keys: None) -> None:
    _viewed(3)

    assert chain_of().lines == 0


def test_views_are_sealed_once_per_municipality(keys: None) -> None:
    _viewed(3)
    _viewed(2, HERENT)

    sealed, again = jobs.seal_views(LATER), jobs.seal_views(LATER)

    assert (sealed, again) == (5, 0)
    with acting_for([WINGENE], CLERK):
        line = queries.lines_of(WINGENE).get()
        payload = queries.payload_of(line)
    assert (line.act, line.actor_reference) == ("audit.seal-views", "seal-views")
    assert payload
    assert payload["count"] == 3
    assert (chain_of(WINGENE).broken, chain_of(HERENT).broken) == (None, None)


def test_views_of_this_minute_wait(keys: None) -> None:
    _viewed(1)

    within_the_minute = jobs.seal_views(NOON + timedelta(seconds=59))
    after_it = jobs.seal_views(NOON + timedelta(seconds=60))

    assert (within_the_minute, after_it) == (0, 1)


def test_a_view_that_came_late_is_sealed_by_the_next(keys: None) -> None:
    _viewed(2)
    jobs.seal_views(LATER)
    _viewed(1)

    assert jobs.seal_views(LATER) == 1
    assert (chain_of().lines, chain_of().broken) == (2, None)


def test_more_views_than_a_seal_holds_take_several(
    keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "VIEWS_A_SEAL", 2)
    _viewed(5)

    assert jobs.seal_views(LATER) == 5
    assert (chain_of().lines, chain_of().broken) == (3, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_personview SET shown = 'case:2' WHERE id = %s",
        "UPDATE audit_personview SET actor_reference = 'staff:9' WHERE id = %s",
        "UPDATE audit_personview SET person = 'x' WHERE id = %s",
        "UPDATE audit_personview SET purpose = '' WHERE id = %s",
        "UPDATE audit_personview SET at = '2026-11-23 09:00:00+00:00' WHERE id = %s",
        "UPDATE audit_personview SET seal = NULL WHERE id = %s",
        "DELETE FROM audit_personview WHERE id = %s",
    ],
)
def test_a_sealed_view_that_was_changed_is_found(keys: None, statement: str) -> None:
    acted(1)
    _viewed(3)
    jobs.seal_views(LATER)
    with acting_for([WINGENE], CLERK):
        middle = queries.views_of(PERSON)[1].pk
    alias = "operator" if "operator" in connections else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [middle])

    broken = chain_of().broken

    assert broken
    assert (broken.number, "of the 3 views" in broken.what) == (2, True)


def test_views_of_another_municipality_stay_there(keys: None) -> None:
    _viewed(1, HERENT)

    with acting_for([WINGENE], CLERK):
        assert queries.views_of(PERSON).count() == 0


@pytest.mark.parametrize("person", ["", "85041795161", "AB" * 32])
def test_a_person_is_named_by_her_keyed_hash(keys: None, person: str) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="keyed hash"):
        operations.record_view(WINGENE, person=person, shown="x", purpose="x", moment=NOON)


def test_who_may_read_the_audit() -> None:
    auditor = Actor(ActorKind.STAFF, "staff:3", frozenset({Role.AUDITOR}))
    herself = Actor(ActorKind.RESIDENT, "resident:1", person=bytes.fromhex(PERSON))
    another = Actor(ActorKind.RESIDENT, "resident:2", person=bytes.fromhex("cd" * 32))

    assert [access.may_read_audit(one) for one in (auditor, CLERK, herself)] == [True, False, False]
    assert [access.may_see_views_of(one, PERSON) for one in (auditor, CLERK, herself, another)] == [
        True,
        False,
        True,
        False,
    ]
