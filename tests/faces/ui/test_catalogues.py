"""Every text has its Dutch, and its French where residents see it; catalogues follow the code."""

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.template import Context, Engine
from django.utils import translation
from tools import catalogue
from tools.texts import Text, texts_of_python, texts_of_template

TEMPLATE = """{% load i18n %}
<h1>{% translate "Deliveries" %}</h1>
<p title="{% translate 'Order' context 'payment' %}">{{ _("Reply")|upper }}</p>
{% blocktranslate trimmed count rows=total %}
  {{ rows }} row of 5%
{% plural %}
  {{ rows }} rows
{% endblocktranslate %}
{% firstof missing _("No name") %}
"""
PYTHON = """
class Late(Refusal):
    reason = "It is too late."

def words():
    return _("Yes"), ngettext("%(n)s day", "%(n)s days", 2), pgettext("state", "Open")
"""


def test_catalogues_hold_what_the_code_asks_for_in_each_language() -> None:
    assert catalogue.faults() == []


def test_a_text_has_one_form_in_all_catalogues_of_a_language() -> None:
    forms: dict[tuple[str, str | None, str], set[str]] = {}
    for language, entry in _entries():
        forms.setdefault((language, entry.msgctxt, entry.msgid), set()).add(entry.msgstr)

    assert {key: found for key, found in forms.items() if len(found) > 1} == {}


def test_a_translation_keeps_every_place_of_its_text() -> None:
    wrong = [
        (language, entry.msgid)
        for language, entry in _entries()
        for form in entry.msgstr_plural.values() or [entry.msgstr]
        if _places(form) - _places(entry.msgid_plural or entry.msgid)
    ]

    assert wrong == []


def test_texts_are_found_in_templates() -> None:
    found = {text.one: text for text in texts_of_template(TEMPLATE, "a.html")}

    assert found == {
        "Deliveries": Text("Deliveries", "a.html"),
        "Order": Text("Order", "a.html", context="payment"),
        "Reply": Text("Reply", "a.html"),
        "%(rows)s row of 5%%": Text("%(rows)s row of 5%%", "a.html", many="%(rows)s rows"),
        "No name": Text("No name", "a.html"),
    }


def test_texts_are_found_in_python() -> None:
    found = set(texts_of_python(PYTHON, "a.py"))

    assert found == {
        Text("It is too late.", "a.py"),
        Text("Yes", "a.py"),
        Text("%(n)s day", "a.py", many="%(n)s days"),
        Text("Open", "a.py", context="state"),
    }


def test_a_text_that_is_put_together_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.py:1: write the text as one literal"):
        list(texts_of_python('_("a" + name)', "a.py"))


def test_a_text_is_found_under_the_key_that_django_looks_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        translation._trans,  # noqa: SLF001 -- what the tags of i18n call
        "ngettext",
        lambda one, *_: asked.append(one) or one,
    )
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})

    engine.from_string(TEMPLATE).render(Context({"total": 1}))

    assert asked == ["%(rows)s row of 5%%"]


def test_a_missing_translation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for face in ("desk", "portal"):
        folder = tmp_path / "faces" / face / "templates" / face
        folder.mkdir(parents=True)
        (folder / "page.html").write_text('{% translate "New words" %}', encoding="utf-8")
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "SOURCE", tmp_path)

    said = catalogue.update()

    assert said == [
        "faces/desk/locale/nl/LC_MESSAGES/django.po: no Dutch for 'New words'"
        " (faces/desk/templates/desk/page.html)",
        "faces/portal/locale/nl/LC_MESSAGES/django.po: no Dutch for 'New words'"
        " (faces/portal/templates/portal/page.html)",
        "faces/portal/locale/fr/LC_MESSAGES/django.po: no French for 'New words'"
        " (faces/portal/templates/portal/page.html)",
    ]
    assert catalogue.faults() == said  # and nothing but those: the desk has no French to lack
    assert (tmp_path / "faces/desk/locale/nl/LC_MESSAGES/django.mo").is_file()


def _entries() -> Iterator[tuple[str, polib.POEntry]]:
    for home in catalogue.gathered():
        for language in catalogue.languages_of(home):
            for entry in polib.pofile(str(catalogue.file_of(home, language))):
                yield language, entry


def _places(text: str) -> set[str]:
    return {part.partition(")")[0] for part in text.split("%(")[1:]}
