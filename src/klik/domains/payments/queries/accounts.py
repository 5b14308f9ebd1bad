"""Reads of accounts: which one is known of a payee, and which changed account waits."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from klik.domains.messages.queries import WayTo
from klik.domains.payments.models import AccountChange, ChangeState, Order, OrderState
from klik.domains.people.queries import same_person
from klik.ground.canonical import canonical
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.persons import Held
from klik.ground.refusals import Refusal

_IN_USE = (OrderState.READY, OrderState.BATCHED, OrderState.EXECUTED, OrderState.REJECTED)
_SHOWN = 4


class ChangeNotFound(Refusal):
    """No changed account of this name, or of somebody else."""

    status = 404
    reason = "There is no such change of an account."


@dataclass(frozen=True, slots=True)
class Changed:
    """What is kept of a change: accounts by their last four signs.

    Attributes:
        name: Of who is paid.
        before: The end of the account that was known.
        after: The end of the new one.
        ways: Where she is told.
    """

    name: str = field(repr=False)
    before: str
    after: str
    ways: tuple[WayTo, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change as she or finance reads it.

    Attributes:
        id: Of the change.
        state: `waiting`, `taken` or `cancelled`.
        before: The end of the account that was known.
        after: The end of the new one.
        pays_from: The first day on which the new account is paid.
        is_told: Whether she was told where she was reached before.
        is_reachable: Whether there was a way to tell her; else somebody calls her.
        decision: For which the account was given first.
    """

    id: UUID
    state: str
    before: str
    after: str
    pays_from: date
    is_told: bool
    is_reachable: bool
    decision: str


def known_order(municipality_nis: str, person: bytes) -> Order | None:
    """Return the latest order whose account is known to be of this payee; None before a first.

    What is held or was given up does not count: nobody confirmed that account yet.
    """
    rows = Order.objects.filter(
        municipality_nis=municipality_nis,
        payee_hash__in=same_person(person),
        account_hash__isnull=False,
        state__in=_IN_USE,
    )
    return rows.order_by("-placed_at", "-end_to_end_id").first()


def is_change(municipality_nis: str, person: bytes, iban: str) -> bool:
    """Say whether an account is another than the one on which this payee was paid.

    A first account is no change. An account that was announced and held before is none either.

    Args:
        municipality_nis: Among those acted for.
        person: The keyed hash of the payee.
        iban: The account, with or without spaces.
    """
    known = known_order(municipality_nis, person)
    return known is not None and differs(known, person, hash_of_account(iban))


def differs(known: Order, person: bytes, account_hash: bytes) -> bool:
    """Say whether an account is another than that of `known`, and was not taken since."""
    if bytes(known.account_hash or b"") == account_hash:
        return False
    taken = AccountChange.objects.filter(
        municipality_nis=known.municipality_nis,
        person__in=same_person(person),
        account_hash=account_hash,
        state=ChangeState.TAKEN,
        ended_at__gte=known.placed_at,
    )
    return not taken.exists()


def hash_of_account(iban: str) -> bytes:
    """Return the keyed hash under which an account is compared."""
    return keyed_hash(f"iban:{''.join(iban.split()).upper()}")


def end_of(iban: str) -> str:
    """Return what may be shown of an account: its last four signs."""
    return "".join(iban.split())[-_SHOWN:]


def latest_change(order: Order) -> AccountChange | None:
    """Return the latest change to the account of an order by its payee."""
    if order.account_hash is None:
        return None
    rows = AccountChange.objects.filter(
        municipality_nis=order.municipality_nis,
        person__in=same_person(bytes(order.payee_hash)),
        account_hash=bytes(order.account_hash),
    )
    return rows.order_by("-asked_at", "pk").first()


