"""A delivery is taken in once, checked to its end, and counted: nothing disappears."""

import hashlib
from pathlib import Path

import pytest
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, WINGENE
from tests.factories.files import leftovers, on_disk
from tests.factories.registers import (
    agreement_for,
    births,
    check,
    child,
    deliver,
    deliver_rows,
    reject_codes,
    sending,
    stored_rows,
)
from tests.factories.trials import SAMPLE

from klik.domains.registers import jobs, operations, queries
from klik.domains.registers.models import Agreement, DeliveredRow, Delivery
from klik.ground.deliveries import DeliveryRefused
from klik.ground.deliveries.synthetic import edge_case_rows
from klik.ground.tenancy import acting_for
from klik.packages.records import BIRTHS


def test_the_sample_is_nine_good_rows_and_three_bad_ones(agreement: Agreement) -> None:
    delivery = deliver(agreement, SAMPLE)

    assert (delivery.delivered, delivery.accepted, delivery.rejected) == (12, 9, 3)
    assert (delivery.state, delivery.asked, delivery.was_known) == ("checked", 1, False)
    assert [line for line, _ in reject_codes(delivery)] == [11, 12, 13]
    assert len(stored_rows(agreement)) == 9


def test_a_row_comes_back_as_it_was_delivered(agreement: Agreement, tmp_path: Path) -> None:
    deliver_rows(agreement, tmp_path, child(child_last_name='Voorbeeld #read("x")', box="2"))

    (row,) = stored_rows(agreement)

    values = row.accepted.values
    assert values["child_last_name"] == 'Voorbeeld #read("x")'
    assert (values["child_insz"], values["iban"]) == ("26010590314", "BE10999000100104")
    assert (values["birth_date"], values["box"]) == (NOON.date().replace(month=1, day=5), "2")
    assert (values["rank"], values["zorgtoeslag"], values["bic"]) == (1, False, None)
    assert list(values) == list(BIRTHS.columns)
    assert (row.event, row.accepted.line, row.accepted.municipality_nis) == ("NIEUW", 2, WINGENE)


def test_an_old_code_is_kept_and_mapped(agreement: Agreement, tmp_path: Path) -> None:
    deliver_rows(agreement, tmp_path, child(municipality_nis="37018"))

    (row,) = stored_rows(agreement)

    assert (row.accepted.delivered_nis, row.accepted.municipality_nis) == ("37018", WINGENE)


def test_the_same_file_again_changes_nothing(agreement: Agreement) -> None:
    first = deliver(agreement, SAMPLE)
    before = [row.token for row in stored_rows(agreement)]

    again = deliver(agreement, SAMPLE)
    received = jobs.deliver(SAMPLE, sending(agreement, name="other.csv"), moment=NOON)

    assert received.was_known
    assert (again.pk, received.pk, received.filename) == (first.pk, first.pk, "births_sample.csv")
    assert [row.token for row in stored_rows(agreement)] == before
    with acting_for([WINGENE], CLERK):
        assert queries.deliveries(WINGENE).count() == 1


def test_columns_outside_the_agreement_are_refused_and_not_stored(home: Path) -> None:
    agreement = agreement_for(columns=[name for name in BIRTHS.columns if name != "iban"])

    with pytest.raises(DeliveryRefused, match="not in the agreement: iban"):
        deliver(agreement, SAMPLE)

    assert (on_disk(), leftovers()) == ([], [])
    with acting_for([WINGENE], CLERK):
        assert not queries.deliveries(WINGENE).exists()


def test_a_row_of_another_municipality_is_rejected(agreement: Agreement, tmp_path: Path) -> None:
    delivery = deliver_rows(agreement, tmp_path, child(), child(1, municipality_nis=HERENT))

    assert reject_codes(delivery) == [(3, "municipality-not-agreed")]


def test_an_event_after_the_day_of_delivery_is_rejected(
    agreement: Agreement, tmp_path: Path
) -> None:
    delivery = deliver_rows(agreement, tmp_path, child(event_date="2026-11-24"))

    assert reject_codes(delivery) == [(2, "date-after-delivery")]


