"""A keyed hash stands for a text, in this installation only."""

from pathlib import Path

import pytest
from django.conf import settings
from tests.factories.acting import CLERK, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys

from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.making import make_master_key, make_missing_keys
from klik.ground.keys.models import DataKey, HashKey
from klik.ground.keys.sealing import DataKeyMissing
from klik.ground.keys.wrapping import MasterKeyMissing, master_keys
from klik.ground.tenancy import acting_for


def test_equal_texts_have_equal_hashes_whoever_acts(db: None) -> None:
    make_keys(WINGENE)

    outside = keyed_hash("insz:85041795161")
    with acting_for([WINGENE], CLERK):
        inside = keyed_hash("insz:85041795161")

    assert outside == inside
    assert len(outside) == 32
    assert outside != keyed_hash("insz:85041795160")


def test_a_composed_and_a_decomposed_letter_are_one(db: None) -> None:
    make_keys(WINGENE)

    assert keyed_hash("Zoé") == keyed_hash("Zoe\u0301")


def test_another_installation_hashes_otherwise(db: None) -> None:
    make_keys(WINGENE)
    here = keyed_hash("insz:85041795161")

    HashKey.objects.update(**_other_key())

    assert keyed_hash("insz:85041795161") != here


def _other_key() -> dict[str, object]:
    wrapped = master_keys.service().wrap(bytes(32), purpose="hash key")
    return {"master_id": wrapped.master_id, "wrapped": wrapped.sealed}


def test_without_a_hash_key_it_says_what_to_do(db: None) -> None:
    with pytest.raises(DataKeyMissing, match="klik setup"):
        keyed_hash("insz:85041795161")


def test_keys_are_made_once(db: None) -> None:
    make_keys(WINGENE)
    with acting_for([WINGENE], OPERATOR):
        again = make_missing_keys(NOON)
        keys = DataKey.objects.count()

    assert (again, keys, HashKey.objects.count()) == (0, 1, 1)


def test_a_lost_master_key_is_not_replaced_silently(db: None, tmp_path: Path) -> None:
    make_keys(WINGENE)

    assert make_master_key(tmp_path / "master.key") is False
    assert not (tmp_path / "master.key").exists()


def test_keys_are_not_added_under_another_master_key(db: None) -> None:
    make_keys(WINGENE)
    HashKey.objects.update(master_id="0123456789abcdef")

    with acting_for([WINGENE], OPERATOR), pytest.raises(MasterKeyMissing, match="0123456789abcdef"):
        make_missing_keys(NOON)
    assert settings.KLIK_MASTER_KEY_FILE.exists()
