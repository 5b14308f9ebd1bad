"""Vouchers, credits and gifts go to a numbered list, and not to the bank."""

from pathlib import Path

import pytest
from tests.factories.trials import Tried, adoption_in, good_row, said_in, tried_rows
from tests.packages.printed_package import PACKAGE, UNCHECKED, Change

AMOUNT = PACKAGE[PACKAGE.index("    amount: ") : PACKAGE.index("    ground: amount")]
HANDOUT: Change = (
    "    ground: amount\n",
    "    ground: amount\n    handout: {pieces: 4, valid: {from: issued_on, months: 12}, "
    "collect: {by: 2026-12-31}}\n",
)
GOODS: Change = (AMOUNT, "    quantity: 2\n    item: {nl: Welkomstpakket}\n")


def _given_as(path: Path, form: str, *package: Change, count: int = 1) -> Tried:
    given = ("given_as: parameters.given_as ", f"given_as: {form} #")
    adoption = adoption_in(path, package=[UNCHECKED, *package, given])
    return tried_rows(path, *(good_row(number) for number in range(count)), adoption=adoption)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("voucher", "ukrijgteenwaardebonvan100euro"),
        ("credit", "ukrijgteentegoedvan100euro"),
        ("donation", "wijschenken100euroinuwnaam"),
    ],
)
def test_what_is_not_money_is_handed_out_and_not_paid(tmp_path: Path, form: str, said: str) -> None:
    result = _given_as(tmp_path, form)

    (row,) = result.table("handouts")
    assert (row["nummer"], row["vorm"], row["waarde"]) == ("000001", form, "100.00")
    assert row["naam"] == "Ouder1A Voorbeeld"
    assert result.payment_files() == []
    assert result.table("persons") == []
    (letter,) = result.letters().values()
    assert said in said_in(letter)
    assert "rekening" not in said_in(letter).replace("rekeningnummer", "")


def test_every_voucher_has_a_number_and_its_share(tmp_path: Path) -> None:
    result = _given_as(tmp_path, "voucher", HANDOUT, count=2)

    rows = result.table("handouts")
    assert [row["nummer"] for row in rows] == [f"{number:06d}" for number in range(1, 9)]
    assert {(row["waarde"], row["geldig tot"], row["ophalen tot"]) for row in rows} == {
        ("25.00", "2027-03-02", "2026-12-31")
    }
    assert len({row["kenmerk"] for row in rows}) == 2
    assert result.totals.handed_out == 2


def test_pieces_that_do_not_divide_the_amount_stay_together(tmp_path: Path) -> None:
    three = (HANDOUT[0], HANDOUT[1].replace("pieces: 4", "pieces: 3"))

    (row,) = _given_as(tmp_path, "voucher", three).table("handouts")

    assert (row["waarde"], row["aantal"]) == ("100.00", "3")


def test_goods_have_a_number_and_a_quantity(tmp_path: Path) -> None:
    result = _given_as(tmp_path, "goods", GOODS)

    (row,) = result.table("handouts")
    assert (row["vorm"], row["waarde"], row["aantal"]) == ("goods", "", "2")
    (letter,) = result.letters().values()
    assert "Geboortepremie:ukrijgteengeschenk" in said_in(letter)


def test_a_recognition_is_told_and_not_handed_out(tmp_path: Path) -> None:
    result = _given_as(tmp_path, "recognition", (AMOUNT, ""))

    assert (result.table("handouts"), result.payment_files()) == ([], [])
    (letter,) = result.letters().values()
    assert "wijerkennenu" in said_in(letter)


def test_a_letter_tells_until_when_a_voucher_holds(tmp_path: Path) -> None:
    (letter,) = _given_as(tmp_path, "voucher", HANDOUT).letters().values()

    assert "geldigtotenmet2maart2027" in said_in(letter)
    assert "ophalentotenmet31december2026" in said_in(letter)


def test_money_and_a_gift_together_go_their_own_ways(tmp_path: Path) -> None:
    gift = (
        "form:\n",
        "  - {id: pakket, given_as: goods, quantity: 1, item: {nl: Pakket}, ground: amount, "
        "payee: {to: [payee.insz]}}\nform:\n",
    )
    first = ("benefits:  ", "benefits: #")

    result = _given_as(tmp_path, "money", first, gift)

    assert (result.totals.payments, result.totals.handed_out) == (1, 1)
    assert result.table("persons") == []


def test_a_gift_declared_before_the_money_does_not_hide_the_account(tmp_path: Path) -> None:
    start = PACKAGE.index("  - id: premium\n")
    gift = (
        PACKAGE[start : start + len("  - id: premium\n")],
        "  - {id: pakket, given_as: goods, quantity: 1, item: {nl: Pakket}, ground: amount, "
        "payee: {to: [payee.insz]}}\n  - id: premium\n",
    )

    result = _given_as(tmp_path, "money", gift)

    assert (result.totals.payments, result.totals.handed_out) == (1, 1)
    assert result.table("persons") == []


def test_a_voucher_whose_letter_cannot_be_made_is_not_handed_out(tmp_path: Path) -> None:
    adoption = adoption_in(tmp_path, ("parameters: {}", "parameters: {given_as: voucher}"))

    result = tried_rows(
        tmp_path, good_row(0, beneficiary1_name="\u5f20\u4f1f"), good_row(1), adoption=adoption
    )

    assert [row["waarom"] for row in result.table("persons")] == ["letter"]
    assert [row["regel"] for row in result.table("persons")] == ["2"]
    assert [row["nummer"] for row in result.table("handouts")] == ["000001"]
    assert result.table("handouts")[0]["naam"] != "\u5f20\u4f1f"
    assert result.totals.letters == 1
