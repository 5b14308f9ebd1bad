"""The settings of the provider; it shares none with Klik."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

_KEY_BITS: Final = 2048
_SECRET_BYTES: Final = 32


def settings_in(home: Path) -> dict[str, Any]:
    """Return Django's settings for a provider that keeps its files in `home`."""
    return {
        "SECRET_KEY": secrets.token_hex(_SECRET_BYTES),  # a log-in here lasts as long as it runs
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1"],
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        "ROOT_URLCONF": "klik.gateways.provider.urls",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(Path(__file__).parent / "templates")],
                "APP_DIRS": True,
            }
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(home / "provider.sqlite3"),
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "LOGIN_URL": "/kies/",
        # Cookies know no port: Klik, under the same name, has others.
        "SESSION_COOKIE_NAME": "provider",
        "CSRF_COOKIE_NAME": "provider-form",
        "OAUTH2_PROVIDER": {
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": _key_in(home),
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OAUTH2_VALIDATOR_CLASS": "klik.gateways.provider.claims.Claims",
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "wie u bent", "profile": "uw naam", "rrn": "uw nummer"},
        },
    }


def _key_in(home: Path) -> str:
    """Return the key that signs tokens, made when there is none."""
    file = home / "provider.key"
    if not file.exists():
        made = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as written:
            written.write(made)
    return file.read_text(encoding="ascii")
