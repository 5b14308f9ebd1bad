"""`acting_for`: one transaction, for stated municipalities, by a stated actor.

The setting that row-level security reads lasts as long as the transaction (the `true` of
`set_config`). One of the session would travel with a pooled connection into the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeVar

from django.db import connection, transaction

from klik.ground.refusals import Refusal
from klik.ground.tenancy.actors import Actor
from klik.ground.tenancy.reading import reading_transaction
from klik.ground.territory import municipalities as known_municipalities

SETTING: Final = "klik.municipalities"
_Value = TypeVar("_Value")


class Everywhere(Enum):
    """Stands for all municipalities of today."""

    EVERYWHERE = "everywhere"


EVERYWHERE: Final = Everywhere.EVERYWHERE


class NotActing(RuntimeError):
    """Code reached for a municipality's tables outside `acting_for`."""

    def __init__(self) -> None:
        super().__init__("Nobody acts for a municipality here: wrap this in acting_for(...).")


class OutsideActing(RuntimeError):
    """Code reached for a municipality that nobody acts for in this transaction."""


class ActingAlready(RuntimeError):
    """`acting_for` inside `acting_for`: the inner end would promise a commit that is none."""

    def __init__(self) -> None:
        super().__init__(
            "acting_for is one transaction for one set of municipalities, which nobody can widen, "
            "change or begin again inside it. Call the operation without it."
        )


class ActingNowhere(Refusal):
    """What was given names no municipality, an unknown one, or all to who may not."""

    status = 404
    reason = "Name at least one municipality by its NIS code."


@dataclass(slots=True)
class _Acting:
    municipalities: frozenset[str]
    actor: Actor
    memory: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    last_steps: list[Callable[[], None]] = field(default_factory=list, repr=False)


_current: ContextVar[_Acting | None] = ContextVar("klik_acting", default=None)


@contextmanager
def acting_for(
    municipalities: Collection[str] | Everywhere, actor: Actor, *, only_reading: bool = False
) -> Iterator[None]:
    """Act for `municipalities` as `actor`, in one transaction that ends with this block.

    Args:
        municipalities: NIS codes of today, or EVERYWHERE (for the operator and for jobs only).
        actor: Who acts; audit lines name it.
        only_reading: The block writes nothing, so on SQLite it waits for no writer and holds
            none up. It may not note a view of personal data either, for that is a write.

    Raises:
        ActingNowhere: No municipality, an unknown code, or EVERYWHERE for another actor.
        ActingAlready: This already happens inside `acting_for`, of whatever municipalities.
        WritingWhileReading: Something is written though `only_reading` was asked.
    """
    if _current.get() is not None:
        raise ActingAlready
    acting = _Acting(_codes(municipalities, actor), actor)
    with reading_transaction() if only_reading else transaction.atomic(durable=True):
        _tell_database(acting.municipalities)
        token = _current.set(acting)
        try:
            yield
            _take_last_steps(acting)
        finally:
            _current.reset(token)


def current_municipalities() -> frozenset[str]:
    """Return the NIS codes of the municipalities acted for.

    Raises:
        NotActing: Outside `acting_for`.
    """
    return _acting().municipalities


def current_actor() -> Actor:
    """Return who acts.

    Raises:
        NotActing: Outside `acting_for`.
    """
    return _acting().actor


def require_acting_for(municipality_nis: str) -> None:
    """Return silently when `municipality_nis` is among those acted for.

    Raises:
        NotActing: Outside `acting_for`.
        OutsideActing: It is another one.
    """
    if municipality_nis not in current_municipalities():
        raise OutsideActing(f"Nobody acts for {municipality_nis!r} in this transaction.")


def before_commit(step: Callable[[], None]) -> None:
    """Take `step` as one of the last of this transaction, in the order given, if it succeeds.

    Raises:
        NotActing: Outside `acting_for`.
    """
    _acting().last_steps.append(step)


def remembered(key: Hashable, make: Callable[[], _Value]) -> _Value:
    """Return what `make` gives, made once per transaction; made anew outside `acting_for`."""
    acting = _current.get()
    if acting is None:
        return make()
    if key not in acting.memory:
        acting.memory[key] = make()
    found: _Value = acting.memory[key]
    return found


def _acting() -> _Acting:
    acting = _current.get()
    if acting is None:
        raise NotActing
    return acting


def _codes(municipalities: Collection[str] | Everywhere, actor: Actor) -> frozenset[str]:
    known = known_municipalities()
    if isinstance(municipalities, Everywhere):
        if not actor.is_of_the_installation:
            raise ActingNowhere("Only the operator and jobs act for every municipality at once.")
        return frozenset(known)
    # A text is a collection of its signs: '37021' alone would mean '3', '7' and so on.
    codes = frozenset([municipalities] if isinstance(municipalities, str) else municipalities)
    if not codes:
        raise ActingNowhere
    unknown = sorted(codes - known.keys())
    if unknown:
        raise ActingNowhere(
            f"{', '.join(map(repr, unknown[:5]))}: no municipality of today has this NIS code."
        )
    return codes


def _tell_database(municipalities: frozenset[str]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config(%s, %s, true)", [SETTING, ",".join(sorted(municipalities))]
            )


def _take_last_steps(acting: _Acting) -> None:
    for step in acting.last_steps:
        step()
