"""Names that look like something else come out as the plain text that they are."""

from pathlib import Path

import pytest
from tests.factories.trials import Tried, adoption_in, contents, good_row, said_in, tried_rows
from tests.ground.letters.pdf_checks import check_letter

NAMES = [
    '#read("x")',
    "=HYPERLINK(1)",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<b>Vet</b>",
    "**vet** _schuin_",
    "{{ payee.iban }}",
    "{% if true %}x{% endif %}",
    "$ 1 + 1 $ @cite <label>",
    "\\u{1F600}",
    "a & b < c > d ' e",
    "\u202eetirw",
    "O'Neill-d'Haene",
]


def _tried(path: Path, name: str, **parameters: str) -> Tried:
    given = ("parameters: {}", f"parameters: {parameters}".replace("'", ""))
    adoption = adoption_in(path, given)
    row = good_row(beneficiary1_name=name, account_holder=name, street=name, locality=name)
    return tried_rows(path, row, adoption=adoption)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_in_the_letter_as_it_was_delivered(tmp_path: Path, name: str) -> None:
    result = _tried(tmp_path, name)

    (pdf,) = result.letters().values()
    assert check_letter(pdf) == ()
    plain = "".join(name.replace("\u202e", "").split())
    assert f"Beste{plain}," in said_in(pdf)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_computed_by_no_spreadsheet(tmp_path: Path, name: str) -> None:
    result = _tried(tmp_path, name, given_as="voucher")

    (row,) = result.table("handouts")
    assert not row["naam"].startswith(("=", "+", "-", "@"))
    assert row["naam"].lstrip("'") == name.replace("\u202e", "").lstrip("'")


@pytest.mark.parametrize("kind", ["decisions", "persons", "handouts", "rejects"])
def test_no_list_holds_a_cell_that_a_spreadsheet_computes(tmp_path: Path, kind: str) -> None:
    rows = [
        good_row(0, beneficiary1_name="=1+1", account_holder="=1+1"),
        good_row(1, child_insz="=1+1"),
        good_row(2, iban="+32"),
        good_row(3, birth_date="@x"),
        good_row(4, iban="", rank="-1"),
    ]

    result = tried_rows(tmp_path, *rows)

    cells = [cell for row in result.table(kind) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []


def test_a_formula_is_paid_under_its_own_name(tmp_path: Path) -> None:
    (written,) = _tried(tmp_path, "<b>A & B</b>").payment_files()

    assert b"<Nm>bA + B/b</Nm>" in written


@pytest.mark.parametrize("name", ["A" * 300, "\x07bel", "a\nb"])
def test_a_strange_name_ends_clearly(tmp_path: Path, name: str) -> None:
    result = _tried(tmp_path, name)

    assert result.totals.delivered == 1
    settled = result.totals.letters + result.totals.rejected + sum(result.totals.persons.values())
    assert settled == 1


def test_no_number_stands_in_a_list_when_a_row_is_rejected(tmp_path: Path) -> None:
    rows = [
        good_row(0, iban="BE49999000000172"),
        good_row(1, child_insz="26010990587"),
        good_row(2, beneficiary1_insz="91030590406"),
        good_row(3, rank="x", iban="BE49999000000171"),
        good_row(3, register=""),
        good_row(4, iban="", account_holder=""),
    ]
    numbers = {
        row[name]
        for row in rows
        for name in ("child_insz", "iban", "beneficiary1_insz", "beneficiary2_insz")
    } - {""}

    result = tried_rows(tmp_path, *rows)

    assert result.totals.rejected == 4
    found = [
        (name, number)
        for name, written in contents(result.out).items()
        if not name.endswith((".pdf", ".xml"))
        for number in numbers
        if number in written.decode()
    ]
    assert found == []


def test_numbers_that_a_rule_reads_are_masked_in_its_reasons(tmp_path: Path) -> None:
    rule = (
        "any(parents, parents.resident_since <= resident_before)",
        "any(parents, parents.insz = payee.insz OR parents.resident_since < today) AND payee.iban "
        "<> child.deed_number",
    )
    said = ("nl: Het kind is ingeschreven in de gemeente.", "nl: 'Zie {{ payee.iban }}.'")
    rule = (rule[0], rule[1].replace(" AND payee.iban <> child.deed_number", ""))
    adoption = adoption_in(tmp_path, package=[rule, said])

    result = tried_rows(tmp_path, good_row(), adoption=adoption)

    (decided,) = result.reasons()
    assert decided["conditions"][0]["sentence"] == "Zie ••••04."
    assert decided["conditions"][1]["used"]["payee.insz"] == "••••05"
    assert (
        decided["conditions"][1]["used"]["parents"] == "••••05, 1 mei 2019; ••••52, 15 januari 2020"
    )
