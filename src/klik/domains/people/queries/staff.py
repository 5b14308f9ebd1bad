"""Reads of staff. Roles are read anew for every page: one that was taken away works no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from klik.domains.people import ports
from klik.domains.people.models import Account, RoleHeld, account_id_of
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, ActorKind, Role, require_acting_for

UNKNOWN_NAME = "(onbekend)"


class AccountNotFound(Refusal):
    """No account has this address."""

    status = 404
    reason = "No member of staff logs in with this address; klik staff list shows who does."


class CodeIsSecret(Refusal):
    """The code of a real member of staff was asked for."""

    status = 403
    reason = (
        "Only the fictitious accounts of a demonstration show their code. Who lost her second "
        "factor gets a new one: klik staff reset."
    )


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One account, as an operator sees it.

    Attributes:
        account: Who.
        roles: Per municipality acted for, the roles held.
        has_second_factor: Whether codes or a passkey were set up.
    """

    account: Account
    roles: dict[str, frozenset[Role]]
    has_second_factor: bool


def account_of(email: str) -> Account:
    """Return the account that logs in with `email`, in capitals or not.

    Raises:
        AccountNotFound: There is none.
    """
    found = Account.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise AccountNotFound
    return found


def roles_of(account: Account, municipality_nis: str, *, moment: datetime) -> frozenset[Role]:
    """Return the roles of an account in a municipality acted for; none when it was ended.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    held = RoleHeld.objects.filter(
        RoleHeld.held_at(moment),
        account_id=account.pk,
        account__is_active=True,
        municipality_nis=municipality_nis,
    )
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def municipalities_of(account: Account, *, moment: datetime) -> list[str]:
    """Return the NIS codes where an account holds a role, among those acted for.

    Raises:
        NotActing: Outside `acting_for`.
    """
    held = RoleHeld.objects.filter(
        RoleHeld.held_at(moment), account_id=account.pk, account__is_active=True
    )
    return sorted(set(held.values_list("municipality_nis", flat=True)))


def actor_of(account: Account, municipality_nis: str, *, moment: datetime) -> Actor:
    """Return an account as the one who acts for a municipality, with her roles there.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    roles = roles_of(account, municipality_nis, moment=moment)
    return Actor(ActorKind.STAFF, account.reference, roles)


def actor_behind(actor_reference: str, municipality_nis: str, *, moment: datetime) -> Actor:
    """Return the member of staff behind a reference, with her roles at this moment.

    For work that goes on after the request in which she asked for it.

    Raises:
        AccountNotFound: The reference is of nobody.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    account_id = account_id_of(actor_reference)
    account = Account.objects.filter(pk=account_id).first() if account_id else None
    if account is None:
        raise AccountNotFound
    return actor_of(account, municipality_nis, moment=moment)


def name_of(actor_reference: str) -> str:
    """Return the name behind a reference of staff; the reference itself of any other actor."""
    return names_of([actor_reference])[actor_reference]


def names_of(actor_references: list[str]) -> dict[str, str]:
    """Return `name_of` for many references, in one query."""
    keys = {reference: account_id_of(reference) for reference in actor_references}
    names = dict(Account.objects.filter(pk__in=set(keys.values())).values_list("pk", "name"))
    return {
        reference: reference if key is None else names.get(key, UNKNOWN_NAME)
        for reference, key in keys.items()
    }


def has_second_factor(account: Account) -> bool:
    """Say whether codes or a passkey were set up for an account."""
    return account.pk in ports.second_factors.service().held_by([account.pk])


def current_code(account: Account) -> str | None:
    """Return the code of a fictitious account at this moment; None where it uses no codes.

    Raises:
        CodeIsSecret: It belongs to somebody real.
    """
    if not account.is_fictitious:
        raise CodeIsSecret
    return ports.second_factors.service().current_code(account.pk)


def staff(*, moment: datetime) -> list[StaffMember]:
    """Return every account by name, with its roles in the municipalities acted for.

    Raises:
        NotActing: Outside `acting_for`.
    """
    accounts = list(Account.objects.order_by("name", "email"))
    roles: dict[UUID, dict[str, frozenset[Role]]] = {}
    for held in RoleHeld.objects.filter(RoleHeld.held_at(moment)).order_by("municipality_nis"):
        of_account = roles.setdefault(held.account_id, {})
        before = of_account.get(held.municipality_nis, frozenset())
        of_account[held.municipality_nis] = before | {Role(held.role)}
    holders = ports.second_factors.service().held_by([account.pk for account in accounts])
    return [
        StaffMember(account, roles.get(account.pk, {}), account.pk in holders)
        for account in accounts
    ]


def roles_held(account: Account, *, moment: datetime) -> QuerySet[RoleHeld]:
    """Return the roles that an account holds or will hold in the municipalities acted for."""
    ending = RoleHeld.objects.filter(account_id=account.pk).exclude(until_at__lte=moment)
    return ending.order_by("municipality_nis", "role")
