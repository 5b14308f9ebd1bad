"""Reads of cases and their decisions."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from klik.domains.cases import access
from klik.domains.cases.models import Case, Decision, DecisionState
from klik.ground.keys.sealing import decrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class DecisionNotFound(Refusal):
    """No decision of the municipalities acted for has this reference."""

    status = 404
    reason = "There is no such decision."


class CasesNotYours(Refusal):
    """An actor who may not read what was decided about persons."""

    status = 403
    reason = "Only a clerk, an approver or an auditor of the municipality reads cases."


def decision_of(reference: str) -> Decision:
    """Return a decision of the municipalities acted for, with its case.

    Raises:
        DecisionNotFound: There is none.
        NotActing: Outside `acting_for`.
    """
    found = Decision.objects.select_related("case").filter(reference=reference).first()
    if found is None:
        raise DecisionNotFound
    return found


def case_of(reference: str) -> Case:
    """Return a case of the municipalities acted for, by its own reference or a decision's.

    Raises:
        DecisionNotFound: There is none.
        NotActing: Outside `acting_for`.
    """
    found = Case.objects.filter(reference=reference).first()
    return decision_of(reference).case if found is None else found


def decisions_of_case(case: Case) -> QuerySet[Decision]:
    """Return the decisions of a case, the first one first."""
    return Decision.objects.filter(case=case).order_by("number")


def latest_decisions(municipality_nis: str) -> QuerySet[Decision]:
    """Return the decisions of a municipality acted for, with their cases, the latest first."""
    found = Decision.objects.filter(municipality_nis=municipality_nis).select_related("case")
    return found.order_by("-decided_at", "reference")


def decisions_of_run(run_id: UUID) -> QuerySet[Decision]:
    """Return the decisions that a run took, by reference."""
    return Decision.objects.filter(run_id=run_id).order_by("reference")


def standing_decisions(case_ids: Collection[UUID]) -> Mapping[UUID, Decision]:
    """Return the decision that stands in each of these cases, of the municipalities acted for."""
    rows = Decision.objects.filter(case__in=case_ids, state=DecisionState.STANDING)
    return {decision.case_id: decision for decision in rows.select_related("case")}


def cases_of_person(subject: bytes) -> QuerySet[Case]:
    """Return the cases about one subject, by the keyed hash of its number; the latest first."""
    return Case.objects.filter(subject=subject).order_by("-opened_at", "reference")


def grounds_of(decision: Decision) -> Mapping[str, Any]:
    """Return everything that a decision rests on, as plain values; see `granting.grounds`.

    Raises:
        CasesNotYours: Another role.
        CannotDecrypt: It was changed since.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: The key is not there.
    """
    if not access.may_read_cases(current_actor()):
        raise CasesNotYours
    return opened_grounds(decision)


def opened_grounds(decision: Decision) -> Mapping[str, Any]:
    """Return what `grounds_of` does; the caller has seen that the actor may read it."""
    purpose = grounds_purpose(decision.reference)
    sealed = bytes(decision.sealed_grounds)
    found: Mapping[str, Any] = json.loads(decrypt(decision.municipality_nis, purpose, sealed))
    return found


def grounds_purpose(reference: str) -> str:
    """Return what grounds are encrypted for, so that two decisions cannot change places."""
    return f"decision:grounds/{reference.lower()}"


def latest_numbers(case_references: Collection[str]) -> Mapping[str, int]:
    """Return how many decisions each of these cases has, by its reference; none is left out."""
    rows = Decision.objects.filter(case__reference__in=set(case_references))
    counted = rows.values_list("case__reference").annotate(latest=Max("number"))
    return dict(counted.values_list("case__reference", "latest"))
