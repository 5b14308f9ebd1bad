"""What is drawn once and shown again: the same words only, in the same language, escaped alike."""

from django.utils.safestring import SafeString
from django.utils.translation import override

from klik.faces.ui.drawing import drawn_alike, filled
from klik.faces.ui.templatetags.lists import steps


def test_a_text_that_is_safe_is_never_shown_for_one_that_is_not() -> None:
    safe = drawn_alike("badge", word=SafeString("<b>Klaar</b>"), status="", symbol="")
    unsafe = drawn_alike("badge", word="<b>Klaar</b>", status="", symbol="")

    assert "<b>Klaar</b>" in safe
    assert "&lt;b&gt;Klaar&lt;/b&gt;" in unsafe


def test_steps_are_drawn_anew_in_another_language_and_at_another_step() -> None:
    names = ("Gevraagd", SafeString("Beslist"))

    with override("nl"):
        first, second = steps(names, 1, label="Stappen"), steps(names, 2, label="Stappen")
        again = steps(names, 1, label="Stappen")
    with override("en"):
        english = steps(names, 2, label="Stappen")

    assert first == again
    assert first.count('data-state="done"') == 0
    assert second.count('data-state="done"') == 1
    assert "Stap 2 van 2" in second
    assert "Step 2 of 2" in english


def test_a_template_is_filled_with_the_words_of_each_row_and_escapes_them() -> None:
    rows = [
        {"href": "/a/?x=1&y=2", "title": "<i>A</i>", "badge": SafeString("<b>Klaar</b>")},
        {"href": "/b/", "title": SafeString("B"), "badge": ""},
    ]
    empty = dict.fromkeys(("sentence", "steps", "named", "news"), "")

    first, second = filled("portal/mine/_card.html", [{**one, **empty} for one in rows])

    assert '<a class="card-link" href="/a/?x=1&amp;y=2">&lt;i&gt;A&lt;/i&gt;</a>' in first
    assert "</h3><b>Klaar</b></div>" in first
    assert '<a class="card-link" href="/b/">B</a></h3></div>' in second
    assert "\0" not in first + second
    assert filled("portal/mine/_card.html", []) == []
