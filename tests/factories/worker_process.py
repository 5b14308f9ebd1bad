"""A worker as a process of its own, at the database of the test: it can be killed."""

import base64
import os
import pickle
import subprocess
import sys
from typing import Final

from django.db import connections

_PATIENCE_SECONDS: Final = 120
_CODE: Final = """
import base64, os, pickle
from django.conf import settings
settings.DATABASES = pickle.loads(base64.b64decode(os.environ["KLIK_TEST_DATABASES"]))
import django
django.setup()
from klik.ground.jobs.worker import run_worker
run_worker(once=True)
"""


def start_worker() -> subprocess.Popen[bytes]:
    """Start a worker that ends when nothing waits; who starts it waits for it or kills it."""
    databases = base64.b64encode(pickle.dumps(dict(connections.settings))).decode()
    return subprocess.Popen(  # noqa: S603 -- this Python, and words of ours
        [sys.executable, "-c", _CODE],
        env={**os.environ, "KLIK_TEST_DATABASES": databases},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def work_once() -> None:
    """Let a worker do what waits, to its end."""
    assert start_worker().wait(timeout=_PATIENCE_SECONDS) == 0
