"""Vouchers, gifts and credits: numbered without gaps, handed out once, expired when not fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import uuid4

from django.db.models import Q

from klik.domains.audit.operations import record_act
from klik.domains.payments import access
from klik.domains.payments.models import (
    Handout,
    HandoutCounter,
    HandoutKind,
    HandoutState,
    JournalLine,
)
from klik.domains.payments.operations import journal
from klik.domains.payments.operations.refusals import NotHandedOut, PaymentsNotYours
from klik.domains.payments.queries.handouts import handouts_of
from klik.domains.payments.queries.sealed import recipient_of, recipient_purpose
from klik.domains.payments.queries.tables import handout_table
from klik.ground.canonical import digest_of
from klik.ground.clock import HOME
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import current_actor, require_acting_for
from klik.rules.decision import Awarded

EXPIRED_AT_ONCE: Final = 200
NOT_HANDED_OUT: Final = frozenset({"money", "recognition"})
_CENTS = 100
_KINDS: Mapping[str, HandoutKind] = MappingProxyType(
    {"voucher": HandoutKind.VOUCHER, "credit": HandoutKind.CREDIT}
)


def place_handouts(
    municipality_nis: str,
    *,
    decision: str,
    award: Awarded,
    recipient_name: str,
    budget_key: str,
    moment: datetime,
) -> list[Handout]:
    """Place what one award hands out, a number for each piece; again, they are the same ones.

    Numbers run without gaps per municipality and year: they are given under a lock that lasts as
    long as the transaction, which gives them back when it fails. The pieces of a voucher divide its
    amount exactly; where they would not, it stays whole. The act is that of the run.

    Args:
        municipality_nis: Among those acted for.
        decision: Its reference.
        award: Granted, in another form than money.
        recipient_name: Who receives it.
        budget_key: Under which the expense is booked.
        moment: When; its year numbers them.

    Returns:
        In the order of their numbers; none for an award in money or recognition.

    Raises:
        PaymentsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_place(current_actor()):
        raise PaymentsNotYours
    if award.given_as in NOT_HANDED_OUT:
        return []
    counter = _locked_counter(municipality_nis, moment.astimezone(HOME).year)
    kept = _placed_before(municipality_nis, decision, award)
    if kept:
        return kept
    placed = _pieces(award)
    for handout in placed:
        handout.municipality_nis, handout.decision = municipality_nis, decision
        handout.budget_key, handout.placed_at = budget_key, moment
        handout.sealed_recipient = encrypt(
            municipality_nis, recipient_purpose(handout.id), recipient_name.encode()
        )
    _number(placed, counter)
    return placed


def hand_out(handout: Handout, *, moment: datetime) -> Handout:
    """Note that something was handed out, once.

    Raises:
        NotHandedOut: It was already, or its last day has passed.
        PaymentsNotYours: Another role.
    """
    actor = current_actor()
    if not access.may_pay(actor):
        raise PaymentsNotYours
    locked = Handout.objects.select_for_update().get(pk=handout.pk)
    if locked.state != HandoutState.TO_HAND_OUT or _has_passed(locked, _day(moment)):
        raise NotHandedOut
    locked.state, locked.ended_at = HandoutState.HANDED_OUT, moment
    locked.handed_out_by = actor.reference
    locked.save(update_fields=["state", "ended_at", "handed_out_by"])
    JournalLine.objects.bulk_create(journal.ended(locked, moment))
    record_act(
        locked.municipality_nis,
        "payments.hand-out",
        subject=f"handout:{locked.reference}",
        payload={"decision": locked.decision, "kind": locked.kind},
        moment=moment,
    )
    return locked


def show_recipient(handout: Handout, *, purpose: str, moment: datetime) -> str:
    """Return the name of who receives a hand-out, and note that the current actor saw it.

    Raises:
        PaymentsNotYours: Another role.
    """
    if not access.may_see_payments(current_actor()):
        raise PaymentsNotYours
    record_act(
        handout.municipality_nis,
        "payments.show-recipient",
        subject=f"handout:{handout.reference}",
        payload={"decision": handout.decision, "purpose": purpose},
        moment=moment,
    )
    return recipient_of(handout)


