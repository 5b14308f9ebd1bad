"""An installation of its own for a benchmark: a new folder, SQLite, made by `klik setup`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from _measuring import KLIK


@contextmanager
def installation() -> Iterator[Path]:
    """Make one, start Django in it, and give its folder; it goes when the block ends.

    Raises:
        SystemExit: `klik setup` failed.
    """
    with TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "klik.site.settings",
            "KLIK_HOME": str(Path(folder) / "home"),
            "KLIK_HOSTS": "localhost",
        }
        made = subprocess.run([str(KLIK), "setup"], capture_output=True, text=True, check=False)
        if made.returncode:
            sys.exit(f"klik setup failed:\n{made.stdout}{made.stderr}")
        django.setup()
        yield Path(folder)
