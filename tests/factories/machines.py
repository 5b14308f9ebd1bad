"""An installation that is filled, backed up, and put back on a machine that is empty."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.db import connections
from tests.engines import new_postgresql, pointing_to
from tests.factories.acting import HERENT, NOON, WINGENE
from tests.factories.audit import acted
from tests.factories.keys import make_keys
from tests.factories.municipalities import make_house_styles

from klik.domains.audit.queries import CHAIN_HEADS_SQL
from klik.ground.backup.inventory import Inventory
from klik.ground.backup.making import Terms, make_backup
from klik.ground.backup.restoring import restore_backup
from klik.site.databases import postgresql, sqlite


def fill(home: Path, random_numbers: Random, *, files: int = 4) -> None:
    """Let two municipalities have keys, acts, a house style and stored files."""
    make_keys(WINGENE, HERENT)
    make_house_styles(WINGENE, HERENT)
    acted(5, WINGENE)
    acted(2, HERENT)
    for _ in range(files):
        name = random_numbers.randbytes(32).hex()
        file = home / "files" / WINGENE / name[:2] / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(random_numbers.randbytes(random_numbers.randint(0, 50_000)))


def back_up(target: Path, home: Path) -> Inventory:
    """Write a backup of what the test made."""
    return make_backup(target, Terms(home, CHAIN_HEADS_SQL), moment=NOON)


def put_back(archive: Path, home: Path, told: Callable[[int], None] = lambda _: None) -> Inventory:
    """Restore a backup into `home`."""
    return restore_backup(archive, Terms(home, CHAIN_HEADS_SQL, told))


@contextmanager
def other_machine(home: Path) -> Iterator[None]:
    """Point Django at an empty database of the same engine, with `home` as its folder."""
    home.mkdir(parents=True, exist_ok=True)
    with _empty(home) as databases, pointing_to(databases):
        yield
        connections["default"].close()


@contextmanager
def without_master_key() -> Iterator[None]:
    """Take the master key away."""
    file = Path(settings.KLIK_MASTER_KEY_FILE)
    aside = Path(shutil.move(file, file.with_suffix(".aside")))
    try:
        yield
    finally:
        shutil.move(aside, file)


@contextmanager
def _empty(home: Path) -> Iterator[dict[str, dict[str, Any]]]:
    if connections["default"].vendor == "sqlite":
        yield {"default": sqlite(home / "klik.sqlite3")}
        return
    with new_postgresql() as (application, operator):
        yield {
            "default": postgresql(application, pooled=True),
            "operator": postgresql(operator, pooled=False),
        }
