"""One byte changed, in any row that is proven or in any file: `klik audit verify` names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Model
from pytest_django.fixtures import Settings
from tests.domains.grants.crashing import set_letters_at_once
from tests.factories.acting import AUDITOR, NOON, WINGENE
from tests.factories.audit import view
from tests.factories.files import on_disk, sealer
from tests.factories.grants import Town, births, town_in
from tests.factories.payments import FINANCE, PAY_ON, allow_alone

from klik.domains.audit.jobs import seal_views
from klik.domains.audit.models import AuditPayload
from klik.domains.documents.models import Document
from klik.domains.payments import jobs as payment_jobs
from klik.domains.payments import operations as payments
from klik.domains.payments.models import Batch
from klik.domains.registers.models import Delivery, Snapshot
from klik.faces.cli.verifying import verify_all
from klik.ground.tenancy import acting_for

# Every column that is proven, per table. Left out are those that change in time (a state, what a
# bank answered) and names of rows without meaning of their own.
PROVEN = {
    "audit.AuditLine": (
        "municipality_nis number at act actor_kind actor_reference subject payload_id "
        "payload_digest previous digest"
    ),
    "audit.ChainHead": "municipality_nis length digest",
    "audit.AuditPayload": "sealed",
    "audit.PersonView": (
        "municipality_nis at actor_kind actor_reference person shown purpose seal"
    ),
    "documents.Document": "key digest size media_type title about_kind about filed_at mark",
    "cases.Decision": (
        "number reference outcome amount_cents organ council_reference decided_on decided_at "
        "adoption_id package release_digest adoption_digest parameters_digest sealed_grounds "
        "grounds_digest told_by letter_digest run_id row_token digest"
    ),
    "registers.Delivery": "sha256",
    "registers.DeliveredRow": "token line event delivered_nis content questions sealed",
    "registers.RowKey": "place key is_temporary",
    "registers.Snapshot": "digest",
    "payments.Order": "amount_cents end_to_end_id sealed_creditor",
    "payments.DebtorAccount": "sealed",
    "payments.Batch": "message_id execution_on drawn_at digest count total_cents",
}
NAMED_BY = {  # what the output must hold of a row that was changed
    "documents.Document": lambda row: row.key,
    "cases.Decision": lambda row: row.reference,
    "registers.Delivery": lambda row: str(row.pk),
    "registers.DeliveredRow": lambda row: str(row.token),
    "registers.RowKey": lambda row: str(row.row.token),
    "registers.Snapshot": lambda row: str(row.delivery_id),
    "payments.Batch": lambda row: row.message_id,
}
PLACES_IN_A_FILE = (0, 4, 9, 40, -1)


@pytest.fixture
def town(
    committed: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Town:
    """Return a town with a run, a file for the bank and a view of personal data, all proven."""
    settings.KLIK_HOME = tmp_path / "var"
    set_letters_at_once(monkeypatch)
    made = town_in(tmp_path)
    allow_alone()
    made.deliver(*births(2))
    made.run_all()
    with acting_for([WINGENE], FINANCE):
        payments.draw_batches(WINGENE, execution_on=PAY_ON, moment=NOON)
    payment_jobs.write_batches(WINGENE, moment=NOON)
    with acting_for([WINGENE], AUDITOR):
        view(WINGENE)
    seal_views(NOON + timedelta(minutes=2))
    assert _wrong() == []
    return made


@pytest.mark.slow
@pytest.mark.parametrize("table", PROVEN)
def test_a_changed_byte_in_a_row_is_named(town: Town, table: str, random_numbers: Random) -> None:
    for column in PROVEN[table].split():
        row = _row_of(table, random_numbers)
        with _changed(row, column, random_numbers) as changed_to:
            named = "\n".join(_wrong())
        assert named, f"{table}.{column}"
        # A changed name is named as it reads now.
        names = {NAMED_BY.get(table, lambda _: "")(row), str(changed_to)}
        assert any(name in named for name in names), f"{table}.{column}: {named}"
        if table == "audit.AuditLine" and column != "municipality_nis":
            # What follows is bound to it: the first broken link is the line, or the next one.
            assert any(f"line {row.number + step} of" in named for step in (0, 1)), named
    assert _wrong() == []


@pytest.mark.slow
def test_a_changed_byte_in_any_payload_is_named(town: Town, random_numbers: Random) -> None:
    with acting_for([WINGENE], AUDITOR):
        payloads = list(AuditPayload.objects.all())
    for row in payloads:
        with _changed(row, "sealed", random_numbers):
            assert any(line.startswith("line ") for line in _wrong())


@pytest.mark.slow
def test_a_changed_byte_in_a_file_is_named(town: Town, random_numbers: Random) -> None:
    named_by = _names_of_files()
    found = dict(zip(sealer().digests(), on_disk(), strict=True))
    assert found.keys() == named_by.keys()

    for digest, file in found.items():
        kept = file.read_bytes()
        for place in (*PLACES_IN_A_FILE, random_numbers.randrange(len(kept))):
            changed = bytearray(kept)
            changed[place] ^= 1 << random_numbers.randrange(8)
            file.write_bytes(changed)
            assert any(named_by[digest] in line for line in _wrong()), (named_by[digest], place)
        file.write_bytes(kept)
    assert _wrong() == []


def _wrong() -> list[str]:
    """Return what `klik audit verify` says is wrong."""
    [found] = verify_all([WINGENE])
    return found.wrong()


def _names_of_files() -> dict[str, str]:
    with acting_for([WINGENE], AUDITOR):
        return {
            **{one.digest: one.key for one in Document.objects.all()},
            **{one.digest: f"snapshot {one.digest}" for one in Snapshot.objects.all()},
            **{one.sha256: f"upload {one.sha256}" for one in Delivery.objects.all()},
            **{one.digest: one.message_id for one in Batch.objects.all()},
        }


def _row_of(table: str, random_numbers: Random) -> Any:
    with acting_for([WINGENE], AUDITOR):
        rows = apps.get_model(table).objects.order_by("pk")
        if table == "audit.PersonView":
            rows = rows.exclude(seal=None)
        row = random_numbers.choice(list(rows))
        if table == "registers.RowKey":
            assert row.row.token
        return row


@contextmanager
def _changed(row: Model, column: str, random_numbers: Random) -> Iterator[object]:
    """Change one column of a row as its owner can, past every wall of the application."""
    field = row._meta.get_field(column)  # noqa: SLF001 -- Django's documented interface to models
    before = getattr(row, column)
    changed = _other(before, random_numbers)
    _write(row, field, changed)
    try:
        yield changed
    finally:
        _write(row, field, before)


def _write(row: Model, field: Any, value: Any) -> None:
    connection = connections["operator" if "operator" in connections else "default"]
    prepared = field.get_db_prep_save(value, connection)
    table, key = row._meta.db_table, row._meta.pk  # noqa: SLF001 -- likewise
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {field.column} = %s WHERE {key.column} = %s",  # noqa: S608 -- of ours
            [prepared, key.get_db_prep_save(row.pk, connection)],
        )
        assert cursor.rowcount == 1


def _other(value: Any, random_numbers: Random) -> Any:
    """Return a value of the same type that differs as little as it can."""
    for kind, changed in _OTHERS.items():
        if isinstance(value, kind):
            return changed(value, random_numbers)
    raise TypeError(type(value))


def _other_bytes(value: bytes, random_numbers: Random) -> bytes:
    changed = bytearray(value)
    changed[random_numbers.randrange(len(changed))] ^= 1 << random_numbers.randrange(8)
    return bytes(changed)


def _other_text(value: str, random_numbers: Random) -> str:
    if value == WINGENE:
        return "24038"
    place = random_numbers.randrange(len(value))
    sign = "1" if value[place] == "0" else "0"
    return f"{value[:place]}{sign}{value[place + 1 :]}"


_OTHERS: dict[type, Callable[[Any, Random], Any]] = {
    bool: lambda value, _: not value,
    int: lambda value, _: value + 1_000,  # a place that no other row has
    memoryview: lambda value, random: _other_bytes(bytes(value), random),
    bytes: _other_bytes,
    str: _other_text,
    UUID: lambda value, _: UUID(int=value.int ^ 1),
    datetime: lambda value, _: value + timedelta(seconds=1),  # a file for the bank has no less
    date: lambda value, _: value + timedelta(days=1),
    list: lambda value, _: [*value, ["other", "iban"]],
}
