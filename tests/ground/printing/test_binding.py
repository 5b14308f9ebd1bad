"""Letters bound for a printer: in order, each part on a right-hand page, the same bytes again."""

from io import BytesIO

import pytest
from pikepdf import Pdf
from tests.ground.letters.pdf_text import text_of
from tests.ground.letters.sample_letters import ASK, GRANTED, LONG

from klik.ground.letters.rendering import render_letter
from klik.ground.printing.binding import Binder, Bound, PartUnreadable


def _blank(pages: int) -> bytes:
    written = BytesIO()
    with Pdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(300, 400))
        made.save(written)
    return written.getvalue()


def test_each_part_begins_on_a_right_hand_page() -> None:
    with Binder("Drukwerk") as binder:
        bound = [binder.add([_blank(1), _blank(2)]), binder.add([_blank(3)]), binder.add([])]
        whole = binder.finish()

    assert bound == [Bound(1, 4), Bound(5, 4), Bound(9, 0)]
    with Pdf.open(BytesIO(whole)) as opened:
        assert len(opened.pages) == 8
        assert {tuple(map(int, page.mediabox)) for page in opened.pages} == {(0, 0, 300, 400)}
        assert str(opened.docinfo["/Title"]) == "Drukwerk"


def test_letters_stand_in_their_order_word_for_word() -> None:
    letters = [render_letter(letter) for letter in (GRANTED, LONG, ASK)]

    with Binder("Drukwerk") as binder:
        for letter in letters:
            binder.add([letter])
        whole = binder.finish()

    assert text_of(whole).replace("\n", "") == "".join(map(text_of, letters)).replace("\n", "")


def test_the_same_letters_give_the_same_bytes() -> None:
    letters = [render_letter(letter) for letter in (GRANTED, LONG)]

    def whole() -> bytes:
        with Binder("Drukwerk") as binder:
            for letter in letters:
                binder.add([letter])
            return binder.finish()

    assert whole() == whole()


@pytest.mark.parametrize("part", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", _blank(0)])
def test_what_is_no_pdf_is_refused_and_leaves_the_others(part: bytes) -> None:
    with Binder("Drukwerk") as binder:
        binder.add([_blank(2)])
        with pytest.raises(PartUnreadable):
            binder.add([_blank(1), part])
        assert binder.add([_blank(2)]) == Bound(3, 2)
