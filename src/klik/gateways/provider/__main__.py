"""Run the provider: `python -m klik.gateways.provider HOME PORT KLIK`; Klik answers at KLIK.

KLIK_OIDC_CLIENT_SECRET holds what Klik proves itself with.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Final
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from klik.gateways.provider.configuration import settings_in

CLIENT: Final = "klik-demo"
_ADDRESS: Final = "127.0.0.1"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Log nothing: an address holds a code."""


def main(home: Path, port: int, klik: str) -> None:
    """Serve until the process is ended."""
    settings.configure(**settings_in(home))
    django.setup()
    call_command("migrate", verbosity=0)
    _know(klik, os.environ["KLIK_OIDC_CLIENT_SECRET"])
    application = get_wsgi_application()
    with make_server(_ADDRESS, port, application, _Server, _Silent) as server:
        server.serve_forever()


def _know(klik: str, secret: str) -> None:
    """Let Klik be the one client, at the address where it answers this time."""
    from oauth2_provider.models import Application  # noqa: PLC0415 -- known once Django has started

    port = urlsplit(klik).port
    hosts = [f"http://{name}:{port}" for name in ("localhost", _ADDRESS)]
    Application.objects.update_or_create(
        client_id=CLIENT,
        defaults={
            "name": "Klik",
            "client_secret": secret,
            "client_type": Application.CLIENT_CONFIDENTIAL,
            "authorization_grant_type": Application.GRANT_AUTHORIZATION_CODE,
            "algorithm": Application.RS256_ALGORITHM,
            "skip_authorization": True,
            "redirect_uris": " ".join(f"{host}/inloggen/terug/" for host in hosts),
            "post_logout_redirect_uris": " ".join(f"{host}/uitgelogd/" for host in hosts),
        },
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
