"""What is encrypted opens for the same municipality and purpose, and for nothing else."""

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.keys import make_keys

from klik.ground.keys import sealing
from klik.ground.keys.models import DataKey
from klik.ground.keys.rotation import rotate_data_keys
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing, decrypt, encrypt, key_ring
from klik.ground.tenancy import NotActing, OutsideActing, acting_for

IBAN = b"BE49999000000171"  # fictitious


@pytest.mark.parametrize("plaintext", [b"", IBAN, bytes(range(256)) * 40])
def test_what_was_encrypted_is_decrypted(db: None, plaintext: bytes) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        encrypted = encrypt(WINGENE, "payee:iban", plaintext)

    with acting_for([WINGENE], CLERK):
        assert decrypt(WINGENE, "payee:iban", encrypted) == plaintext


def test_nothing_shows_in_what_is_encrypted(db: None) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        first, second = (encrypt(WINGENE, "payee:iban", IBAN) for _ in range(2))

    assert IBAN not in first
    assert first != second


def test_another_purpose_does_not_decrypt(db: None) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        encrypted = encrypt(WINGENE, "payee:iban", IBAN)

        with pytest.raises(CannotDecrypt, match="payee:name of 37021"):
            decrypt(WINGENE, "payee:name", encrypted)


def test_another_municipality_does_not_decrypt(db: None) -> None:
    make_keys(WINGENE, HERENT)

    with acting_for([WINGENE, HERENT], CLERK):
        encrypted = encrypt(WINGENE, "payee:iban", IBAN)

        with pytest.raises(CannotDecrypt):
            decrypt(HERENT, "payee:iban", encrypted)


def test_even_under_one_key_another_municipality_does_not_decrypt(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_newest_key", lambda _: (1, bytes(32)))
    monkeypatch.setattr(sealing, "_key_of_version", lambda *_: bytes(32))

    encrypted = encrypt(WINGENE, "payee:iban", IBAN)

    assert decrypt(WINGENE, "payee:iban", encrypted) == IBAN
    with pytest.raises(CannotDecrypt):
        decrypt(HERENT, "payee:iban", encrypted)


def test_every_changed_byte_is_found(db: None) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        encrypted = encrypt(WINGENE, "payee:iban", IBAN)
        for place in range(len(encrypted)):
            changed = bytearray(encrypted)
            changed[place] ^= 1
            with pytest.raises((CannotDecrypt, DataKeyMissing)):
                decrypt(WINGENE, "payee:iban", bytes(changed))


@pytest.mark.parametrize("length", [0, 1, 4, 5, 16, 17, 30])
def test_what_is_cut_short_is_refused(db: None, length: int) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        encrypted = encrypt(WINGENE, "payee:iban", IBAN)

        with pytest.raises(CannotDecrypt):
            decrypt(WINGENE, "payee:iban", encrypted[:length])


def test_keys_serve_who_acts_only(db: None) -> None:
    make_keys(WINGENE, HERENT)

    with pytest.raises(NotActing):
        encrypt(WINGENE, "payee:iban", IBAN)
    with acting_for([WINGENE], CLERK), pytest.raises(OutsideActing):
        encrypt(HERENT, "payee:iban", IBAN)


def test_a_municipality_without_key_says_what_to_do(db: None) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(DataKeyMissing, match=r"37021.*klik setup"):
        encrypt(WINGENE, "payee:iban", IBAN)


@pytest.mark.parametrize("purpose", ["", "IBAN", "a b", "a" * 101, ":x"])
def test_a_purpose_is_a_token(db: None, purpose: str) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="no purpose"):
        encrypt(WINGENE, purpose, IBAN)


def test_a_key_is_read_once_per_transaction(db: None, django_assert_num_queries: object) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        encrypt(WINGENE, "payee:iban", IBAN)
        with django_assert_num_queries(0):  # type: ignore[operator]  # -- pytest-django's fixture
            encrypt(WINGENE, "payee:name", IBAN)


def test_a_key_shows_nothing_of_itself(db: None) -> None:
    make_keys(WINGENE)

    with acting_for([WINGENE], CLERK):
        key = DataKey.objects.get()

    assert (str(key), repr(key)) == ("data key 1 of 37021", "<DataKey: data key 1 of 37021>")


def test_a_ring_of_keys_works_when_its_transaction_has_ended(db: None) -> None:
    make_keys(WINGENE)
    with acting_for([WINGENE], CLERK):
        earlier = encrypt(WINGENE, "payee:iban", IBAN)
        rotate_data_keys([WINGENE], moment=NOON)
    with acting_for([WINGENE], CLERK):
        ring = key_ring(WINGENE)

    later = ring.encrypt("payee:iban", IBAN)

    assert (ring.newest, ring.decrypt("payee:iban", earlier)) == (2, IBAN)
    assert not any(str(key) in repr(ring) for key in ring.keys.values())
    with acting_for([WINGENE], CLERK):
        assert decrypt(WINGENE, "payee:iban", later) == IBAN


def test_a_ring_does_not_open_what_a_later_key_sealed(db: None) -> None:
    make_keys(WINGENE)
    with acting_for([WINGENE], CLERK):
        ring = key_ring(WINGENE)
        rotate_data_keys([WINGENE], moment=NOON)
    with acting_for([WINGENE], CLERK):
        later = encrypt(WINGENE, "payee:iban", IBAN)

    with pytest.raises(DataKeyMissing, match="Data key 2"):
        ring.decrypt("payee:iban", later)


def test_a_ring_is_for_who_is_acted_for(db: None) -> None:
    make_keys(WINGENE, HERENT)

    with acting_for([HERENT], CLERK), pytest.raises(OutsideActing):
        key_ring(WINGENE)
