"""Encrypt and decrypt for one municipality and one purpose."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import QuerySet

from klik.ground.keys.models import DataKey
from klik.ground.keys.wrapping import Wrapped, master_keys, seal, unseal
from klik.ground.refusals import Refusal
from klik.ground.tenancy import remembered, require_acting_for
from klik.ground.tenancy.prepared import prepared

_FORM: Final = 1
_HEAD = struct.Struct(">BI")  # the form of what follows, and the version of the data key
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9._:/-]{0,99}")


class DataKeyMissing(Refusal):
    """A municipality has no key, or no longer the one that encrypted this."""

    status = 503


class CannotDecrypt(Refusal):
    """What was encrypted was changed, or was for another municipality or purpose."""

    status = 500


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The data keys of one municipality in memory, for work that no transaction waits for.

    Attributes:
        municipality_nis: Whose keys.
        newest: The version that encrypts; every version decrypts.
    """

    municipality_nis: str
    newest: int
    keys: Mapping[int, bytes] = field(repr=False)

    def encrypt(self, purpose: str, plaintext: bytes) -> bytes:
        """Return what the function `encrypt` of this module returns."""
        return _sealed(self.municipality_nis, purpose, plaintext, (self.newest, self._key()))

    def decrypt(self, purpose: str, encrypted: bytes) -> bytes:
        """Return what was encrypted for the same municipality and purpose.

        Raises:
            CannotDecrypt: It was changed, cut short, or made for something else.
            DataKeyMissing: The key that encrypted it is gone, or was made after this ring.
        """
        return _unsealed(self.municipality_nis, purpose, encrypted, self._key)

    def _key(self, version: int | None = None) -> bytes:
        wanted = self.newest if version is None else version
        if wanted not in self.keys:
            raise _gone(self.municipality_nis, wanted)
        return self.keys[wanted]


def key_ring(municipality_nis: str) -> KeyRing:
    """Return every data key of the municipality, for use after this transaction as well.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        DataKeyMissing: It has no key yet.
        MasterKeyMissing, KeyDamaged: A key is there and cannot be opened.
    """
    require_acting_for(municipality_nis)
    return remembered(("key ring", municipality_nis), lambda: _open_ring(municipality_nis))


def encrypt(municipality_nis: str, purpose: str, plaintext: bytes) -> bytes:
    """Return `plaintext` encrypted under the newest data key of the municipality.

    Args:
        municipality_nis: Among those acted for.
        purpose: What it is, and of what, such as `payee:iban`; decryption must name it again.
        plaintext: Any bytes.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        DataKeyMissing: It has no key yet.
        MasterKeyMissing, KeyDamaged: The key is there and cannot be opened.
        ValueError: The purpose has another form.
    """
    return _sealed(municipality_nis, purpose, plaintext, _newest_key(municipality_nis))


def decrypt(municipality_nis: str, purpose: str, encrypted: bytes) -> bytes:
    """Return what `encrypt` was given for the same municipality and purpose.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        CannotDecrypt: It was changed, cut short, or made for something else.
        DataKeyMissing: The key that encrypted it is gone.
        MasterKeyMissing, KeyDamaged: That key cannot be opened.
    """
    return _unsealed(
        municipality_nis,
        purpose,
        encrypted,
        lambda version: _key_of_version(municipality_nis, version),
    )


def version_of(encrypted: bytes) -> int | None:
    """Return the version of the data key that encrypted something; None where nothing of ours."""
    if len(encrypted) < _HEAD.size or encrypted[0] != _FORM:
        return None
    version: int = _HEAD.unpack_from(encrypted)[1]
    return version


def newest_version(municipality_nis: str) -> int:
    """Return the version of the data key that encrypts for a municipality acted for now.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: It has no key, or one that cannot be opened.
    """
    return _newest_key(municipality_nis)[0]


def key_purpose(municipality_nis: str, version: int) -> str:
    """Return what a data key is wrapped for, so that rows cannot change places."""
    return f"data key {version} of {municipality_nis}"


def _bound_to(municipality_nis: str, purpose: str) -> str:
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError(
            f"{purpose[:100]!r} is no purpose: up to 100 small letters, digits or . _ : / -"
        )
    return f"{municipality_nis}:{purpose}"  # a code has five digits: no two pairs look alike


def _sealed(municipality_nis: str, purpose: str, plaintext: bytes, key: tuple[int, bytes]) -> bytes:
    bound_to = _bound_to(municipality_nis, purpose)
    return _HEAD.pack(_FORM, key[0]) + seal(key[1], plaintext, bound_to=bound_to)


def _unsealed(
    municipality_nis: str, purpose: str, encrypted: bytes, key_of: Callable[[int], bytes]
) -> bytes:
    bound_to = _bound_to(municipality_nis, purpose)
    if len(encrypted) < _HEAD.size or encrypted[0] != _FORM:
        raise CannotDecrypt(f"This is nothing that Klik encrypted ({purpose}).")
    version = _HEAD.unpack_from(encrypted)[1]
    plaintext = unseal(key_of(version), encrypted[_HEAD.size :], bound_to=bound_to)
    if plaintext is None:
        raise CannotDecrypt(
            f"What was encrypted for {purpose} of {municipality_nis} was changed since, or was "
            "encrypted for something else."
        )
    return plaintext


def _newest_key(municipality_nis: str) -> tuple[int, bytes]:
    require_acting_for(municipality_nis)
    return remembered(("newest data key", municipality_nis), lambda: _open_newest(municipality_nis))


def _key_of_version(municipality_nis: str, version: int) -> bytes:
    require_acting_for(municipality_nis)
    return remembered(
        ("data key", municipality_nis, version), lambda: _open_version(municipality_nis, version)
    )


def _open_ring(municipality_nis: str) -> KeyRing:
    newest, _ = _newest_key(municipality_nis)
    rows = DataKey.objects.filter(municipality_nis=municipality_nis)
    return KeyRing(municipality_nis, newest, {row.version: _opened(row) for row in rows})


def _open_newest(municipality_nis: str) -> tuple[int, bytes]:
    keys = DataKey.objects.filter(municipality_nis=municipality_nis)
    newest = keys.order_by("-version").first()
    if newest is None:
        raise DataKeyMissing(f"{municipality_nis} has no data key yet: run klik setup.")
    return newest.version, _opened(newest)


def _open_version(municipality_nis: str, version: int) -> bytes:
    found = list(_wrapped_of(municipality_nis=municipality_nis, version=version))
    if not found:
        raise _gone(municipality_nis, version)
    master_id, wrapped = found[0]
    return _unwrapped(Wrapped(master_id, bytes(wrapped)), municipality_nis, version)


@prepared
def _wrapped_of(municipality_nis: Any, version: Any) -> QuerySet[DataKey, tuple[Any, ...]]:
    keys = DataKey.objects.filter(municipality_nis=municipality_nis, version=version)
    return keys.order_by().values_list("master_id", "wrapped")


def _gone(municipality_nis: str, version: int) -> DataKeyMissing:
    return DataKeyMissing(
        f"Data key {version} of {municipality_nis} is gone, and what it encrypted with it."
    )


def _opened(key: DataKey) -> bytes:
    wrapped = Wrapped(key.master_id, bytes(key.wrapped))
    return _unwrapped(wrapped, key.municipality_nis, key.version)


def _unwrapped(wrapped: Wrapped, municipality_nis: str, version: int) -> bytes:
    return master_keys.service().unwrap(wrapped, purpose=key_purpose(municipality_nis, version))
