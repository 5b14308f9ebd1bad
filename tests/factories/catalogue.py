"""Releases and adoptions of the shipped package; every adoption in it is an example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.factories.acting import MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.packages.sample_package import replaced
from tests.packages.shipped_package import ADOPTIONS, FOLDER

from klik.domains.catalogue import operations
from klik.domains.catalogue.models import AdoptionRecord, Release
from klik.ground.tenancy import EVERYWHERE, acting_for

WINGENE_FILE = "00-wingene.yaml"
RUISELEDE_FILE, WINGENE_PART_FILE = "01-ruiselede.yaml", "01-wingene-deel.yaml"
Change = tuple[str, str]


def publish(folder: Path = FOLDER) -> Release:
    """Publish a package in a transaction of its own; the shipped one by default."""
    with acting_for(EVERYWHERE, OPERATOR):
        return operations.publish_release(folder, moment=NOON)


def make_catalogue(*municipalities: str) -> Release:
    """Make keys for the audit, and publish the shipped package."""
    make_keys(*(municipalities or (WINGENE,)))
    return publish()


def text_of(file: str = WINGENE_FILE, *changes: Change) -> bytes:
    """Return a shipped adoption with words replaced, each of which must be there."""
    return replaced((ADOPTIONS / file).read_text(encoding="utf-8"), *changes).encode()


def adopt(
    file: str = WINGENE_FILE, *changes: Change, nis: str = WINGENE, each: Callable[[str], str] = str
) -> AdoptionRecord:
    """Adopt a shipped adoption as a regulation manager, in a transaction of its own."""
    text = each(text_of(file, *changes).decode()).encode()
    with acting_for([nis], MANAGER):
        return operations.adopt(nis, text, moment=NOON, file=file)