def test_every_edge_case_is_kept_or_rejected(agreement: Agreement, tmp_path: Path) -> None:
    rows = [
        row
        for group in edge_case_rows(municipality_nis=WINGENE, year=2026).values()
        for row in group
        if row["birth_date"] < "2026-11"
    ]

    delivery = deliver_rows(agreement, tmp_path, *rows)

    assert delivery.delivered == len(rows)
    with acting_for([WINGENE], CLERK):
        assert DeliveredRow.objects.count() == delivery.accepted
        assert queries.rejected_rows(delivery).count() == delivery.rejected > 0


def test_nothing_that_names_a_person_stands_readable(agreement: Agreement, home: Path) -> None:
    deliver(agreement, SAMPLE)

    with acting_for([WINGENE], CLERK):
        rows = list(DeliveredRow.objects.values())
        snapshot = b"".join(_snapshot(agreement))
    said = repr(rows).encode() + snapshot + b"".join(file.read_bytes() for file in on_disk())
    for name in (b"26010590314", b"BE10999000100104", b"Ouder1A", b"Voorbeeldstraat", b"Kind1"):
        assert name not in said


def test_a_snapshot_holds_what_rules_use(agreement: Agreement) -> None:
    deliver(agreement, SAMPLE)

    with acting_for([WINGENE], CLERK):
        content = b"".join(_snapshot(agreement))

    assert content.count(b"\n") == 9
    assert b'"birth_date":"2026-01-05"' in content
    assert b'"zorgtoeslag":true' in content


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\geboorten\\births.csv", "a\nb\x00.csv"])
def test_a_filename_is_a_name(agreement: Agreement, tmp_path: Path, name: str) -> None:
    path = births(tmp_path / "births.csv", child())

    delivery = jobs.deliver(path, sending(agreement, name=name), moment=NOON)

    assert delivery.filename in {"passwd", "births.csv", "a b .csv"}


def test_who_may_not_deliver_does_not(agreement: Agreement) -> None:
    with pytest.raises(queries.RegistersNotYours):
        jobs.deliver(SAMPLE, sending(agreement, actor=MANAGER), moment=NOON)


def test_another_municipality_has_no_such_agreement(agreement: Agreement) -> None:
    elsewhere = jobs.Sending(HERENT, agreement.pk, CLERK, "births.csv", queries.Channel.DESK)

    with pytest.raises(queries.RegisterNotFound):
        jobs.deliver(SAMPLE, elsewhere, moment=NOON)


def test_nothing_is_delivered_outside_the_period(home: Path) -> None:
    agreement = agreement_for(**{"from": "2027-01-01"})

    with pytest.raises(operations.AgreementNotInForce, match="from 2027-01-01"):
        deliver(agreement, SAMPLE)


def test_an_upload_that_breaks_off_is_removed_after_an_hour(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(operations, "receive", _killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(agreement, SAMPLE)
    assert len(on_disk()) == 1

    assert jobs.remove_files(WINGENE, moment=NOON) == 0
    assert jobs.remove_files(WINGENE, moment=NOON.replace(hour=14)) == 1
    assert on_disk() == []


def test_a_file_that_arrived_stays(agreement: Agreement) -> None:
    delivery = jobs.deliver(SAMPLE, sending(agreement), moment=NOON)

    jobs.remove_files(WINGENE, moment=NOON.replace(year=2027))

    assert check(delivery).accepted == 9
    assert delivery.sha256 == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()


def test_a_file_refused_while_it_is_checked_keeps_no_row(
    agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = jobs.deliver(SAMPLE, sending(agreement), moment=NOON)
    monkeypatch.setattr(jobs, "read_delivery", _damaged_after_rows)

    refused = check(delivery)
    jobs.remove_files(WINGENE, moment=NOON)

    assert (refused.state, refused.delivered) == ("refused", 0)
    assert refused.refusal["code"] == "damaged"
    assert (on_disk(), leftovers()) == ([], [])
    assert check(delivery).state == "refused"


def _killed(*_: object, **__: object) -> Delivery:
    raise KeyboardInterrupt


def _damaged_after_rows(*_: object, **__: object) -> list[object]:
    raise DeliveryRefused("damaged")


def _snapshot(agreement: Agreement) -> list[bytes]:
    delivery = queries.deliveries(agreement.municipality_nis).get()
    sealer = jobs.sealer_for(agreement.municipality_nis)
    return list(sealer.pieces(delivery.snapshot.digest))
