"""A closed report keeps no value, an expired delivery no person; what changed on disk is named."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, WINGENE
from tests.factories.files import on_disk, sealer
from tests.factories.registers import (
    agreement_for,
    child,
    damages,
    deliver,
    deliver_rows,
    sending,
    stored_rows,
)
from tests.factories.trials import SAMPLE

from klik.domains.audit import queries as audit
from klik.domains.registers import jobs, operations, queries
from klik.domains.registers.models import (
    Agreement,
    DeliveredRow,
    Delivery,
    RejectedRow,
    RowKey,
    RowParty,
)
from klik.ground import files
from klik.ground.tenancy import Actor, ActorKind, Role, acting_for

AUDITOR = Actor(ActorKind.STAFF, "staff:9", frozenset({Role.AUDITOR}))
LATER = NOON + timedelta(days=400)


@pytest.fixture
def delivery(agreement: Agreement) -> Delivery:
    """Return the sample, delivered and checked."""
    return deliver(agreement, SAMPLE)


def test_a_closed_report_keeps_lines_and_reasons_and_no_value(delivery: Delivery) -> None:
    with acting_for([WINGENE], CLERK):
        before = list(queries.reject_report(delivery))
    _close(delivery)
    _close(delivery)
    jobs.remove_files(WINGENE, moment=NOON)

    with acting_for([WINGENE], CLERK):
        after = list(queries.reject_report(delivery))
        closings = audit.lines_about(f"delivery:{delivery.pk}").filter(act="registers.close-report")
        assert closings.count() == 1
    assert [(row.line, row.code) for row in after] == [(row.line, row.code) for row in before]
    assert all(row.masked for row in before)
    assert not any(row.masked for row in after)
    assert sealer().verify(delivery.sha256) is not None
    assert len(on_disk()) == 1
    assert damages() == []


def test_the_file_of_a_closed_report_again_is_removed_again(delivery: Delivery) -> None:
    _close(delivery)
    jobs.remove_files(WINGENE, moment=NOON)

    again = jobs.deliver(SAMPLE, sending(delivery.agreement), moment=NOON)
    jobs.remove_files(WINGENE, moment=NOON)

    assert (again.was_known, again.pk, len(on_disk())) == (True, delivery.pk, 1)


def test_a_file_that_another_agreement_needs_stays(delivery: Delivery) -> None:
    other = deliver(agreement_for(number=2), SAMPLE)

    _close(delivery)
    jobs.remove_files(WINGENE, moment=NOON)

    assert sealer().verify(other.sha256) is None
    assert damages() == []


def test_a_report_is_not_closed_before_all_is_checked(agreement: Agreement) -> None:
    received = jobs.deliver(SAMPLE, sending(agreement), moment=NOON)

    with pytest.raises(operations.ReportNotComplete):
        _close(received)


def test_only_a_clerk_closes_a_report(delivery: Delivery) -> None:
    for actor in (MANAGER, AUDITOR):
        with acting_for([WINGENE], actor), pytest.raises(queries.RegistersNotYours):
            operations.close_report(delivery, moment=NOON)


def test_when_the_term_ends_nothing_of_a_person_is_left(delivery: Delivery) -> None:
    assert jobs.expire(WINGENE, moment=NOON + timedelta(days=364)) == 0

    assert jobs.expire(WINGENE, moment=NOON + timedelta(days=366)) == 1

    with acting_for([WINGENE], CLERK):
        assert not DeliveredRow.objects.exists()
        assert not RowKey.objects.exists()
        assert not RejectedRow.objects.exists()
        kept = queries.delivery_of(WINGENE, delivery.pk)
        assert list(queries.current_rows(WINGENE, kept.agreement_id)) == []
    assert (kept.accepted, kept.rejected, on_disk()) == (9, 3, [])
    assert damages() == []
    assert jobs.expire(WINGENE, moment=LATER) == 0


def test_the_agreement_says_how_long(home: Path) -> None:
    delivery = deliver(agreement_for(keep_days=30), SAMPLE)

    assert (delivery.expires_on - NOON.date()).days == 30


def test_an_expired_file_again_stays_expired(delivery: Delivery) -> None:
    jobs.expire(WINGENE, moment=LATER)

    again = deliver(delivery.agreement, SAMPLE)
    jobs.remove_files(WINGENE, moment=NOON)

    assert again.pk == delivery.pk
    assert (stored_rows(delivery.agreement), on_disk()) == ([], [])


@pytest.mark.parametrize("change", ["snapshot", "upload"])
def test_a_changed_byte_on_disk_is_named(delivery: Delivery, change: str) -> None:
    digest = _snapshot(delivery) if change == "snapshot" else delivery.sha256
    (file,) = [path for path in on_disk() if path.name == sealer()._name(digest)]  # noqa: SLF001 -- which file it is
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(bytes(whole))

    assert damages() == [f"{change} {digest}: {files.FileDamaged.reason}"]


def test_a_damaged_snapshot_is_not_read(delivery: Delivery) -> None:
    for file in on_disk():
        file.write_bytes(file.read_bytes()[:-1])

    with pytest.raises(files.FileDamaged):
        stored_rows(delivery.agreement)


@pytest.mark.parametrize(
    ("column", "value"),
    [("line", 99), ("event", "INTREKKING"), ("delivered_nis", "37018"), ("questions", "[]")],
)
def test_a_changed_row_is_named(delivery: Delivery, column: str, value: object) -> None:
    row = stored_rows(delivery.agreement)[6]

    _as_operator(
        f"UPDATE registers_deliveredrow SET {column} = %s WHERE token = %s",  # noqa: S608 -- a column of ours
        value,
        row.token,
    )

    assert damages() == [f"row {row.token}: it was changed"]


def test_a_changed_key_is_named(delivery: Delivery) -> None:
    row = stored_rows(delivery.agreement)[0]

    _as_operator(
        "UPDATE registers_rowkey SET key = %s WHERE row_id = (SELECT id FROM "
        "registers_deliveredrow WHERE token = %s)",
        bytes(32),
        row.token,
    )

    assert damages() == [f"row {row.token}: it was changed"]


def test_a_row_that_is_gone_is_named(delivery: Delivery) -> None:
    row = stored_rows(delivery.agreement)[3]
    with acting_for([WINGENE], CLERK):
        RowKey.objects.filter(row__token=row.token).delete()
        RowParty.objects.filter(row__token=row.token).delete()
        DeliveredRow.objects.filter(token=row.token).delete()

    assert f"row {row.token}: it is gone" in damages()
    assert any("it says 9 accepted and 3 rejected" in one for one in damages())


def test_another_snapshot_in_its_place_is_named(agreement: Agreement, tmp_path: Path) -> None:
    first = deliver_rows(agreement, tmp_path, child())
    second = deliver_rows(agreement, tmp_path, child(1), name="second.csv")

    _as_operator(
        "UPDATE registers_snapshot SET digest = %s WHERE delivery_id = %s",
        _snapshot(second),
        first.pk,
    )

    assert damages() == [f"delivery {first.pk}: its snapshot is not the one made"]


def test_a_shown_row_leaves_a_view(delivery: Delivery) -> None:
    row = stored_rows(delivery.agreement)[0]

    with acting_for([WINGENE], CLERK):
        shown = operations.show_row(WINGENE, row.token, purpose="dossier nakijken", moment=NOON)
        (view,) = audit.views_of((row.subject or b"").hex())

    assert shown == row
    assert (view.shown, view.actor_reference) == (f"row:{row.token}", "staff:1")


def test_a_row_of_another_municipality_is_not_found(delivery: Delivery) -> None:
    token = stored_rows(delivery.agreement)[0].token

    with acting_for([HERENT], CLERK):
        for nis in (HERENT, WINGENE):
            with pytest.raises(queries.RegisterNotFound):
                queries.row_of(nis, token)
        with pytest.raises(queries.RegisterNotFound):
            queries.delivery_of(HERENT, delivery.pk)


@pytest.mark.parametrize("role", [Role.FINANCE, Role.REGULATION_MANAGER])
def test_who_may_not_know_persons_reads_figures_only(delivery: Delivery, role: Role) -> None:
    actor = Actor(ActorKind.STAFF, "staff:8", frozenset({role}))

    assert stored_rows(delivery.agreement, AUDITOR)
    with acting_for([WINGENE], actor):
        assert queries.delivery_of(WINGENE, delivery.pk).accepted == 9
    with pytest.raises(queries.RegistersNotYours):
        stored_rows(delivery.agreement, actor)


def _close(delivery: Delivery) -> None:
    with acting_for([WINGENE], CLERK):
        operations.close_report(delivery, moment=NOON)


def _snapshot(delivery: Delivery) -> str:
    with acting_for([WINGENE], CLERK):
        return str(queries.delivery_of(WINGENE, delivery.pk).snapshot.digest)


def _as_operator(statement: str, *values: Any) -> None:
    """Change a table as somebody would who has the database and not Klik."""
    alias = "operator" if "operator" in connections else "default"
    is_text = connections[alias].vendor == "sqlite"
    with connections[alias].cursor() as cursor:
        cursor.execute(
            statement, [one.hex if is_text and isinstance(one, UUID) else one for one in values]
        )
