"""The environment in which the references run: apart from Klik's own, made when it is needed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from _measuring import ROOT

ENVIRONMENT = ROOT / ".venv-bench"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def reference_python() -> str:
    """Return the Python of the references, after installing their pinned libraries once."""
    python = str(ENVIRONMENT / "bin" / "python")
    installed = ENVIRONMENT / "requirements.txt"
    if not installed.exists() or installed.read_bytes() != REQUIREMENTS.read_bytes():
        print("Installing the references into .venv-bench (once, about half a minute)", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        (ENVIRONMENT / ".gitignore").write_text("*\n", encoding="utf-8")
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
        shutil.copy(REQUIREMENTS, installed)
    return python
