"""What pages of the desk stand on: keys, names of municipalities, fast hashes."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from tests.factories.acting import ANTWERPEN, HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys

from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import acting_for


@pytest.fixture(autouse=True)
def town(db: None, settings: Any) -> None:
    """Make keys, load municipalities, hash quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    make_keys(WINGENE, HERENT, ANTWERPEN)
    with acting_for([WINGENE, HERENT, ANTWERPEN], OPERATOR):
        load_municipalities()


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """Return a folder of the installation of this test alone; the keys stay where they are."""
    settings.KLIK_HOME = tmp_path / "var"
    settings.KLIK_HOME.mkdir()
    return tmp_path / "var"


@pytest.fixture
def no_queries_while_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a template fail that asks the database: what it shows was read before."""
    render = Template._render  # noqa: SLF001 -- where Django itself looks on in tests

    def forbid(*_: Any) -> None:
        raise AssertionError("A template asked the database.")

    def quietly(template: Template, context: Any) -> str:
        with connection.execute_wrapper(forbid):
            return render(template, context)

    monkeypatch.setattr(Template, "_render", quietly)
