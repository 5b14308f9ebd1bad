"""Accounts and their roles: what the operator adds, gives, takes and ends."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from klik.domains.people import access, ports, queries
from klik.domains.people.models import Account, RoleHeld
from klik.domains.people.operations.acts import record
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Role, current_actor, require_acting_for

SECRET_BYTES: Final = 20  # RFC 4226, 4: a shared secret of 160 bits


class StaffNotYours(Refusal):
    """An actor who may not change who works here."""

    status = 403
    reason = "Only the operator adds staff and gives or takes roles, with klik staff."


class AccountWrong(Refusal):
    """An address, a name or a secret that no account can have."""


def add_account(
    *,
    email: str,
    name: str,
    moment: datetime,
    password: str | None = None,
    totp_secret: str | None = None,
) -> Account:
    """Add somebody who will work at a desk; the same address again returns her and changes nothing.

    Without a password she asks for one herself, through her mailbox, on the log-in page. She can
    do nothing before `give_role`.

    Args:
        email: What she logs in with; capitals make no difference.
        name: How colleagues see her, at most 100 signs.
        moment: When.
        password: For a demonstration or a test.
        totp_secret: 160 bits in base32, for a demonstration; the account is then fictitious for
            good, and `queries.current_code` tells its code.

    Raises:
        NotActing: Outside `acting_for`.
        StaffNotYours: Somebody else than the operator.
        AccountWrong: The address, name or secret has another form.
    """
    _require_may_change_staff()
    address = _checked_email(email)
    account = Account(
        email=address,
        name=_checked_name(name),
        added_at=moment,
        is_fictitious=totp_secret is not None,
    )
    known = Account.objects.filter(email=address).first()
    if known is not None:
        return known
    account.set_password(password)
    account.save(force_insert=True)
    if totp_secret is not None:
        ports.second_factors.service().set_code_secret(account.pk, _checked_secret(totp_secret))
    return account


def give_role(
    account: Account,
    municipality_nis: str,
    role: Role,
    *,
    moment: datetime,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
) -> RoleHeld:
    """Give an account a role in a municipality; what she holds already is prolonged, never cut.

    Args:
        account: Who.
        municipality_nis: Among those acted for.
        role: Which.
        moment: When it is given.
        from_at: From when she holds it; from now on where absent.
        until_at: Until when; for good where absent.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        StaffNotYours: Somebody else than the operator.
        AccountWrong: It would end before it begins.
    """
    require_acting_for(municipality_nis)
    _require_may_change_staff()
    begins = from_at or moment
    if until_at is not None and until_at <= begins:
        raise AccountWrong("A role ends after it begins: give a later end, or none.")
    Account.objects.select_for_update().get(pk=account.pk)  # two at once would both insert
    held = RoleHeld.objects.filter(
        RoleHeld.held_at(begins), account=account, municipality_nis=municipality_nis, role=role
    ).first()
    if held is not None and _lasts_as_long(held, until_at):
        return held
    if held is None:
        held = RoleHeld(
            municipality_nis=municipality_nis, account=account, role=role, from_at=begins
        )
    held.until_at = until_at
    held.save(update_fields=None if held._state.adding else ["until_at"])  # noqa: SLF001 -- Django's own mark of a new row
    record(municipality_nis, "people.give-role", account, moment, role=role.value, **_period(held))
    return held


def take_role(account: Account, municipality_nis: str, role: Role, *, moment: datetime) -> bool:
    """Take a role away; the next page already knows it.

    Returns:
        Whether she held it, or would have later.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        StaffNotYours: Somebody else than the operator.
    """
    require_acting_for(municipality_nis)
    _require_may_change_staff()
    held = list(
        queries.roles_held(account, moment=moment).filter(
            municipality_nis=municipality_nis, role=role
        )
    )
    for one in held:
        one.until_at = max(moment, one.from_at)
        one.save(update_fields=["until_at"])
    if held:
        record(municipality_nis, "people.take-role", account, moment, role=role.value)
    return bool(held)


def reset_account(account: Account, *, moment: datetime) -> None:
    """Take password, second factors and sessions of an account away; she begins anew by mail.

    Raises:
        NotActing: Outside `acting_for`.
        StaffNotYours: Somebody else than the operator.
    """
    _require_may_change_staff()
    account.set_unusable_password()  # which also ends every session: they carry its digest
    account.save(update_fields=["password"])
    ports.second_factors.service().forget(account.pk)
    for municipality_nis in queries.municipalities_of(account, moment=moment):
        record(municipality_nis, "people.reset-account", account, moment)


def end_account(account: Account, *, moment: datetime) -> None:
    """End an account, its sessions and its roles in the municipalities acted for.

    The row stays, because audit lines name it.

    Raises:
        NotActing: Outside `acting_for`.
        StaffNotYours: Somebody else than the operator.
    """
    _require_may_change_staff()
    for held in queries.roles_held(account, moment=moment):
        take_role(account, held.municipality_nis, Role(held.role), moment=moment)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    ports.second_factors.service().forget(account.pk)


def _require_may_change_staff() -> None:
    if not access.may_change_staff(current_actor()):
        raise StaffNotYours


def _lasts_as_long(held: RoleHeld, until_at: datetime | None) -> bool:
    if held.until_at is None:
        return True
    return until_at is not None and until_at <= held.until_at


def _period(held: RoleHeld) -> dict[str, object]:
    return {
        "from_at": held.from_at.isoformat(),
        "until_at": held.until_at.isoformat() if held.until_at else None,
    }


def _checked_email(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise AccountWrong(
            "This is no e-mail address; write one such as an@voorbeeld.be."
        ) from None
    return address


def _checked_name(name: str) -> str:
    words = " ".join(name.split())
    if not words or len(words) > 100 or not words.isprintable():  # noqa: PLR2004 -- as the column
        raise AccountWrong("A name has 1 to 100 letters, as colleagues should see it.")
    return words


def _checked_secret(secret: str) -> str:
    try:
        content = base64.b32decode(secret)
    except ValueError:
        content = b""
    if len(content) < SECRET_BYTES:
        raise AccountWrong(f"A secret of codes is {SECRET_BYTES} bytes or more, in base32.")
    return secret
