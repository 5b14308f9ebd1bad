"""What a municipality sends to eBox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.messages.models import EboxKinds, Kind
from klik.domains.messages.operations.refusals import require_post
from klik.ground.identifiers.bodies import check_enterprise_number
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class SenderMissing(Refusal):
    """Kinds of messages, and nobody to send them as."""

    status = 422
    reason = "Give the enterprise number of the municipality: eBox knows senders by it."


class KindUnknown(Refusal):
    """Another word than one of `Kind`."""

    status = 422
    reason = "There is no such kind of message: decision, question, reminder or news."


def set_ebox_kinds(
    municipality_nis: str, *, kinds: Collection[str], sender_number: str = "", moment: datetime
) -> frozenset[str]:
    """Choose which kinds of messages go to eBox where a citizen consents; again changes nothing.

    What waits already goes the way that it has.

    Args:
        municipality_nis: Among those acted for.
        kinds: Of `Kind`; none for no eBox any more.
        sender_number: The enterprise number as which it sends; empty for the one of before.
        moment: When.

    Raises:
        KindUnknown: One of them is no kind.
        SenderMissing: No enterprise number is given, and none is known.
        IdentifierRefused: It is no enterprise number.
        PostNotYours: Another role than clerk.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    require_post()
    if not set(kinds) <= set(Kind.values):
        raise KindUnknown
    chosen = sorted(set(kinds))
    known = EboxKinds.objects.filter(municipality_nis=municipality_nis).first()
    before = (known.kinds, known.sender_number) if known else ([], "")
    number = check_enterprise_number(sender_number) if sender_number else before[1]
    if chosen and not number:
        raise SenderMissing
    if (chosen, number) == before:
        return frozenset(chosen)
    _keep(municipality_nis, chosen, number, moment)
    record_act(
        municipality_nis,
        "messages.set-ebox-kinds",
        subject=f"municipality:{municipality_nis}",
        payload={"kinds": chosen, "sender_number": number},
        moment=moment,
    )
    return frozenset(chosen)


def _keep(municipality_nis: str, kinds: list[str], number: str, moment: datetime) -> None:
    row = EboxKinds(
        municipality_nis=municipality_nis,
        kinds=kinds,
        sender_number=number,
        set_at=moment,
        set_by=current_actor().reference,
    )
    EboxKinds.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["municipality_nis"],
        update_fields=["kinds", "sender_number", "set_at", "set_by"],
    )