def change_of(change: UUID, *, people: Collection[bytes] | None = None) -> AccountChange:
    """Return a change of the municipalities acted for.

    Args:
        change: Its id.
        people: The keyed hashes of whose it must be; None for anybody's.

    Raises:
        ChangeNotFound: There is none, or it is somebody else's.
    """
    rows = AccountChange.objects.filter(pk=change)
    if people is not None:
        rows = rows.filter(person__in=list(people))
    found = rows.first()
    if found is None:
        raise ChangeNotFound
    return found


def waiting_changes(people: Collection[bytes]) -> list[ChangeShown]:
    """Return the changes of one person that wait, in the municipalities acted for."""
    rows = AccountChange.objects.filter(person__in=list(people), state=ChangeState.WAITING)
    return [change_shown(one) for one in rows.order_by("pays_from", "pk")]


def held_changes(decisions: Collection[str], people: Collection[bytes]) -> list[ChangeShown]:
    """Return the changes of one person for which a payment of these decisions waits."""
    orders = Order.objects.filter(
        decision__in=list(decisions), payee_hash__in=list(people), held_because="account-changed"
    )
    changes = [change for one in orders if (change := latest_change(one)) is not None]
    return [change_shown(one) for one in {one.pk: one for one in changes}.values()]


def changes_due(day: date) -> QuerySet[AccountChange]:
    """Return the changes, where is acted for, whose payee was told and whose day has come."""
    return AccountChange.objects.filter(
        state=ChangeState.WAITING, told_at__isnull=False, pays_from__lte=day
    ).order_by("pays_from", "pk")


def orders_waiting_for(change: AccountChange) -> QuerySet[Order]:
    """Return the orders that wait for a changed account, the oldest first."""
    return Order.objects.filter(
        municipality_nis=change.municipality_nis,
        payee_hash__in=same_person(bytes(change.person)),
        account_hash=bytes(change.account_hash),
        state=OrderState.HELD,
        held_because="account-changed",
    ).order_by("placed_at", "end_to_end_id")


def change_shown(change: AccountChange) -> ChangeShown:
    """Return a change as it is read."""
    said = changed(change)
    return ChangeShown(
        id=change.pk,
        state=change.state,
        before=said.before,
        after=said.after,
        pays_from=change.pays_from,
        is_told=change.told_at is not None,
        is_reachable=change.ways > 0,
        decision=change.decision,
    )


def changed(change: AccountChange) -> Changed:
    """Return what is kept of a change, decrypted.

    Raises:
        CannotDecrypt: It was altered.
    """
    purpose = change_purpose(change.pk)
    plain = json.loads(decrypt(change.municipality_nis, purpose, bytes(change.sealed)))
    ways = tuple(
        WayTo(**{**way, "address_lines": tuple(way["address_lines"])}) for way in plain["ways"]
    )
    return Changed(plain["name"], plain["before"], plain["after"], ways)


def sealed_change(municipality_nis: str, change: UUID, said: Changed) -> bytes:
    """Return what is kept of a change as its row keeps it."""
    return encrypt(municipality_nis, change_purpose(change), canonical(asdict(said)))


def change_purpose(change: UUID) -> str:
    """Return what a change is encrypted for, so that rows cannot change places."""
    return f"payments/account-change/{change}"


def changes_held_about(person: bytes) -> list[Held]:
    """Return what is held of the changed accounts of a person."""
    rows = AccountChange.objects.filter(person=person).order_by("-asked_at", "pk")
    return [_held(one) for one in rows]


def _held(change: AccountChange) -> Held:
    said = changed(change)
    return Held(
        kind="account-change",
        title=_("Another account number"),
        source=_("You yourself, or the town hall for you"),
        under=_("Safety: nobody else may change your account"),
        fields={
            _("The new account ends on"): said.after,
            _("The account before ends on"): said.before,
            _("We pay there from"): change.pays_from,
            _("State"): change.get_state_display(),
        },
        since=change.asked_at,
        corrects=_("Was this not you? Cancel it yourself, or call us."),
        reference=change.decision,
    )
