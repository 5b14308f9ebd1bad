"""An address sheet shows to whom the letter goes, in the window of the envelope."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pikepdf import Pdf
from tests.ground.letters.pdf_text import text_of

from klik.ground.letters.letter import Recipient
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.printing.sheets import Sheet, render_sheet

SHEET = Sheet(
    language="nl",
    sender="Gemeente Voorbeeld",
    recipient=Recipient("Ouder1A Voorbeeld", ("Voorbeeldstraat 12 bus 3", "8750 Voorbeeld")),
    batch="DRUK-37021-2026-0001",
    place=3,
    enclosed=("Brief GEB-37021-ABCDEFGHIJ",),
    dated_on=date(2026, 3, 6),
)


def test_a_sheet_says_to_whom_from_whom_and_what() -> None:
    text = text_of(render_sheet(SHEET))

    for said in ("Ouder1A Voorbeeld", "Voorbeeldstraat 12 bus 3", "8750 Voorbeeld",
                 "Gemeente Voorbeeld", "Drukwerk DRUK-37021-2026-0001", "Brief 3", "Hierbij",
                 "GEB-37021-ABCDEFGHIJ"):  # fmt: skip
        assert said in text


def test_a_sheet_is_one_page_that_is_the_same_every_time() -> None:
    rendered = render_sheet(SHEET)

    assert render_sheet(SHEET) == rendered
    with Pdf.open(BytesIO(rendered)) as opened:
        assert len(opened.pages) == 1


def test_a_sheet_speaks_english() -> None:
    assert "Enclosed" in text_of(render_sheet(replace(SHEET, language="en")))


@pytest.mark.parametrize("name", ['#read("/etc/passwd")', "*Sterke* _Naam_", "$x$ [y] <z>", "\\"])
def test_a_name_is_never_source_of_the_typesetter(name: str) -> None:
    assert name in text_of(render_sheet(replace(SHEET, recipient=Recipient(name, ("8750 A",)))))


@pytest.mark.parametrize(
    "recipient",
    [
        Recipient("", ("8750 Voorbeeld",)),
        Recipient("Ouder Voorbeeld", ()),
        Recipient("Ouder Voorbeeld", (" ", "\u200b")),
        Recipient("Ouder 𒀀 Voorbeeld", ("8750 Voorbeeld",)),
        Recipient("Ouder Voorbeeld", ("een", "twee", "drie", "vier", "vijf", "zes")),
    ],
)
def test_an_address_that_no_window_shows_is_refused(recipient: Recipient) -> None:
    with pytest.raises(LetterTextRefused):
        render_sheet(replace(SHEET, recipient=recipient))
