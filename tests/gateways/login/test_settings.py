"""What protects log-in where others than this machine are served."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.account import app_settings as account
from django.conf import settings
from tests.architecture.repository import ROOT

from klik.gateways.login.adapters import passkey_domain
from klik.site import log_in

ASKED = (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT",
)  # fmt: skip


def test_cookies_go_over_https_alone_under_a_name_of_others(tmp_path: Path) -> None:
    here = _settings(tmp_path)
    there = _settings(tmp_path, KLIK_HOSTS="klik.voorbeeld.be", KLIK_PROXIES="1")

    assert list(here.values()) == ["klik", False, "klik-form", False, 0, None, 0]
    assert list(there.values()) == [
        "__Host-klik", True, "__Host-klik-form", True, 31_536_000,
        ["HTTP_X_FORWARDED_PROTO", "https"], 1,
    ]  # fmt: skip


def test_log_in_keeps_to_what_was_decided() -> None:
    assert log_in.PASSWORD_HASHERS == ["klik.gateways.login.hashing.BoundedArgon2"]
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY) == (True, True)
    assert (settings.SESSION_COOKIE_SAMESITE, settings.X_FRAME_OPTIONS) == ("Lax", "DENY")
    assert not account.LOGIN_ON_PASSWORD_RESET  # a new password is no second factor
    assert not account.LOGOUT_ON_GET
    assert settings.SESSION_COOKIE_AGE == 8 * 60 * 60


@pytest.mark.parametrize(
    ("host", "names", "domain"),
    [
        ("klik.be", ["klik.be", "desk.klik.be"], "klik.be"),
        ("desk.klik.be", ["klik.be", "desk.klik.be"], "klik.be"),
        ("desk.klik.be", ["desk.klik.be", "klik.be"], "desk.klik.be"),
        ("wingene.klik.be", [".klik.be"], "klik.be"),
        ("notklik.be", ["klik.be"], "notklik.be"),
        ("localhost", ["localhost", "127.0.0.1"], "localhost"),
        ("anything.be", ["*"], "anything.be"),
    ],
)
def test_a_passkey_counts_under_the_first_name_that_is_served(
    host: str, names: list[str], domain: str
) -> None:
    assert passkey_domain(host, names) == domain


def _settings(home: Path, **variables: str) -> dict[str, Any]:
    asked = (
        "import json; from klik.site import settings as found; "
        f"print(json.dumps({{name: getattr(found, name) for name in {ASKED}}}))"
    )
    printed = subprocess.run(  # noqa: S603 -- a fixed command of this environment
        [sys.executable, "-c", asked],
        env={"PYTHONPATH": str(ROOT / "src"), "KLIK_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: dict[str, Any] = json.loads(printed)
    return found
