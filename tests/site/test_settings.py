"""What the environment says reaches Django in its own words."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.architecture.repository import ROOT

ASK = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in NAMES}))
"""


SERVED = {"KLIK_MAIL_FROM": "klik@mail.test"}


def test_mails_become_files_by_default(tmp_path: Path) -> None:
    said = _settings(tmp_path, "EMAIL_BACKEND", "EMAIL_FILE_PATH")

    assert said["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert said["EMAIL_FILE_PATH"] == str(tmp_path / "var" / "mail")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://klik:p%40ss@mail.test", ["mail.test", 587, "p@ss", True, False]),
        ("smtps://klik:x@mail.test:4650", ["mail.test", 4650, "x", False, True]),
        ("smtp://localhost:2525", ["localhost", 2525, "", False, False]),
    ],
)
def test_mails_go_to_the_server_that_is_named(tmp_path: Path, url: str, said: list[object]) -> None:
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")

    settings = _settings(tmp_path, *names, "EMAIL_BACKEND", **SERVED | {"KLIK_SMTP_URL": url})

    assert settings.pop("EMAIL_BACKEND").endswith("smtp.EmailBackend")
    assert list(settings.values()) == said


def test_django_signs_nothing_before_there_is_a_secret_key(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        _settings(tmp_path, "SECRET_KEY")

    assert "SECRET_KEY setting must not be empty" in ended.value.stderr


def test_a_wsgi_server_finds_the_application(tmp_path: Path) -> None:
    asked = "from klik.site.wsgi import application; print(callable(application))"

    assert _run(tmp_path, asked) == "True\n"


def _settings(folder: Path, *names: str, **environment: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(_run(folder, f"NAMES = {names!r}\n{ASK}", **environment))
    return said


def _run(folder: Path, code: str, **environment: str) -> str:
    return subprocess.run(  # noqa: S603 -- code of this file
        [sys.executable, "-c", code],
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "klik.site.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_settings_of_a_test_name_the_folder_of_its_process() -> None:
    # Parallel processes with one folder between them would take each other's keys away.
    assert os.environ["KLIK_HOME"] == str(settings.KLIK_HOME)
