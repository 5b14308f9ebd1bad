"""Answers one address again and again in this process; prints what each answer took, as JSON.

    python _page_cpu.py ADDRESS COOKIE TURNS

Nothing of a network or of a test client is in the figure: Django's own WSGI handler is called as a
server calls it. It reads the settings that DJANGO_SETTINGS_MODULE names.
"""

from __future__ import annotations

import io
import json
import sys
import time
from typing import Any

from django.core.wsgi import get_wsgi_application

WARM = 20


def main() -> None:
    """Warm up, measure, print."""
    address, cookie, turns = sys.argv[1], sys.argv[2], int(sys.argv[3])
    application: Any = get_wsgi_application()
    for _each in range(WARM):
        _answered(application, address, cookie)
    used = []
    for _each in range(turns):
        begun = time.process_time()
        page = _answered(application, address, cookie)
        used.append((time.process_time() - begun) * 1000)
    print(json.dumps({"used_ms": used, "page": page}))


def _answered(application: Any, address: str, cookie: str) -> str:
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": address, "QUERY_STRING": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost", "HTTP_ACCEPT_LANGUAGE": "nl", "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    answer = application(environ, lambda status, _headers: said.append(status))
    page = b"".join(answer)
    answer.close()
    if said != ["200 OK"]:
        sys.exit(f"{address} answered {said}")
    return page.decode()


if __name__ == "__main__":
    main()
