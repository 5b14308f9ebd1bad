"""What `klik keys` does; import it after Django has started only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from klik.domains.audit.operations import record_act
from klik.ground.clock import moment_now
from klik.ground.jobs.models import JobState
from klik.ground.jobs.queries import states_of
from klik.ground.keys.rotation import count_keys, rotate_master_key
from klik.ground.rekeying.jobs import REENCRYPT, rotate
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for, current_municipalities

OPERATOR: Final = Actor(ActorKind.OPERATOR, "keys")


def rotate_master() -> int:
    """Replace the master key; return how many keys were wrapped anew.

    Raises:
        MasterKeyMissing, KeyDamaged: A key does not open; no key was changed.
    """
    moment = moment_now()
    wrapped = rotate_master_key(OPERATOR)
    with acting_for(EVERYWHERE, OPERATOR):
        _record("keys.rotate-master-key", moment)
    return wrapped


def rotate_data(municipalities: Collection[str]) -> int:
    """Give municipalities, all where none is named, a new data key; return how many.

    Raises:
        ActingNowhere: One of the codes is unknown.
        MasterKeyMissing, KeyDamaged: There is no master key to wrap the new keys.
    """
    moment = moment_now()
    with acting_for(municipalities or EVERYWHERE, OPERATOR):
        codes = sorted(current_municipalities())
        rotate(codes, moment=moment)
        _record("keys.rotate-data-key", moment)
    return len(codes)


def state_of_keys() -> dict[str, int]:
    """Return how many keys there are, and what is still to be encrypted anew."""
    with acting_for(EVERYWHERE, OPERATOR):
        counts = count_keys()
    states = states_of(REENCRYPT)
    return {
        **counts,
        "waiting": states.get(JobState.WAITING, 0),
        "running": states.get(JobState.RUNNING, 0),
        "failed": states.get(JobState.FAILED, 0),
    }


def _record(act: str, moment: datetime) -> None:
    for nis in sorted(current_municipalities()):
        record_act(nis, act, subject=f"keys:{nis}", payload={}, moment=moment)
