"""What a run would do with one child, whatever was decided about it before."""

from datetime import date
from pathlib import Path

import pytest
from tests.factories.trials import DAY, adoption_in, delivery_of, good_row

from klik.ground.deliveries import Accepted, read_delivery
from klik.ground.granting.grounds import (
    grounds_of,
    kept_columns,
    outcome_of,
    subject_of_grounds,
    told_by,
)
from klik.ground.granting.noted import Noted
from klik.ground.granting.planning import (
    Before,
    Candidate,
    Planned,
    Treatment,
    figures_of,
    plan_digest,
    plan_one,
)
from klik.ground.granting.rulings import rule_on
from klik.packages.adoption import Adoption

EARLIER = date(2026, 2, 1)
HERE = Before(taken_on=EARLIER, reference="GEB-37021-A", told_by="x", amount_cents=9_000)
PAID = Before(taken_on=EARLIER, reference="GEB-37021-A", told_by="x", is_paid=True)
ELSEWHERE = Before(taken_on=EARLIER)


@pytest.fixture
def adoption(tmp_path: Path) -> Adoption:
    """Return the adoption of the printed package."""
    return adoption_in(tmp_path)


def _row(path: Path, adoption: Adoption, **cells: str) -> Accepted:
    delivery = delivery_of(path, adoption, good_row(**cells))
    (row,) = read_delivery(delivery, columns_agreed=adoption.columns)
    assert isinstance(row, Accepted)
    return row


def _planned(path: Path, adoption: Adoption, before: Before | None = None, **cells: str) -> Planned:
    candidate = Candidate(
        _row(path, adoption, **cells), "GEB-37021-A", Noted(), before, number=1 + bool(before)
    )
    return plan_one(adoption, candidate, decided_on=DAY, language="nl")


@pytest.mark.parametrize(
    ("before", "cells", "treatment", "reason"),
    [
        (None, {}, Treatment.GRANT, ""),
        (None, {"iban": ""}, Treatment.GRANT, "account"),
        (None, {"account_holder": "Iemand Anders"}, Treatment.GRANT, "holder"),
        (None, {"beneficiary1_name": "", "beneficiary2_insz": ""}, Treatment.PERSON, "payee"),
        (None, {"birth_type": "levenloos"}, Treatment.PERSON, "bereavement"),
        (None, {"register": ""}, Treatment.PERSON, "undecided"),
        (None, {"register": "wachtregister"}, Treatment.NONE, ""),
        (None, {"event": "CORRECTIE"}, Treatment.GRANT, ""),
        (None, {"event": "INTREKKING"}, Treatment.NONE, "withdrawn"),
        (ELSEWHERE, {}, Treatment.NONE, "elsewhere"),
        (ELSEWHERE, {"birth_type": "levenloos"}, Treatment.NONE, "elsewhere"),
        (HERE, {}, Treatment.REVISE, ""),
        (HERE, {"register": "wachtregister"}, Treatment.PERSON, "event"),
        (HERE, {"event": "INTREKKING"}, Treatment.PERSON, "event"),
        (PAID, {}, Treatment.PERSON, "corrected-after-payment"),
        (PAID, {"event": "INTREKKING"}, Treatment.PERSON, "withdrawn-after-payment"),
    ],
)
def test_a_child_is_treated_by_what_is_known_of_it(
    tmp_path: Path,
    adoption: Adoption,
    before: Before | None,
    cells: dict[str, str],
    treatment: Treatment,
    reason: str,
) -> None:
    planned = _planned(tmp_path, adoption, before, **cells)

    assert (planned.treatment, planned.reason) == (treatment, reason)


def test_a_row_that_tells_the_same_leaves_a_decision_alone(
    tmp_path: Path, adoption: Adoption
) -> None:
    row = _row(tmp_path, adoption)
    before = Before(EARLIER, "GEB-37021-A", told_by(adoption, row), 9_000)

    planned = _planned(tmp_path, adoption, before, event="CORRECTIE", payer="Infino")

    assert (planned.treatment, planned.reason) == (Treatment.NONE, "decided")
    assert planned.amount_cents == 9_000


def test_a_plan_changes_with_any_child_and_with_the_adoption(
    tmp_path: Path, adoption: Adoption
) -> None:
    one, other = _planned(tmp_path, adoption), _planned(tmp_path, adoption, rank="2")

    digests = {
        plan_digest("a", [one, other]),
        plan_digest("a", [other, one]),
        plan_digest("a", [one]),
        plan_digest("b", [one, other]),
    }
    assert len(digests) == 3


def test_figures_count_what_this_run_grants_only(tmp_path: Path, adoption: Adoption) -> None:
    planned = [
        _planned(tmp_path, adoption),
        _planned(tmp_path, adoption, ELSEWHERE),
        _planned(tmp_path, adoption, register="wachtregister"),
    ]

    figures = figures_of(adoption, planned)

    assert (figures["rows"], figures["total_cents"]) == (3, 10_000)
    assert figures["treatments"] == {"grant": 1, "none": 2}
    assert figures["unmet"]["once"] == 1


def test_what_a_decision_keeps_decides_the_same(tmp_path: Path, adoption: Adoption) -> None:
    ruling = _planned(tmp_path, adoption).ruling

    grounds = grounds_of(adoption, ruling, language="nl")
    again = rule_on(adoption, subject_of_grounds(adoption, grounds), language="nl")

    assert outcome_of(again) == outcome_of(ruling)
    assert again.orders == ruling.orders
    assert grounds_of(adoption, again, language="nl") == grounds


def test_a_decision_keeps_no_column_that_it_did_not_need(adoption: Adoption) -> None:
    kept = kept_columns(adoption)

    assert sorted({"payer", "bic", "run_id", "account_holder"} & kept) == []
