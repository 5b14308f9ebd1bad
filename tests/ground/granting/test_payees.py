"""Who is paid and on which account: the first that is known, and per award its own."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.factories.trials import DAY, adoption_in, delivery_of, good_row
from tests.packages.printed_package import UNCHECKED, Change

from klik.ground.deliveries import Accepted, read_delivery
from klik.ground.granting.orders import are_payable, batch_of, orders_of
from klik.ground.granting.payees import Payee, payee_written_to, payees_of, recipient_of
from klik.ground.granting.subjects import Subject, subject_of
from klik.packages.adoption import Adoption
from klik.rules.decision import Decision

ACCOUNT = "BE10999000100104"
SECOND = (
    "form:\n",
    "  - {id: extra, given_as: money, amount: 25, ground: amount, payee: {account: payee.iban, to: "
    "[second.insz]}}\nform:\n",
)
SECOND_FACT = (
    "  payee.insz:",
    "  second.insz: {type: insz, source: births.beneficiary2_insz}\n  payee.insz:",
)
VALUES: list[Change] = [
    (
        "to: [application.applicant, payee.insz]",
        "to: [paid.to, payee.insz]",
    ),
    ("account: payee.iban,", "account: paid.account,"),
    (
        "  resident_before:",
        "  paid.to: {type: insz, is: 'CASE WHEN child.rank > 1 THEN second.insz ELSE payee.insz "
        "END'}\n  paid.account: {type: iban, is: payee.iban}\n  resident_before:",
    ),
]


def _granted(
    path: Path, *package: Change, **cells: str
) -> tuple[Adoption, Subject, Decision, dict[str, Payee]]:
    adoption = adoption_in(path, package=[UNCHECKED, *package])
    delivery = delivery_of(path, adoption, good_row(**cells))
    (row,) = read_delivery(delivery, columns_agreed=adoption.columns)
    assert isinstance(row, Accepted)
    subject = subject_of(adoption, row, reference="GEB-37021-1", decided_on=DAY)
    decision = adoption.decider.decide(subject.situation)
    return adoption, subject, decision, dict(payees_of(adoption, subject, decision))


def test_the_first_known_number_is_paid_with_the_name_beside_it(tmp_path: Path) -> None:
    *_, payees = _granted(tmp_path)

    assert payees == {"premium": Payee("Ouder1A Voorbeeld", ACCOUNT, "91030590405")}


@pytest.mark.parametrize(
    ("rank", "payee"),
    [
        ("1", Payee("Ouder1A Voorbeeld", ACCOUNT, "91030590405")),
        ("2", Payee("Ouder1B Voorbeeld", ACCOUNT, "89070390352")),
    ],
)
def test_payee_and_account_may_be_values(tmp_path: Path, rank: str, payee: Payee) -> None:
    *_, payees = _granted(tmp_path, SECOND_FACT, *VALUES, rank=rank)

    assert payees["premium"] == payee


def test_an_unknown_number_is_skipped(tmp_path: Path) -> None:
    *_, payees = _granted(tmp_path, SECOND_FACT, *VALUES, rank="2", beneficiary2_insz="")

    assert payees["premium"].name == "Ouder1A Voorbeeld"


def test_each_award_has_its_own_payee_and_order(tmp_path: Path) -> None:
    adoption, subject, decision, payees = _granted(tmp_path, SECOND_FACT, SECOND)

    orders = orders_of(adoption, subject.reference, decision, payees, "nl")

    assert [(one.creditor_name, one.amount_cents) for one in orders] == [
        ("Ouder1A Voorbeeld", 10_000),
        ("Ouder1B Voorbeeld", 2_500),
    ]
    assert len({one.end_to_end_id for one in orders}) == 2
    assert {one.remittance for one in orders} == {f"Geboortepremie {subject.reference}"}
    assert decision.amount == Decimal("125.00")


def test_an_award_without_payee_is_the_one_that_a_person_asks_about(tmp_path: Path) -> None:
    _, _, decision, payees = _granted(tmp_path, SECOND_FACT, SECOND, beneficiary2_insz="")

    assert payee_written_to(decision, payees) == Payee(name="", iban=ACCOUNT)


def test_an_order_is_the_same_each_time(tmp_path: Path) -> None:
    adoption, subject, decision, payees = _granted(tmp_path)

    once = orders_of(adoption, subject.reference, decision, payees, "nl")

    assert once == orders_of(adoption, subject.reference, decision, payees, "nl")
    assert are_payable(adoption, once, DAY)


@pytest.mark.parametrize("payee", [Payee("\u0394", ACCOUNT), Payee("Jan", "BE00")])
def test_what_a_bank_refuses_is_not_payable(tmp_path: Path, payee: Payee) -> None:
    adoption, subject, decision, _ = _granted(tmp_path)

    orders = orders_of(adoption, subject.reference, decision, {"premium": payee}, "nl")

    assert not are_payable(adoption, orders, DAY)


def test_a_long_title_fits_on_a_statement(tmp_path: Path) -> None:
    title = ("title: {nl: Geboortepremie,", f"title: {{nl: {'Premie ' * 25}x,")

    adoption, subject, decision, payees = _granted(tmp_path, title)

    (order,) = orders_of(adoption, subject.reference, decision, payees, "nl")
    assert len(order.remittance) <= 140
    assert order.remittance.endswith(subject.reference)


def test_a_batch_is_named_by_package_place_and_day(tmp_path: Path) -> None:
    adoption, *_ = _granted(tmp_path)

    batch = batch_of(adoption, DAY)

    assert batch.message_id.startswith("KLIK-37021-20260302-")
    assert len(f"{batch.message_id}-001") <= 35
    assert (batch.execution_on, batch.created_at.date()) == (DAY, DAY)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({}, ("Voorbeeldstraat 11", "8750 Wingene")),
        ({"box": "2"}, ("Voorbeeldstraat 11 bus 2", "8750 Wingene")),
        ({"street": "", "house_number": "", "box": "2"}, ("8750 Wingene",)),
        ({"postcode": "", "locality": ""}, ("Voorbeeldstraat 11",)),
    ],
)
def test_an_envelope_has_the_address_of_the_row(
    tmp_path: Path, cells: dict[str, str], lines: tuple[str, ...]
) -> None:
    _, subject, _, payees = _granted(tmp_path, **cells)

    recipient = recipient_of(subject, payees["premium"])

    assert (recipient.name, recipient.address_lines) == ("Ouder1A Voorbeeld", lines)
