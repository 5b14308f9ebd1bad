"""The list annexed to a decision: the same bytes each time, tagged, without a name."""

from datetime import date
from io import BytesIO

from pikepdf import Pdf
from tests.ground.letters.pdf_text import text_of

from klik.ground.granting.annexes import Annex, AnnexLine, annex_csv, annex_pdf

FIGURES = {
    "awards": {"premium": {"given_as": "money", "count": 70, "cents": 700_000}},
    "budget_keys": {"0945-00 (voorbeeld)": 700_000},
    "total_cents": 700_000,
}


def _annex(**changes: object) -> Annex:
    given = {
        "language": "nl",
        "body_name": "Gemeente Voorbeeld",
        "organ": "college van burgemeester en schepenen",
        "title": "Geboortepremie",
        "decided_on": date(2026, 3, 2),
        "decision_reference": "CBS/2026/1",
        "plan_digest": "ab" * 32,
        "figures": FIGURES,
        "lines": tuple(AnnexLine(f"GEB-37021-{n:010d}", 10_000, "grant") for n in range(70)),
        "label": "VOORBEELD",
        "award_titles": {"premium": "Geboortepremie in geld"},
    }
    return Annex(**(given | changes))


def test_the_list_is_a_tagged_pdf_of_the_same_bytes_each_time() -> None:
    pdf = annex_pdf(_annex())

    assert pdf == annex_pdf(_annex())
    with Pdf.open(BytesIO(pdf)) as opened:
        assert bool(opened.Root.MarkInfo.Marked) is True
        assert str(opened.Root.Lang) == "nl-BE"
        assert len(opened.pages) > 1


def test_the_list_says_what_was_decided_and_what_it_costs() -> None:
    said = " ".join(text_of(annex_pdf(_annex())).split())

    assert "Lijst bij de beslissing: Geboortepremie" in said
    assert "Beslissing van 2 maart 2026, kenmerk CBS/2026/1" in said
    assert "GEB-37021-0000000069" in said
    assert "Geboortepremie in geld: 70 keer" in said
    assert "100 euro: 70 keer" in said.replace("\N{NO-BREAK SPACE}", " ")


def test_before_the_decision_the_list_names_the_plan() -> None:
    said = " ".join(text_of(annex_pdf(_annex(decision_reference=""))).split())

    assert f"Kenmerk van het plan: {'ab' * 8}" in said


def test_what_typst_could_read_as_code_stays_text() -> None:
    said = text_of(annex_pdf(_annex(title='#read("x") *vet*')))

    assert '#read("x")' in said.replace("\u201d", '"').replace("\u201c", '"')


def test_the_list_as_csv_opens_safely_in_a_spreadsheet() -> None:
    lines = (AnnexLine("=GEB", 12_345, "revise"), AnnexLine("GEB-1", None, "grant"))

    text = annex_csv(_annex(lines=lines, language="en")).decode("utf-8-sig")

    assert text.splitlines() == [
        "reference;amount;decision",
        "'=GEB;123,45;granted, replaces an earlier decision",
        "GEB-1;;granted",
    ]
