"""What `klik setup` does, in its order; import it after Django has started only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import OperationalError

from klik.domains.municipalities import operations as municipalities
from klik.ground.backup.restoring import is_unfinished
from klik.ground.keys.making import make_master_key, make_missing_keys
from klik.ground.keys.secret_file import make_secret_file
from klik.ground.refusals import Refusal
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for
from klik.ground.tenancy.owner import migrate_tables
from klik.ground.tenancy.rights import grant_rights, require_separate_roles

OPERATOR: Final = Actor(ActorKind.OPERATOR, "setup")


class DatabaseUnreachable(Refusal):
    """The database does not let us in."""

    status = 503


class RestoreUnfinished(Refusal):
    """A restore was cut off here; what it left is not an installation."""

    reason = "A restore was cut off here. Run the same klik restore again: it goes on."


@dataclass(frozen=True, slots=True)
class Installed:
    """What there is, and what was made just now."""

    home: Path
    master_key_file: Path
    made_master_key: bool
    keys_made: int
    municipalities: int
    old_municipalities: int
    bodies: int


def install(moment: datetime) -> Installed:
    """Make tables, keys and municipalities where they are not there yet.

    Raises:
        DatabaseUnreachable: No connection; the message is the database's own.
        RestoreUnfinished: `klik restore` is to be run again first.
        RolesMixed: The application's role in PostgreSQL would see every municipality.
        MasterKeyMissing, KeyDamaged: The database has keys that the master key file does not open.
    """
    try:
        return _install(moment)
    except OperationalError as error:
        raise DatabaseUnreachable(
            f"The database cannot be used: {str(error).strip()}. See KLIK_DATABASE_URL and "
            "KLIK_OPERATOR_DATABASE_URL in docs/operate/README.md."
        ) from error


def _install(moment: datetime) -> Installed:
    if is_unfinished(settings.KLIK_HOME):
        raise RestoreUnfinished
    settings.KLIK_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_secret_file(settings.KLIK_SECRET_KEY_FILE)
    _make_tables()
    made_master_key = make_master_key(settings.KLIK_MASTER_KEY_FILE)
    with acting_for(EVERYWHERE, OPERATOR):
        keys_made = make_missing_keys(moment)
        loaded = municipalities.load_municipalities()
    return Installed(
        home=settings.KLIK_HOME,
        master_key_file=settings.KLIK_MASTER_KEY_FILE,
        made_master_key=made_master_key,
        keys_made=keys_made,
        municipalities=loaded.municipalities,
        old_municipalities=loaded.old_municipalities,
        bodies=loaded.bodies,
    )


def _make_tables() -> None:
    require_separate_roles()
    migrate_tables()
    grant_rights()
