"""Members of staff for tests; all are fictitious."""

from typing import Final

from tests.factories.acting import NOON, OPERATOR, WINGENE

from klik.domains.people import operations
from klik.domains.people.models import Account
from klik.ground.tenancy import EVERYWHERE, Role, acting_for

PASSWORD: Final = "een lang wachtwoord voor testen"  # noqa: S105 -- protects nothing
SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- protects nothing


def make_account(
    email: str = "an@voorbeeld.be",
    *,
    password: str | None = None,
    totp_secret: str | None = None,
    roles: dict[str, set[Role]] | None = None,
) -> Account:
    """Add an account with roles per municipality, in a transaction of its own."""
    with acting_for(EVERYWHERE, OPERATOR):
        account = operations.add_account(
            email=email,
            name="An Voorbeeld",
            moment=NOON,
            password=password,
            totp_secret=totp_secret,
        )
        for nis, held in (roles or {}).items():
            for role in sorted(held):
                operations.give_role(account, nis, role, moment=NOON)
    return account


def make_clerk(email: str = "an@voorbeeld.be", **options: str | None) -> Account:
    """Add a clerk of Wingene."""
    return make_account(email, roles={WINGENE: {Role.CLERK}}, **options)
