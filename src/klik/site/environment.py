"""What differs between installations, read from the environment once; docs/operate lists it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import SplitResult, urlsplit

from klik.ground.refusals import Refusal

SETTINGS_PAGE = "docs/operate/README.md"
_DATABASES = ("postgresql", "postgres")
_MAILS = ("smtp", "smtps")
_MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")  # it stands in the policy of what a page loads
_MOST_PROXIES = 9
_UPLOAD_MB, _MOST_UPLOAD_MB = 10, 100  # a photo of a phone; what a proxy before us lets through
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_Value = TypeVar("_Value")


class SettingWrong(Refusal):
    """A KLIK_ variable holds what Klik cannot use; the message never repeats a secret."""

    def __init__(self, name: str, accepted: str) -> None:
        super().__init__(f"{name}: {accepted}. {SETTINGS_PAGE} lists every setting.")
        self.name = name


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of this installation; each default serves a machine on its own.

    Attributes:
        home: The folder of this installation's own files.
        debug: Whether errors show themselves in full; never on a server.
        hosts: The names under which pages are served.
        proxies: How many reverse proxies a request passes; each adds to X-Forwarded-For.
        secret_key_file: Holds the key that signs sessions and forms, unless a variable gives it.
        secret_key: That key; empty until `klik setup` made the file.
        master_key_file: Holds the master keys; never part of a backup of the database.
        database_url: `postgresql://...` of the application; empty means SQLite in `home`.
        operator_database_url: The same database for whoever owns and changes its tables.
        smtp_url: `smtp://` or `smtps://`; empty writes mails as files in `home`.
        mail_from: The address from which mails come, and to which they come back.
        clamd: Where clamd listens, `host:port` or the path of its socket; empty looks at no file.
        upload_mb: How large a file of a resident may be, in megabytes.
        tiles: Where the pictures of a map come from, with {z}, {x} and {y}; empty for no map.
        tiles_credit: Who made that map, as its licence asks to say.
        streams: Whether a web server in front leads the streams of rooms to `klik streams`.
        oidc_issuer: The provider where residents log in; empty where they cannot yet.
        oidc_client_id: As which that provider knows this installation.
        oidc_client_secret: What proves it.
    """

    home: Path
    debug: bool
    hosts: tuple[str, ...]
    proxies: int
    secret_key_file: Path
    secret_key: str = field(repr=False)
    master_key_file: Path
    database_url: str = field(repr=False)
    operator_database_url: str = field(repr=False)
    smtp_url: str = field(repr=False)
    mail_from: str
    clamd: str
    upload_mb: int
    tiles: str
    tiles_credit: str
    streams: bool
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> Self:
        """Return the settings that `variables` give, with a default for each that is absent.

        Raises:
            SettingWrong: A variable holds something else than what is accepted; it says what is.
        """
        home = Path(variables.get("KLIK_HOME") or "var").absolute()
        master_key_file = variables.get("KLIK_MASTER_KEY_FILE")
        secret_key_file = home / "keys" / "secret.key"
        return cls(
            home=home,
            debug=_read(variables, "KLIK_DEBUG", _claim),
            hosts=_read(variables, "KLIK_HOSTS", _names),
            proxies=_read(variables, "KLIK_PROXIES", _count),
            secret_key_file=secret_key_file,
            secret_key=variables.get("KLIK_SECRET_KEY") or _content(secret_key_file),
            master_key_file=(
                Path(master_key_file).absolute()
                if master_key_file
                else home / "keys" / "master.key"
            ),
            database_url=_read(variables, "KLIK_DATABASE_URL", _address(*_DATABASES)),
            operator_database_url=_read(
                variables, "KLIK_OPERATOR_DATABASE_URL", _address(*_DATABASES)
            ),
            smtp_url=_read(variables, "KLIK_SMTP_URL", _address(*_MAILS)),
            mail_from=_read(variables, "KLIK_MAIL_FROM", _mailbox(variables)),
            clamd=_read(variables, "KLIK_CLAMD", _listener),
            upload_mb=_read(variables, "KLIK_UPLOAD_MB", _megabytes),
            tiles=_read(variables, "KLIK_TILES", _tiles),
            tiles_credit=variables.get("KLIK_TILES_CREDIT", "").strip(),
            streams=_read(variables, "KLIK_STREAMS", _claim),
            oidc_issuer=_read(variables, "KLIK_OIDC_ISSUER", _issuer),
            oidc_client_id=_read(variables, "KLIK_OIDC_CLIENT_ID", _with_issuer(variables)),
            oidc_client_secret=_read(variables, "KLIK_OIDC_CLIENT_SECRET", _with_issuer(variables)),
        )

    @property
    def is_local(self) -> bool:
        """Whether pages are served to this machine alone, so without https."""
        return all(name in _THIS_MACHINE or name.endswith(".localhost") for name in self.hosts)


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address that `Environment.read` accepted."""
    return urlsplit(url)


def _read(variables: Mapping[str, str], name: str, reading: Callable[[str], _Value]) -> _Value:
    try:
        return reading(variables.get(name, "").strip())
    except ValueError as error:
        raise SettingWrong(name, str(error)) from None  # what was read may hold a password


def _claim(text: str) -> bool:
    if text not in {"", "true", "false"}:
        raise ValueError("write true or false")
    return text == "true"


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    return names or _THIS_MACHINE


def _megabytes(text: str) -> int:
    if not text:
        return _UPLOAD_MB
    if not (text.isdecimal() and text.isascii() and 1 <= int(text) <= _MOST_UPLOAD_MB):
        raise ValueError(f"write a whole number of megabytes from 1 to {_MOST_UPLOAD_MB}")
    return int(text)


def _count(text: str) -> int:
    if not text:
        return 0
    if not (text.isdecimal() and text.isascii() and int(text) <= _MOST_PROXIES):
        raise ValueError(f"write a whole number from 0 to {_MOST_PROXIES}")
    return int(text)


def _address(*schemes: str) -> Callable[[str], str]:
    accepted = f"write {schemes[0]}://user:password@host:port/name, or leave it empty"

    def read(text: str) -> str:
        try:
            parts = urlsplit(text)
            _ = parts.port  # a port that is no number shows itself only here
        except ValueError:
            raise ValueError(accepted) from None
        if text and (parts.scheme not in schemes or not parts.hostname):
            raise ValueError(accepted)
        return text

    return read


def _mailbox(variables: Mapping[str, str]) -> Callable[[str], str]:
    needed = bool(variables.get("KLIK_SMTP_URL", "").strip())

    def read(text: str) -> str:
        if not text and not needed:
            return "klik@localhost"
        if not _MAILBOX.fullmatch(text):
            raise ValueError("write the address that mails come from, such as klik@example.org")
        return text

    return read


def _listener(text: str) -> str:
    host, _, port = text.rpartition(":")
    if text and not text.startswith("/") and not (host and port.isdecimal() and port.isascii()):
        raise ValueError("write host:port, or the path of a socket that begins with /")
    return text


def listener_of(text: str) -> tuple[str, int] | Path:
    """Return where something listens, as `Environment.read` accepted it."""
    if text.startswith("/"):
        return Path(text)
    host, _, port = text.rpartition(":")
    return host, int(port)


def _tiles(text: str) -> str:
    accepted = "write https://host/{z}/{x}/{y}.png, or leave it empty"
    parts = urlsplit(text)
    if text and (parts.scheme != "https" or not _HOST.fullmatch(parts.netloc)):
        raise ValueError(accepted)
    if text and not all(part in parts.path for part in ("{z}", "{x}", "{y}")):
        raise ValueError(accepted)
    return text


def _issuer(text: str) -> str:
    accepted = "write https://... as the provider writes its own name, or leave it empty"
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError(accepted) from None
    is_here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if text and not (parts.hostname and (parts.scheme == "https" or is_here)):
        raise ValueError(accepted)
    return text


def _with_issuer(variables: Mapping[str, str]) -> Callable[[str], str]:
    is_named = bool(variables.get("KLIK_OIDC_ISSUER", "").strip())

    def read(text: str) -> str:
        if is_named != bool(text):
            raise ValueError("write it with KLIK_OIDC_ISSUER, and leave it empty without")
        return text

    return read


def _content(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
