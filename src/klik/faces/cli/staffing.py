"""What `klik staff` does; import it after Django has started only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from klik.domains.municipalities import queries as municipalities
from klik.domains.people import operations, queries
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, Role, acting_for

OPERATOR: Final = Actor(ActorKind.OPERATOR, "staff")


def add(
    email: str, *, name: str, municipality: str, roles: Iterable[str], moment: datetime
) -> bool:
    """Add an account with roles in a municipality; return whether it is a new one.

    Raises:
        MunicipalityNotFound, AccountWrong: What was given names none, or cannot be.
    """
    with _acting_in(municipality) as nis:
        account = operations.add_account(email=email, name=name, moment=moment)
        for role in roles:
            operations.give_role(account, nis, Role(role), moment=moment)
    return account.added_at == moment


def give(
    email: str,
    *,
    municipality: str,
    roles: Iterable[str],
    until_at: datetime | None,
    moment: datetime,
) -> None:
    """Give an account roles in a municipality.

    Raises:
        MunicipalityNotFound, AccountNotFound, AccountWrong: As above, or it would end at once.
    """
    with _acting_in(municipality) as nis:
        account = queries.account_of(email)
        for role in roles:
            operations.give_role(account, nis, Role(role), until_at=until_at, moment=moment)


def take(email: str, *, municipality: str, roles: Iterable[str], moment: datetime) -> None:
    """Take roles in a municipality away from an account.

    Raises:
        MunicipalityNotFound, AccountNotFound: What was given names none.
    """
    with _acting_in(municipality) as nis:
        account = queries.account_of(email)
        for role in roles:
            operations.take_role(account, nis, Role(role), moment=moment)


def lines(moment: datetime) -> list[str]:
    """Return every account with its roles, a line each."""
    names = {one.nis: one.name for one in municipalities.municipalities()}
    listed = []
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        for member in queries.staff(moment=moment):
            account = member.account
            second = "second step set up" if member.has_second_factor else "no second step yet"
            ended = "" if account.is_active else ", ended"
            listed.append(f"{account.name} <{account.email}>: {second}{ended}")
            listed += [
                f"  {names[nis]}: {', '.join(sorted(held))}" for nis, held in member.roles.items()
            ]
    return listed


def reset(email: str, *, moment: datetime) -> None:
    """Let whoever cannot log in any more begin anew.

    Raises:
        AccountNotFound: Nobody logs in with this address.
    """
    with acting_for(EVERYWHERE, OPERATOR):
        operations.reset_account(queries.account_of(email), moment=moment)


def end(email: str, *, moment: datetime) -> None:
    """End an account.

    Raises:
        AccountNotFound: Nobody logs in with this address.
    """
    with acting_for(EVERYWHERE, OPERATOR):
        operations.end_account(queries.account_of(email), moment=moment)


def code(email: str) -> str | None:
    """Return the code of a fictitious account at this moment.

    Raises:
        AccountNotFound, CodeIsSecret: Nobody logs in with this address, or somebody real does.
    """
    return queries.current_code(queries.account_of(email))


@contextmanager
def _acting_in(municipality: str) -> Iterator[str]:
    """Act for a municipality, named by its NIS code or as in addresses; give its code."""
    find = (
        municipalities.municipality_of
        if municipality.isdecimal()
        else municipalities.municipality_by_slug
    )
    nis = find(municipality).nis
    with acting_for([nis], OPERATOR):
        yield nis
