"""Make the keys that a new installation, or a new municipality, does not have yet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from klik.ground.keys.hashing import HASH_KEY_PURPOSE, keyed_hash
from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.models import DataKey, HashKey
from klik.ground.keys.sealing import key_purpose
from klik.ground.keys.wrapping import master_keys, new_key
from klik.ground.tenancy import current_municipalities


def make_master_key(file: Path) -> bool:
    """Make the file of the master key for a new installation; return whether it was made.

    Where the database holds keys already, none is made: a new master key would open nothing.
    """
    return not HashKey.objects.exists() and MasterKeyFile(file).make()


def make_missing_keys(moment: datetime) -> int:
    """Make a first data key for each municipality acted for, and the hash key, where absent.

    Returns:
        How many keys were made.

    Raises:
        NotActing: Outside `acting_for`.
        MasterKeyMissing, KeyDamaged: There is no master key, or not the one of this database.
    """
    has_hash_key = HashKey.objects.exists()
    if has_hash_key:
        keyed_hash("")  # opens it: a master key that is not this database's must not add keys
    have = DataKey.objects.values_list("municipality_nis", flat=True)
    lacking = sorted(current_municipalities() - set(have))
    add_data_keys(lacking, versions=dict.fromkeys(lacking, 1), moment=moment)
    if has_hash_key:
        return len(lacking)
    wrapped = master_keys.service().wrap(new_key(), purpose=HASH_KEY_PURPOSE)
    HashKey.objects.create(master_id=wrapped.master_id, wrapped=wrapped.sealed, made_at=moment)
    return len(lacking) + 1


def add_data_keys(municipalities: list[str], *, versions: dict[str, int], moment: datetime) -> None:
    """Add a data key of the given version for each municipality."""
    wrapping = master_keys.service()
    rows = []
    for nis in municipalities:
        wrapped = wrapping.wrap(new_key(), purpose=key_purpose(nis, versions[nis]))
        rows.append(
            DataKey(
                municipality_nis=nis,
                version=versions[nis],
                master_id=wrapped.master_id,
                wrapped=wrapped.sealed,
                made_at=moment,
            )
        )
    DataKey.objects.bulk_create(rows)
