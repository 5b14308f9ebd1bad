"""The log-in of residents in the demonstration: a provider of its own, in another process."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Final

from klik.faces.cli.demonstration.persons import FILE

CLIENT: Final = "klik-demo"
_MODULE: Final = "klik.gateways.provider"  # by name: a face knows no gateway
_SECRET_BYTES: Final = 24


def provider_command(home: Path, *, port: int, pages_port: int) -> list[str]:
    """Return what runs the provider; let every process started from here log in there.

    Empty where the demonstration was made before there were persons to choose.
    """
    if not (home / FILE).is_file():
        return []
    os.environ["KLIK_OIDC_ISSUER"] = f"http://localhost:{port}/o"
    os.environ["KLIK_OIDC_CLIENT_ID"] = CLIENT
    os.environ["KLIK_OIDC_CLIENT_SECRET"] = secrets.token_urlsafe(_SECRET_BYTES)
    klik = f"http://localhost:{pages_port}"
    return [sys.executable, "-m", _MODULE, str(home), str(port), klik]
