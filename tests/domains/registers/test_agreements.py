"""An agreement is recorded once, by who may, and says what may be delivered and how long."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from tests.engines import only_postgresql
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, WINGENE
from tests.factories.registers import FAMILY, agreement_for, deliver, section, stored_rows
from tests.factories.trials import SAMPLE

from klik.domains.audit import queries as audit
from klik.domains.registers import jobs, operations, queries
from klik.domains.registers.models import Agreement
from klik.ground.deliveries import DeliveryRefused, Limits
from klik.ground.tenancy import OutsideActing, acting_for


def test_an_agreement_is_recorded_once(home: Path) -> None:
    first, again = agreement_for(), agreement_for()

    assert (first.pk, first.keep_days, first.until_on) == (again.pk, 365, None)
    with acting_for([WINGENE], CLERK):
        assert queries.agreements(WINGENE).count() == 1
        assert audit.lines_about(f"agreement:{first.pk}").count() == 1


def test_other_words_for_one_adoption_are_refused(home: Path) -> None:
    agreement_for()

    with pytest.raises(operations.AgreementChanged):
        agreement_for(provider="Een ander (voorbeeld)")


@pytest.mark.parametrize(
    ("columns", "code"),
    [(["event", "shoe_size"], "agreement-unknown"), (["event"], "agreement-incomplete")],
)
def test_columns_that_make_no_delivery_are_refused(
    home: Path, columns: list[str], code: str
) -> None:
    with pytest.raises(DeliveryRefused) as raised:
        agreement_for(columns=columns)

    assert raised.value.code == code


def test_a_clerk_records_no_agreement(home: Path) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(queries.RegistersNotYours):
        _record(WINGENE)


def test_an_agreement_is_recorded_for_who_is_acted_for(home: Path) -> None:
    with acting_for([HERENT], MANAGER), pytest.raises(OutsideActing):
        _record(WINGENE)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [("2026-11-23", "2026-11-23", 1), ("2026-11-24", "none", 0), ("2026-01-01", "2026-11-22", 0)],
)
def test_an_agreement_is_in_force_within_its_period(
    home: Path, first: str, last: str, count: int
) -> None:
    agreement_for(**{"from": first, "until": last})

    with acting_for([WINGENE], CLERK):
        assert queries.agreements_in_force(WINGENE, NOON.date()).count() == count


def test_the_agreement_of_an_adoption_is_found(agreement: Agreement) -> None:
    with acting_for([WINGENE], CLERK):
        assert queries.agreement_of_adoption(WINGENE, agreement.adoption_id) == agreement
        with pytest.raises(queries.RegisterNotFound):
            queries.agreement_of_adoption(WINGENE, uuid4())


def test_more_than_the_limit_is_refused_before_it_is_stored(agreement: Agreement) -> None:
    sent = jobs.Sending(WINGENE, agreement.pk, CLERK, "births.csv", queries.Channel.DESK)

    with pytest.raises(DeliveryRefused, match="500 is the most"):
        jobs.deliver(SAMPLE, sent, moment=NOON, limits=Limits(file_bytes=500))


@only_postgresql
def test_the_database_itself_shows_nobody_elses_rows(agreement: Agreement) -> None:
    deliver(agreement, SAMPLE)
    tables = ("agreement", "delivery", "deliveredrow", "rowkey", "rejectedrow", "snapshot")

    seen = {}
    for nis in (WINGENE, HERENT):
        with acting_for([nis], CLERK), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT count(*) > 0 FROM registers_{table}")  # noqa: S608 -- a table of ours
                seen[nis, table] = cursor.fetchone()[0]

    assert {table for nis, table in seen if seen[nis, table]} == set(tables)
    assert not any(seen[HERENT, table] for table in tables)
    assert len(stored_rows(agreement)) == 9


def _record(nis: str) -> Agreement:
    return operations.record_agreement(
        nis, section(), adoption_id=uuid4(), package_family=FAMILY, moment=NOON
    )
