"""Replace keys: the master key, which changes no data, and the data keys."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from klik.ground.keys.hashing import HASH_KEY_PURPOSE
from klik.ground.keys.making import add_data_keys
from klik.ground.keys.models import DataKey, HashKey
from klik.ground.keys.sealing import key_purpose
from klik.ground.keys.wrapping import Wrapped, master_keys
from klik.ground.tenancy import EVERYWHERE, Actor, acting_for


def rotate_master_key(actor: Actor) -> int:
    """Wrap every key anew under a new master key and forget the old one.

    Three steps, each whole: the new master key joins the old one, one transaction wraps every key
    anew, the old one goes. Killed in between, both remain and the next rotation finishes the work.
    On PostgreSQL, a transaction that read a key during the second step may fail once.

    Returns:
        How many keys were wrapped anew.

    Raises:
        ActingNowhere: Not the operator.
        ActingAlready: Inside `acting_for`; this is a transaction of its own.
        MasterKeyMissing, KeyDamaged: A key does not open; no key was changed.
    """
    masters = master_keys.service()
    with acting_for(EVERYWHERE, actor):
        _open_every_key()  # before anything is written
    masters.begin_rotation()
    with acting_for(EVERYWHERE, actor):
        wrapped = _wrap_anew()
    masters.finish_rotation()
    return wrapped


def rotate_data_keys(municipalities: list[str], *, moment: datetime) -> None:
    """Let the municipalities encrypt with a new data key from the next transaction on.

    What was encrypted before still decrypts: earlier keys stay.

    Raises:
        NotActing, OutsideActing: Nobody acts for one of them here.
        MasterKeyMissing: There is no master key to wrap the new keys.
    """
    keys = DataKey.objects.filter(municipality_nis__in=municipalities)
    newest = keys.values("municipality_nis").annotate(newest=Max("version"))
    versions = dict.fromkeys(municipalities, 1)
    versions.update({row["municipality_nis"]: row["newest"] + 1 for row in newest})
    add_data_keys(municipalities, versions=versions, moment=moment)


def count_keys() -> dict[str, int]:
    """Return how many keys there are of the municipalities acted for, and under how many masters.

    Raises:
        NotActing: Outside `acting_for`.
    """
    keys = DataKey.objects.order_by()
    masters = {
        *keys.values_list("master_id", flat=True).distinct(),
        *HashKey.objects.values_list("master_id", flat=True),
    }
    return {
        "municipalities": keys.values("municipality_nis").distinct().count(),
        "data_keys": keys.count(),
        "master_keys": len(masters),
    }


def _open_every_key() -> None:
    for row, purpose in _every_key():
        _unwrapped(row, purpose)


def _wrap_anew() -> int:
    rows = _every_key()
    for row, purpose in rows:
        wrapped = master_keys.service().wrap(_unwrapped(row, purpose), purpose=purpose)
        row.master_id, row.wrapped = wrapped.master_id, wrapped.sealed
        row.save(update_fields=["master_id", "wrapped"])
    return len(rows)


def _every_key() -> list[tuple[DataKey | HashKey, str]]:
    data_keys = DataKey.objects.select_for_update().order_by("municipality_nis", "version")
    return [
        *((key, key_purpose(key.municipality_nis, key.version)) for key in data_keys),
        *((key, HASH_KEY_PURPOSE) for key in HashKey.objects.select_for_update()),
    ]


def _unwrapped(row: DataKey | HashKey, purpose: str) -> bytes:
    wrapped = Wrapped(row.master_id, bytes(row.wrapped))
    return master_keys.service().unwrap(wrapped, purpose=purpose)
