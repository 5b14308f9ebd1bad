"""Releases and adoptions of the shipped package; every adoption in it is an example."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.factories.acting import MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.packages.sample_package import replaced
from tests.packages.shipped_package import ADOPTIONS, FOLDER

from klik.domains.catalogue import operations
from klik.domains.catalogue.models import AdoptionRecord, Release
from klik.domains.catalogue.operations import publishing
from klik.ground.tenancy import EVERYWHERE, acting_for
from klik.packages.checking import check_folder

WINGENE_FILE = "00-wingene.yaml"
RUISELEDE_FILE, WINGENE_PART_FILE = "01-ruiselede.yaml", "01-wingene-deel.yaml"
Change = tuple[str, str]
_checked_once = cache(check_folder)


def publish(folder: Path = FOLDER) -> Release:
    """Publish a package in a transaction of its own; the shipped one by default.

    The shipped one, which does not change, is checked once in each process of tests: its worked
    examples take half a second, and nearly every test of a town begins here.
    """
    check = _checked_once if folder == FOLDER else check_folder
    with acting_for(EVERYWHERE, OPERATOR), patch.object(publishing, "check_folder", check):
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
