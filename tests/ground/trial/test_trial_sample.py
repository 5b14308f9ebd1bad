"""The sample delivery, from rows to letters and a payment file."""

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.factories.trials import SAMPLE, Tried, adoption_in, contents, said_in, tried
from tests.ground.letters.pdf_checks import check_letter

from klik.ground.banking.schema import check_against_schema

NAMESPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    path = tmp_path_factory.mktemp("sample")
    return tried(adoption_in(path), SAMPLE, path / "out")


def test_nine_rows_are_accepted_and_three_rejected(sample: Tried) -> None:
    totals = sample.totals

    assert (totals.delivered, totals.accepted, totals.asked, totals.rejected) == (12, 9, 1, 3)
    assert dict(totals.outcomes) == {"granted": 7, "not_selected": 2}
    assert dict(totals.persons) == {"account": 1}


def test_each_rejected_row_has_its_reason_and_what_to_do(sample: Tried) -> None:
    rows = sample.table("rejects")

    assert [(row["regel"], row["kolom"], row["code"]) for row in rows] == [
        ("11", "child_insz", "insz-check"),
        ("12", "iban", "iban-check"),
        ("13", "birth_date", "date-form"),
    ]
    assert all(row["reden"] and row["wat te doen"] for row in rows)
    assert [row["waarde"] for row in rows] == [
        "••.••.••-•••.99", "BE00 •••• •••• 1234", "2026-••-••",
    ]  # fmt: skip


def test_each_accepted_row_has_one_decision_with_its_reasons(sample: Tried) -> None:
    decisions, reasons = sample.table("decisions"), sample.reasons()

    assert [row["regel"] for row in decisions] == [str(line) for line in range(2, 11)]
    assert [one["reference"] for one in reasons] == [row["kenmerk"] for row in decisions]
    assert [one["outcome"] for one in reasons] == [row["uitkomst"] for row in decisions]
    assert reasons[0]["conditions"][0] == {
        "id": "lives-here",
        "verdict": "met",
        "sentence": "Het kind is ingeschreven in de gemeente.",
        "article": "artikel 3",
        "used": {
            "child.municipality.in_territory": "ja",
            "child.register": "bevolkingsregister",
            "parameters.registers": "Bevolkingsregister, Vreemdelingenregister",
        },
    }


def test_each_grant_has_a_letter_that_opens_and_holds(sample: Tried) -> None:
    granted = {row["kenmerk"] for row in sample.table("decisions") if row["uitkomst"] == "granted"}
    letters = sample.letters()

    assert set(letters) == granted
    assert sample.totals.letters == len(letters) == 7
    assert {reference: check_letter(pdf) for reference, pdf in letters.items()} == dict.fromkeys(
        letters, ()
    )


def test_a_letter_says_amount_reasons_articles_sources_and_appeal(sample: Tried) -> None:
    first = sample.table("decisions")[0]["kenmerk"]
    text = said_in(sample.letters()[first])

    for said in (
        "Beste Ouder1A Voorbeeld",
        "Geboortepremie: u krijgt 100 euro",
        "Het kind is ingeschreven in de gemeente.",
        "artikel 3",
        "artikel 2",
        "VUTG",
        "U kunt beroep aantekenen bij de Raad van State.",
        "Voorbeeld, niet het echte reglement",
        first,
    ):
        assert said.replace(" ", "") in text, said
    assert "BE10999000100104" not in text


def test_the_payment_file_is_valid_and_its_sum_is_right(sample: Tried) -> None:
    (written,) = sample.payment_files()
    check_against_schema(written)
    document = fromstring(written)  # noqa: S314 -- our own file

    amounts = [float(one.text or "") for one in document.findall(".//p:InstdAmt", NAMESPACE)]
    sums = [one.text for one in document.findall(".//p:CtrlSum", NAMESPACE)]
    counts = [one.text for one in document.findall(".//p:NbOfTxs", NAMESPACE)]
    assert amounts == [100.0] * 6
    assert (sums, counts) == (["600.00"] * 2, ["6"] * 2)
    assert sample.totals.paid_cents == 60_000


def test_who_is_paid_is_who_the_rows_name(sample: Tried) -> None:
    document = fromstring(sample.payment_files()[0])  # noqa: S314 -- our own file

    paid = [one.text for one in document.findall(".//p:CdtrAcct//p:IBAN", NAMESPACE)]
    delivered = [line.split(";") for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    of_lines = {row[3]: row[23] for row in delivered[1:]}
    assert paid == [of_lines[delivered[line][3]] for line in (1, 2, 3, 4, 5, 9)]


def test_a_second_trial_gives_the_same_bytes(sample: Tried, tmp_path: Path) -> None:
    again = tried(adoption_in(tmp_path), SAMPLE, tmp_path / "again", workers=2)

    assert contents(again.out) == contents(sample.out)


def test_another_day_gives_other_letters_and_messages(sample: Tried, tmp_path: Path) -> None:
    other = tried(
        adoption_in(tmp_path), SAMPLE, tmp_path / "out",
        decided_on=date(2026, 3, 3),
    )  # fmt: skip

    assert other.payment_files() != sample.payment_files()
    assert other.table("decisions") == sample.table("decisions")


def test_no_number_of_a_person_stands_in_a_list_or_a_reason(sample: Tried) -> None:
    delivered = [line.split(";") for line in SAMPLE.read_text(encoding="utf-8").splitlines()[1:]]
    numbers = {row[place] for row in delivered for place in (3, 17, 20, 23)} - {""}
    lists = {
        name: text.decode()
        for name, text in contents(sample.out).items()
        if not name.endswith((".pdf", ".xml"))
    }

    found = [(name, number) for name, text in lists.items() for number in numbers if number in text]
    assert found == []


def test_the_english_trial_writes_english_names_and_letters(tmp_path: Path) -> None:
    english = tried(adoption_in(tmp_path), SAMPLE, tmp_path / "out", language="en")

    assert {one.name for one in english.out.iterdir()} == {
        "decisions.csv", "reasons.jsonl", "rejected-rows.csv", "for-a-person.csv",
        "to-hand-out.csv", "letters", "payments", "totals.json",
    }  # fmt: skip
    letter = said_in(next(iter(english.letters().values())))
    assert "Birthpremium:youreceive100euros" in letter
    assert english.table("persons")[0]["explanation"].startswith("There is no account number")
