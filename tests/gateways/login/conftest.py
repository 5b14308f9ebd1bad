"""What every test of log-in stands on: keys, fast hashes, mails that are sent at once."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys

from klik.domains.municipalities.operations import load_municipalities
from klik.gateways.login import posting
from klik.ground.tenancy import acting_for


@pytest.fixture(autouse=True)
def fast(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash quickly, and send mails in this thread, which alone sees the database of a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(posting, "later", _at_once)


@pytest.fixture
def keys(db: None) -> None:
    prepare()


def prepare() -> None:
    """Make the keys of two municipalities, and let their names be known."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()


def _at_once(work: Callable[[], object]) -> None:
    work()