def expire_handouts(municipality_nis: str, *, moment: datetime) -> int:
    """Let at most 200 expire of which the last day has passed; return how many.

    Raises:
        PaymentsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    today = _day(moment)
    late = Handout.objects.select_for_update().filter(
        Q(valid_until__lt=today) | Q(collect_by__lt=today),
        municipality_nis=municipality_nis,
        state=HandoutState.TO_HAND_OUT,
    )
    expired = list(late.order_by("year", "number")[:EXPIRED_AT_ONCE])
    if expired:
        _end(expired, HandoutState.EXPIRED, moment)
        _record(expired, "payments.expire-handouts", moment)
    return len(expired)


def cancel_handouts(municipality_nis: str, decision: str, *, moment: datetime) -> int:
    """Give up what a decision, withdrawn since, was to hand out; return how many.

    Their numbers stay. What was handed out already is left alone; again, nothing changes.

    Raises:
        PaymentsNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_withhold(current_actor()):
        raise PaymentsNotYours
    waiting = Handout.objects.select_for_update().filter(
        municipality_nis=municipality_nis, decision=decision, state=HandoutState.TO_HAND_OUT
    )
    cancelled = list(waiting.order_by("year", "number"))
    if cancelled:
        _end(cancelled, HandoutState.CANCELLED, moment)
        _record(cancelled, "payments.cancel-handouts", moment)
    return len(cancelled)


def take_handout_list(municipality_nis: str, year: int, *, moment: datetime) -> Iterator[str]:
    """Return the numbered list of a year with names, and note that the current actor took it.

    Raises:
        PaymentsNotYours: Another role.
    """
    if not access.may_see_payments(current_actor()):
        raise PaymentsNotYours
    record_act(
        municipality_nis,
        "payments.take-handout-list",
        subject=f"handouts:{municipality_nis}:{year}",
        payload={"count": handouts_of(municipality_nis, year).count()},
        moment=moment,
    )
    return handout_table(municipality_nis, year)


def _locked_counter(municipality_nis: str, year: int) -> HandoutCounter:
    counters = HandoutCounter.objects.select_for_update().filter(
        municipality_nis=municipality_nis, year=year
    )
    found = counters.first()
    if found is None:
        HandoutCounter.objects.bulk_create(
            [HandoutCounter(municipality_nis=municipality_nis, year=year)], ignore_conflicts=True
        )
        found = counters.get()
    return found


def _end(handouts: list[Handout], state: HandoutState, moment: datetime) -> None:
    for handout in handouts:
        handout.state, handout.ended_at = state, moment
    Handout.objects.bulk_update(handouts, ["state", "ended_at"], batch_size=EXPIRED_AT_ONCE)
    JournalLine.objects.bulk_create(
        [line for handout in handouts for line in journal.ended(handout, moment)]
    )


def _record(handouts: list[Handout], act: str, moment: datetime) -> None:
    nis, references = handouts[0].municipality_nis, [one.reference for one in handouts]
    record_act(
        nis,
        act,
        subject=f"handouts:{nis}",
        payload={"count": len(handouts), "digest": digest_of(references).hex()},
        moment=moment,
    )


def _placed_before(municipality_nis: str, decision: str, award: Awarded) -> list[Handout]:
    same = Handout.objects.filter(
        municipality_nis=municipality_nis, decision=decision, award=award.id
    )
    return list(same.order_by("piece"))


def _number(handouts: list[Handout], counter: HandoutCounter) -> None:
    """Give each its number, save them and book them."""
    for place, handout in enumerate(handouts, start=1):
        handout.year, handout.number, handout.piece = counter.year, counter.last + place, place
    Handout.objects.bulk_create(handouts)
    counter.last += len(handouts)
    counter.save(update_fields=["last"])
    JournalLine.objects.bulk_create(
        [line for handout in handouts for line in journal.promised(handout)]
    )


def _pieces(award: Awarded) -> list[Handout]:
    pieces, quantity = award.pieces or 1, award.quantity
    cents = None if award.amount is None else int(award.amount * _CENTS)
    if cents is not None and cents % pieces:
        quantity, pieces = pieces, 1
    return [
        Handout(
            id=uuid4(),
            award=award.id,
            kind=_KINDS.get(award.given_as, HandoutKind.GIFT),
            amount_cents=None if cents is None else cents // pieces,
            quantity=quantity,
            valid_until=award.valid_until,
            collect_by=award.collect_by,
        )
        for _ in range(pieces)
    ]


def _has_passed(handout: Handout, today: date) -> bool:
    last_days = (handout.valid_until, handout.collect_by)
    return any(day is not None and day < today for day in last_days)


def _day(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
