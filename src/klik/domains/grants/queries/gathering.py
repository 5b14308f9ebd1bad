"""The children of a run as they stand now: their row, what was noted, what was decided before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final
from uuid import UUID

from klik.domains.cases import queries as cases
from klik.domains.cases.models import Decision
from klik.domains.cases.queries import Claimed
from klik.domains.catalogue import queries as catalogue
from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.grants.models import Run, RunKind
from klik.domains.grants.queries.declining import declined_by
from klik.domains.grants.queries.notes import NotedOnSubject, notes_on, row_subject
from klik.domains.payments import queries as payments
from klik.domains.registers import queries as registers
from klik.domains.registers.queries import StoredRow
from klik.domains.registers.queries.subjects import keys_of
from klik.ground.granting.grounds import told_by
from klik.ground.granting.planning import (
    WITHDRAWAL,
    Before,
    Candidate,
    Planned,
    declined,
    plan_one,
)
from klik.ground.granting.subjects import reference_of
from klik.ground.keys.hashing import keyed_hash
from klik.packages.adoption import Adoption
from klik.packages.records import RECORDS
from klik.packages.wording import Language

AT_ONCE: Final = 200
REFERENCE_KEY: Final = "klik decision reference"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run is about.

    Attributes:
        record: The adoption.
        adoption: The same, ready to decide.
        decided_on: The day of the decisions.
        language: Of the letters.
        was_read: Whether a person read first: a run of one child.
        assumed: Facts that are taken for noted, to see what would follow from them.
    """

    record: AdoptionRecord
    adoption: Adoption
    decided_on: date
    language: Language
    was_read: bool = False
    assumed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Child:
    """A child with what a run would do with it."""

    row: StoredRow
    keys: tuple[bytes, ...]
    has_new_keys: bool
    case_reference: str
    number: int
    case_id: UUID | None
    before: Before | None
    planned: Planned

    @property
    def subject(self) -> bytes:
        """Return the keyed hash by which the child is known, of its row where it has no key."""
        return self.row.subject or next(iter(self.keys), row_subject(self.row.token))


def scope_of(run: Run, *, decided_on: date) -> Scope:
    """Return what a run is about on a day."""
    record = catalogue.adoption_of(run.adoption_id)
    language: Language = "nl" if run.language == "nl" else "en"
    return Scope(
        record,
        catalogue.compiled(record),
        decided_on,
        language,
        was_read=run.kind == RunKind.READING,
    )


def rows_to_plan(municipality_nis: str, adoption_id: UUID) -> int:
    """Return about how many children a run over an adoption has: its rows that were accepted.

    Raises:
        RegisterNotFound: The adoption has no agreement.
    """
    agreement = registers.agreement_of_adoption(municipality_nis, adoption_id)
    return registers.accepted_count(municipality_nis, agreement.pk)


def children(
    scope: Scope, *, after: int | None = None, only: frozenset[UUID] | None = None
) -> Iterator[Child]:
    """Yield every child under an adoption with what a run would do with it, by position.

    Args:
        scope: What the run is about.
        after: The position after which to begin.
        only: Only these rows, where they still count; no others are read.

    Raises:
        RegistersNotYours: Another role than clerk, approver or auditor.
        RegisterNotFound: The adoption has no agreement.
    """
    nis = scope.record.municipality_nis
    agreement = registers.agreement_of_adoption(nis, scope.record.pk)
    if only is None:
        rows = registers.current_rows(nis, agreement.pk, after=after)
    else:
        rows = registers.rows_of(nis, agreement.pk, only)
    while batch := list(islice(rows, AT_ONCE)):
        yield from _children(scope, batch)


def _children(scope: Scope, rows: Sequence[StoredRow]) -> Iterator[Child]:
    family = scope.record.family
    notes = notes_on(family, [key for row in rows for key in _subjects_of(row)])
    noted = [_noted(notes, row, scope.assumed) for row in rows]
    keys = [_keys(scope.adoption, row, one) for row, one in zip(rows, noted, strict=True)]
    claims = cases.claims_on(family, [key for some in keys for key in some])
    standing = cases.standing_decisions({claim.case_id for claim in claims.values()})
    hash_key = keyed_hash(REFERENCE_KEY)
    named = [
        reference_of(scope.adoption, row.accepted, hash_key=hash_key, row_name=str(row.token))
        for row in rows
    ]
    numbers = cases.latest_numbers([*named, *(one.case.reference for one in standing.values())])
    found = []
    for row, one, its_keys, reference in zip(rows, noted, keys, named, strict=True):
        its_claims = {key: claims[key] for key in its_keys if key in claims}
        known = _Known(its_claims, standing, numbers, reference)
        found.append(_child(scope, row, one, its_keys, known))
    wishes = declined_by(_payee(child) for child, _candidate in found)
    for child, candidate in found:
        if _payee(child) in wishes:
            planned = declined(scope.adoption, candidate, child.planned)
            yield replace(child, planned=planned)
        else:
            yield child


