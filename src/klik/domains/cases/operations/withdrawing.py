"""Taking a decision back: a person does, never a run."""

from __future__ import annotations

from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.cases import access
from klik.domains.cases.models import Decision, DecisionState
from klik.domains.cases.operations.claiming import release
from klik.domains.cases.operations.deciding import DecidingNotYours
from klik.domains.cases.queries import DecisionNotFound
from klik.ground.refusals import Refusal
from klik.ground.tenancy import ActorKind, current_actor


class DecisionReplaced(Refusal):
    """Another decision stands in its place."""

    reason = "Another decision stands in the place of this one; withdraw that one."


def withdraw(reference: str, *, why: str, moment: datetime) -> Decision:
    """Withdraw a decision that stands; its subject may be granted the benefit again, anywhere.

    Again changes nothing. What was paid or is to be paid is settled in `grants`.

    Args:
        reference: Of the decision.
        why: A code, such as `left-before-birth`; names nobody.
        moment: When.

    Raises:
        DecidingNotYours: Anybody but an approver; a run never withdraws.
        DecisionNotFound: There is none.
        DecisionReplaced: It stands no more because another one does.
    """
    actor = current_actor()
    if actor.kind != ActorKind.STAFF or not access.may_decide(actor):
        raise DecidingNotYours
    found = Decision.objects.select_for_update().filter(reference=reference).first()
    if found is None:
        raise DecisionNotFound
    if found.state == DecisionState.REPLACED:
        raise DecisionReplaced
    if found.state == DecisionState.WITHDRAWN:
        return found
    found.state = DecisionState.WITHDRAWN
    found.save(update_fields=["state"])
    release(found.case_id)
    record_act(
        found.municipality_nis,
        "cases.withdraw",
        subject=f"decision:{reference}",
        payload={"why": why},
        moment=moment,
    )
    return found
