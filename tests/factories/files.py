"""Stored files of a test, and the places where they lie."""

from pathlib import Path

from django.conf import settings
from tests.factories.acting import CLERK, WINGENE

from klik.ground.files import Sealer, sealer_for, store_bytes
from klik.ground.tenancy import acting_for


def store(content: bytes, nis: str = WINGENE) -> str:
    """Store a content in a transaction of its own."""
    with acting_for([nis], CLERK):
        return store_bytes(nis, content)


def sealer(nis: str = WINGENE) -> Sealer:
    """Return what reads and stores, after its transaction has ended."""
    with acting_for([nis], CLERK):
        return sealer_for(nis)


def on_disk(nis: str = WINGENE) -> list[Path]:
    """Return the files of a municipality as they lie on disk."""
    return sorted((Path(settings.KLIK_HOME) / "files" / nis).glob("??/*"))


def leftovers() -> list[Path]:
    """Return what was being written and is not finished, sealed or in plain."""
    home = Path(settings.KLIK_HOME)
    return [*home.glob("files/*/.writing/*"), *home.glob("tmp/.writing-*")]
