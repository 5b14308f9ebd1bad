"""Where eBox is, read from the environment: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from klik.gateways.ebox.asking import Place
from klik.site.environment import SettingWrong

_ADDRESSES: Final = ("KLIK_EBOX_URL", "KLIK_EBOX_CONSENT_URL", "KLIK_EBOX_TOKEN_URL")
_NAMES: Final = (
    "KLIK_EBOX_CLIENT_ID",
    "KLIK_EBOX_CLIENT_SECRET",
    "KLIK_EBOX_APPLICATION",
    "KLIK_EBOX_MESSAGE_TYPE",
)
_SCOPE: Final = "KLIK_EBOX_SCOPE"  # may be empty


def read_ebox(variables: Mapping[str, str] = os.environ) -> Place | None:
    """Return where eBox is; None where none of its variables is set.

    Raises:
        SettingWrong: One is missing while another is there, or holds what cannot be.
    """
    given = {name: variables.get(name, "").strip() for name in (*_ADDRESSES, *_NAMES, _SCOPE)}
    if not any(given.values()):
        return None
    for name in _ADDRESSES:
        if not _is_address(given[name]):
            raise SettingWrong(name, "write https://..., or leave every KLIK_EBOX_ variable empty")
    for name in _NAMES:
        if not given[name]:
            raise SettingWrong(name, "write it with KLIK_EBOX_URL, and leave it empty without")
    return Place(
        registry=given["KLIK_EBOX_URL"].rstrip("/"),
        federation=given["KLIK_EBOX_CONSENT_URL"].rstrip("/"),
        token=given["KLIK_EBOX_TOKEN_URL"],
        client_id=given["KLIK_EBOX_CLIENT_ID"],
        client_secret=given["KLIK_EBOX_CLIENT_SECRET"],
        scope=given[_SCOPE],
        application=given["KLIK_EBOX_APPLICATION"],
        message_type=given["KLIK_EBOX_MESSAGE_TYPE"],
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number shows itself only here
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        return False
    is_here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    return parts.scheme == "https" or is_here
