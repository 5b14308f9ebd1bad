"""Children of hers that a register knows, offered before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from klik.domains.cases.models import Application
from klik.domains.cases.queries.applications.knowing import keys_of_subject
from klik.domains.cases.queries.applications.standing import Standing, standing
from klik.domains.registers import queries as registers
from klik.ground.clock import HOME
from klik.ground.files import FileDamaged, FileMissing


@dataclass(frozen=True, slots=True)
class Offered:
    """A child that a register knows as hers.

    Attributes:
        row: The token of what the register told.
        name: The first names; empty where the agreement covers none.
        born_on: The day of birth.
        is_chosen: Whether the application is about this child already.
    """

    row: UUID
    name: str = field(repr=False)
    born_on: date | None = field(repr=False)
    is_chosen: bool


def children_offered(application: Application, *, moment: datetime) -> list[Offered]:
    """Return the children whom a register knows as hers, the youngest first.

    Under the agreement of this regulation alone. A register that cannot be read now offers nobody:
    she then says herself for whom she asks, and hears that it does not answer.

    Raises:
        RegistersNotYours: Another role; a resident reads what names her.
    """
    found = standing(application, moment=moment)
    chosen = frozenset(keys_of_subject(found.adoption, found.subject))
    offered = [
        Offered(
            row=row.token,
            name=str(row.accepted.values.get("child_first_names") or ""),
            born_on=_day_of(row),
            is_chosen=bool(chosen & set(row.keys)),
        )
        for row in rows_offered(found)
    ]
    return sorted(offered, key=lambda one: (str(one.born_on), one.name), reverse=True)


def rows_offered(found: Standing) -> list[registers.StoredRow]:
    """Return the rows that name the applicant and say by which key their subject is found."""
    if not uses_register(found):
        return []
    application = found.application
    try:
        rows = registers.rows_of_party(
            application.municipality_nis,
            found.record.pk,
            bytes(application.person),
            day=found.read.moment.astimezone(HOME).date(),
        )
    except (FileMissing, FileDamaged, OSError):
        return []
    return [row for row in rows if row.subject is not None]


def uses_register(found: Standing) -> bool:
    """Say whether a fact of this package comes from the record of the agreement."""
    record = found.adoption.content["agreement"]["record"]
    facts = found.adoption.package.content["facts"].values()
    return any(str(one.get("source", "")).startswith(f"{record}.") for one in facts)


def _day_of(row: registers.StoredRow) -> date | None:
    day = row.accepted.values.get("birth_date")
    return day if isinstance(day, date) else None
