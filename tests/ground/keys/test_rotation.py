"""Keys are replaced without losing what they protect, wherever the work is cut off."""

from pathlib import Path
from typing import Any

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys

from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.models import DataKey, HashKey
from klik.ground.keys.rotation import rotate_data_keys, rotate_master_key
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.keys.wrapping import KeyDamaged, MasterKeyMissing, master_keys
from klik.ground.tenancy import EVERYWHERE, ActingAlready, ActingNowhere, acting_for

Sealed = tuple[bytes, bytes]


@pytest.fixture
def masters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> MasterKeyFile:
    """Give a master key file of this test alone."""
    settings.KLIK_MASTER_KEY_FILE = tmp_path / "master.key"
    masters = MasterKeyFile(tmp_path / "master.key")
    monkeypatch.setattr(master_keys, "_service", masters)
    return masters


def _protected() -> Sealed:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE], CLERK):
        return encrypt(WINGENE, "test", b"kept"), keyed_hash("insz:x")


def _opened(sealed: Sealed) -> Sealed:
    with acting_for([WINGENE], CLERK):
        return decrypt(WINGENE, "test", sealed[0]), keyed_hash("insz:x")


def _master_ids() -> set[str]:
    with acting_for(EVERYWHERE, OPERATOR):
        return {key.master_id for key in [*DataKey.objects.all(), *HashKey.objects.all()]}


def test_a_new_master_key_opens_what_the_old_one_did(
    committed: None, masters: MasterKeyFile
) -> None:
    sealed, before = _protected(), _master_ids()

    count = rotate_master_key(OPERATOR)

    assert (count, _opened(sealed)) == (3, (b"kept", sealed[1]))
    assert len(_master_ids()) == 1
    assert _master_ids() != before


def test_the_old_master_key_opens_nothing_afterwards(
    committed: None, masters: MasterKeyFile, tmp_path: Path
) -> None:
    sealed = _protected()
    stolen = (tmp_path / "master.key").read_bytes()
    rotate_master_key(OPERATOR)

    (tmp_path / "master.key").write_bytes(stolen)

    with pytest.raises(MasterKeyMissing):
        _opened(sealed)


@pytest.mark.parametrize("step", ["begin_rotation", "wrap", "finish_rotation"])
def test_a_rotation_that_was_cut_off_loses_nothing(
    committed: None, masters: MasterKeyFile, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    sealed = _protected()

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(MasterKeyFile, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            rotate_master_key(OPERATOR)
    between = _opened(sealed)
    rotate_master_key(OPERATOR)

    assert between == _opened(sealed) == (b"kept", sealed[1])
    assert len(_master_ids()) == 1


def test_a_key_that_does_not_open_stops_the_rotation(
    committed: None, masters: MasterKeyFile, tmp_path: Path
) -> None:
    _protected()
    with acting_for([HERENT], OPERATOR):
        DataKey.objects.update(wrapped=bytes(60))
    before = (tmp_path / "master.key").read_bytes()

    with pytest.raises(KeyDamaged, match="data key 1 of 24038"):
        rotate_master_key(OPERATOR)

    assert (tmp_path / "master.key").read_bytes() == before


def test_a_new_data_key_encrypts_and_the_old_one_still_decrypts(
    db: None, masters: MasterKeyFile
) -> None:
    sealed = _protected()

    with acting_for([WINGENE, HERENT], OPERATOR):
        rotate_data_keys([WINGENE], moment=NOON)

    with acting_for([WINGENE], CLERK):
        anew = encrypt(WINGENE, "test", b"new")
        versions = [encrypted[4] for encrypted in (sealed[0], anew)]
        opened = [decrypt(WINGENE, "test", one) for one in (sealed[0], anew)]
    assert (versions, opened) == ([1, 2], [b"kept", b"new"])


def test_only_the_operator_rotates_the_master_key(db: None, masters: MasterKeyFile) -> None:
    with pytest.raises(ActingNowhere):
        rotate_master_key(CLERK)
    with acting_for([WINGENE], OPERATOR), pytest.raises(ActingAlready):
        rotate_master_key(OPERATOR)