def _payee(child: Child) -> bytes | None:
    """Return the keyed hash of who would get it; None where nobody is known by a number."""
    number = child.planned.ruling.payee.number
    return keyed_hash(f"insz:{number}") if number else None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of earlier decisions about one child."""

    claims: Mapping[bytes, Claimed]
    standing: Mapping[UUID, Decision]
    numbers: Mapping[str, int]
    reference: str

    @property
    def cases(self) -> Mapping[UUID, Claimed]:
        """Return a claim of each case: one of this town first, and always in the same order."""
        found = {claim.case_id: claim for claim in self.claims.values()}
        order = sorted(found, key=lambda one: (one not in self.standing, str(one)))
        return {case_id: found[case_id] for case_id in order}


def _child(
    scope: Scope, row: StoredRow, noted: NotedOnSubject, keys: tuple[bytes, ...], known: _Known
) -> tuple[Child, Candidate]:
    case_id = next(iter(known.cases), None)
    standing = known.standing.get(case_id) if case_id else None
    reference = known.reference if standing is None else standing.case.reference
    before = _before(scope.adoption, row, case_id, known) if case_id else None
    candidate = Candidate(
        row=row.accepted,
        reference=reference,
        noted=noted.read(was_read=scope.was_read),
        before=before,
        number=known.numbers.get(reference, 0) + 1,
        is_double=len(known.cases) > 1,
    )
    planned = plan_one(
        scope.adoption, candidate, decided_on=scope.decided_on, language=scope.language
    )
    own = case_id if standing is not None else None
    new_keys = own is not None and any(key not in known.claims for key in keys)
    child = Child(row, keys, new_keys, reference, candidate.number, own, before, planned)
    return child, candidate


def _before(adoption: Adoption, row: StoredRow, case_id: UUID, known: _Known) -> Before:
    decision = known.standing.get(case_id)
    if decision is None:
        return Before(taken_on=known.cases[case_id].taken_on)
    # Only a change asks whether money left: that is a question per decision.
    told = told_by(adoption, row.accepted)
    # What somebody asked for rests on what she stated too: the first delivery changes nothing.
    rests_on = told if decision.answers_an_application else decision.told_by
    unchanged = rests_on == told and row.event != WITHDRAWAL
    return Before(
        taken_on=decision.decided_on,
        reference=decision.reference,
        told_by=rests_on,
        amount_cents=decision.amount_cents,
        is_paid=False if unchanged else is_paid(decision.reference),
    )


def is_paid(reference: str) -> bool:
    """Return whether money or a voucher of a decision has left, or lies at the bank."""
    orders = payments.orders_about(reference).filter(state__in=["batched", "executed"])
    handed_out = payments.handouts_about(reference).filter(state="handed_out")
    return orders.exists() or handed_out.exists()


def _subjects_of(row: StoredRow) -> tuple[bytes, ...]:
    return (*row.keys, row_subject(row.token))


def _noted(
    notes: Mapping[bytes, NotedOnSubject], row: StoredRow, assumed: Mapping[str, str]
) -> NotedOnSubject:
    found = (notes[one] for one in _subjects_of(row) if one in notes)
    noted = next(found, NotedOnSubject())
    return replace(noted, facts={**assumed, **noted.facts}) if assumed else noted


def _keys(adoption: Adoption, row: StoredRow, noted: NotedOnSubject) -> tuple[bytes, ...]:
    """Return the keys of a child: of its rows, and those that a person noted."""
    record = RECORDS[adoption.content["agreement"]["record"]]
    facts = adoption.package.content["facts"]
    values = dict.fromkeys(record.columns)
    for name in adoption.package.rulebook.keys:
        column = facts.get(name, {}).get("source", "").partition(".")[2]
        if noted.facts.get(name) and column in record.keys:
            values[column] = str(noted.facts[name])
    found = {key.hash for key in keys_of(record, values, keyed_hash)}
    return tuple(sorted({*row.keys, *found}))
