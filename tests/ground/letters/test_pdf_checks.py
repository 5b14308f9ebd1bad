from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, Pdf
from tests.ground.letters.pdf_checks import check_letter, structure
from tests.ground.letters.sample_letters import GRANTED

from klik.ground.letters.rendering import render_letter


def _forget_language(opened: Pdf) -> None:
    del opened.Root.Lang


def _forget_title(opened: Pdf) -> None:
    del opened.docinfo["/Title"]


def _hide_title(opened: Pdf) -> None:
    opened.Root.ViewerPreferences = Dictionary()


def _forget_marks(opened: Pdf) -> None:
    del opened.Root.MarkInfo


def _forget_structure(opened: Pdf) -> None:
    del opened.Root.StructTreeRoot


def _skip_a_level(opened: Pdf) -> None:
    next(found for found in structure(opened) if found.S == Name.H2).S = Name.H3


def _unhead_tables(opened: Pdf) -> None:
    for element in structure(opened):
        if element.S == Name.TH:
            element.S = Name.TD


def _unembed_fonts(opened: Pdf) -> None:
    for _, font in opened.pages[0].obj.Resources.Font.items():
        del font.DescendantFonts[0].FontDescriptor["/FontFile3"]


def _forget_text_of_fonts(opened: Pdf) -> None:
    for _, font in opened.pages[0].obj.Resources.Font.items():
        del font["/ToUnicode"]


def _claim_less(opened: Pdf) -> None:
    with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfaid:conformance"] = "B"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_forget_language, "language"),
        (_forget_title, "no title"),
        (_hide_title, "DisplayDocTitle"),
        (_forget_marks, "MarkInfo"),
        (_forget_structure, "StructTreeRoot"),
        (_skip_a_level, "level 3 follows one of level 1"),
        (_unhead_tables, "no header cell"),
        (_unembed_fonts, "not embedded"),
        (_forget_text_of_fonts, "ToUnicode"),
        (_claim_less, "pdfaid:conformance"),
    ],
)
def test_check_letter_finds_a_planted_fault(spoil: Callable[[Pdf], None], words: str) -> None:
    with Pdf.open(BytesIO(render_letter(GRANTED))) as opened:
        spoil(opened)
        spoiled = BytesIO()
        opened.save(spoiled)

    assert words in " ".join(check_letter(spoiled.getvalue()))
