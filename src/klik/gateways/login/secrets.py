"""Secrets of second factors, encrypted where they are stored."""

from __future__ import annotations

import base64
from typing import Final

from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import CannotDecrypt
from klik.ground.keys.wrapping import seal, unseal

# Accounts are of the installation, data keys of one municipality. So the key follows from the
# installation's own, which lies under the master key.
_KEY_OF: Final = "key: secrets of second factors"
_PURPOSE: Final = "people: secret of a second factor"


def encrypt(secret: str) -> str:
    """Return a secret as it may stand in the database.

    Raises:
        DataKeyMissing, MasterKeyMissing, KeyDamaged: There is no key to encrypt it with.
    """
    sealed = seal(keyed_hash(_KEY_OF), secret.encode(), bound_to=_PURPOSE)
    return base64.b64encode(sealed).decode()


def decrypt(encrypted: str) -> str:
    """Return what `encrypt` was given.

    Raises:
        CannotDecrypt: It was changed since.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: Its key is not there.
    """
    secret = unseal(keyed_hash(_KEY_OF), base64.b64decode(encrypted), bound_to=_PURPOSE)
    if secret is None:
        raise CannotDecrypt("A secret of a second factor was changed since it was stored.")
    return secret.decode()
