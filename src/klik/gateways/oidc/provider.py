"""What a provider says of itself: its addresses and its keys (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey, import_key

from klik.gateways.oidc.asking import Asker
from klik.gateways.oidc.refusing import ProviderDown

logger = logging.getLogger(__name__)

KEPT_SECONDS: Final = 60 * 60
KEPT_WHILE_DOWN_SECONDS: Final = 24 * 60 * 60
RESTS_SECONDS: Final = 10  # after it did not answer: nobody else waits for nothing
ASKED_ANEW_SECONDS: Final = 60  # for a key that nobody knows yet
_PATH: Final = "/.well-known/openid-configuration"
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a provider answers what.

    Attributes:
        authorization: Where a browser goes to log in.
        token: Where a code becomes tokens.
        keys: Where its public keys lie.
        person: Where claims lie that the token does not hold; empty where it has none.
        ending: Where a log-in ends; empty likewise.
        takes_basic: Whether our secret goes in a header (RFC 6749, 2.3.1), else in the form.
        names_itself: Whether it says with each answer who it is (RFC 9207).
    """

    authorization: str
    token: str
    keys: str
    person: str
    ending: str
    takes_basic: bool
    names_itself: bool


class Provider:
    """A provider, remembered for an hour, and for a day while it does not answer."""

    def __init__(self, issuer: str, asker: Asker) -> None:
        self.issuer = issuer
        self._asker = asker
        self._addresses = _Kept(self._ask_addresses)
        self._keys = _Kept(self._ask_keys)

    def addresses(self) -> Addresses:
        """Return where it answers what.

        Raises:
            ProviderDown: It does not say so, or speaks for another issuer.
        """
        return self._addresses.value(KEPT_SECONDS)

    def keys(self, *, anew: bool = False) -> list[Key]:
        """Return the keys with which it signs; `anew` asks again, at most once a minute.

        Raises:
            ProviderDown: It does not give them.
        """
        return self._keys.value(ASKED_ANEW_SECONDS if anew else KEPT_SECONDS)

    def _ask_addresses(self) -> Addresses:
        answered = self._asker.get(self.issuer.rstrip("/") + _PATH)
        said = answered.content
        if not answered.is_well or said.get("issuer") != self.issuer:
            raise _unreadable("metadata")
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Addresses(
            authorization=self._address(said, "authorization_endpoint"),
            token=self._address(said, "token_endpoint"),
            keys=self._address(said, "jwks_uri"),
            person=self._address(said, "userinfo_endpoint", needed=False),
            ending=self._address(said, "end_session_endpoint", needed=False),
            takes_basic="client_secret_basic" in methods,
            names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        )

    def _ask_keys(self) -> list[Key]:
        answered = self._asker.get(self.addresses().keys)
        listed = answered.content.get("keys")
        if not answered.is_well or not isinstance(listed, list):
            raise _unreadable("keys")
        keys = [key for key in map(_public_key, listed) if key is not None]
        if not keys:
            raise _unreadable("no-keys")
        return keys

    def _address(self, said: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
        address = said.get(name, "")
        if not address and not needed:
            return ""
        if not isinstance(address, str) or not is_address(address):
            raise _unreadable(name)
        return address


class _Kept(Generic[_Value]):
    """One answer, kept for a while; an older one still serves while no newer one comes."""

    def __init__(self, ask: Callable[[], _Value]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._known: _Known[_Value] | None = None
        self._failed_at = -math.inf

    def value(self, longest_seconds: float) -> _Value:
        known = self._known
        if known is not None and known.age < longest_seconds:
            return known.value
        with self._lock:
            if self._known is not known and self._known is not None:
                return self._known.value  # another thread asked meanwhile
            if time.monotonic() - self._failed_at > RESTS_SECONDS:
                self._try()
            if self._known is None or self._known.age > KEPT_WHILE_DOWN_SECONDS:
                raise ProviderDown
            return self._known.value

    def _try(self) -> None:
        try:
            self._known = _Known(self._ask())
        except ProviderDown:  # the log has it
            self._failed_at = time.monotonic()


@dataclass(frozen=True, slots=True)
class _Known(Generic[_Value]):
    value: _Value
    since: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        return time.monotonic() - self.since


def is_address(address: str) -> bool:
    """Say whether an address may be asked: https, or plain http on this machine."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # a port that is no number shows itself only here
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)


def _public_key(listed: Any) -> Key | None:
    if not isinstance(listed, dict) or listed.get("use", "sig") != "sig":
        return None
    try:
        key = import_key(listed) if listed.get("kty") in {"RSA", "EC"} else None
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, RSAKey | ECKey) else None


def _unreadable(why: str) -> ProviderDown:
    logger.warning("The provider of log-ins says what cannot be read", extra={"why": why})
    return ProviderDown()
