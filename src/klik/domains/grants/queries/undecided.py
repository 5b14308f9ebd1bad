"""Which delivered rows no executed run looked at yet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from klik.domains.grants.models import Closing, Run, RunItem, RunKind, RunState
from klik.domains.registers import queries as registers

if TYPE_CHECKING:
    from klik.domains.registers.models import Delivery

_LEFT_OUT = (Closing.CHANGED, Closing.CLAIMED)


def rows_not_looked_at(delivery: Delivery) -> int:
    """Return how many accepted rows of a delivery wait for a run: none once one was executed.

    What that run left out, because it changed since the approval, waits for the next one.
    """
    if delivery.checked_at is None or delivery.expired_at is not None:
        return 0
    executed = Run.objects.filter(
        adoption_id=delivery.agreement.adoption_id,
        kind=RunKind.PROACTIVE,
        state=RunState.DONE,
        planned_at__gte=delivery.checked_at,
    )
    latest = executed.order_by("-planned_at").first()
    if latest is None:
        return delivery.accepted
    tokens = registers.tokens_of(delivery)
    left_out = RunItem.objects.filter(run=latest, closed_as__in=_LEFT_OUT, row_token__in=tokens)
    return left_out.count()


def rows_waiting(municipality_nis: str, adoption_id: UUID) -> int:
    """Return how many accepted rows under an adoption wait for a run."""
    agreement = registers.agreement_of_adoption(municipality_nis, adoption_id)
    checked = registers.deliveries(municipality_nis).filter(
        agreement_id=agreement.pk, state="checked", expired_at__isnull=True
    )
    return sum(rows_not_looked_at(one) for one in checked.select_related("agreement"))
