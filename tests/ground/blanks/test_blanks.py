"""A blank form has every question of its package, and can be read aloud."""

from datetime import date

from tests.ground.letters.pdf_checks import check_letter
from tests.ground.letters.pdf_text import text_of
from tests.packages.swimming_package import adoption

from klik.ground.blanks import render_blank
from klik.ground.blanks.content import content_of
from klik.packages.form import form_of

REFERENCE = "zwemmen 1.0.0, 0f1e2d3c"
DAY = date(2026, 1, 1)


def test_a_blank_form_can_be_read_aloud_and_is_the_same_each_time() -> None:
    pdf = render_blank(adoption(), language="nl", reference=REFERENCE, dated_on=DAY)

    assert check_letter(pdf) == ()
    assert pdf == render_blank(adoption(), language="nl", reference=REFERENCE, dated_on=DAY)


def test_a_blank_form_asks_every_question_and_says_where_to_bring_it() -> None:
    found = adoption()
    text = text_of(render_blank(found, language="nl", reference=REFERENCE, dated_on=DAY))
    plain = " ".join(text.split())

    for page in form_of(found).pages:
        for question in page.questions:
            assert question.label["nl"] in plain, question.name
            for option in question.options:
                assert option.label["nl"] in plain
    assert "Waar brengt u dit formulier?" in plain
    assert found.content["granting_body"]["contact"]["phone"] in plain
    assert REFERENCE in plain


def test_what_is_not_asked_of_everybody_says_so() -> None:
    content = content_of(adoption(), language="en", reference=REFERENCE)
    pages = form_of(adoption()).pages

    said = [bool(one["note"]) for one in content["sections"]]
    assert said == [page.shown_when is not None for page in pages]
