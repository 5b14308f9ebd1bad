"""A blank form as the plain data that its typst form reads: sections, questions, boxes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from klik.ground.blanks.wording import fixed_words
from klik.ground.identifiers.bodies import print_enterprise_number
from klik.ground.letters.colours import house_colours
from klik.ground.letters.letter_text import plain_text
from klik.packages.adoption import Adoption
from klik.packages.form import Field, Page, Question, Widget, form_of
from klik.packages.wording import Language, format_date

_NEUTRAL: Final = "#3a4a5c"  # as on letters, of a body without a colour of its own
_MOST_ROWS: Final = 8
# How many signs go into each group of boxes.
_CODES: Final[Mapping[Widget, tuple[int, ...]]] = {
    Widget.IBAN: (4, 4, 4, 4),
    Widget.INSZ: (2, 2, 2, 3, 2),
    Widget.KBO: (4, 3, 3),
}


def content_of(adoption: Adoption, *, language: Language, reference: str) -> dict[str, Any]:
    """Return everything that the blank form of an adoption prints, as data of JSON.

    Args:
        adoption: Of which the form is.
        language: Of the form.
        reference: Which form this is, as the foot of each page says.

    Raises:
        LetterTextRefused: The colour of the body is none.
    """
    words = fixed_words(language)
    content, body = adoption.content, adoption.content["granting_body"]
    contact = body["contact"]
    colours = house_colours(body.get("house_colour", _NEUTRAL))
    return {
        "language": language,
        "title": _said(adoption.package.content["title"], language),
        "summary": _said(adoption.package.content.get("summary", {"nl": ""}), language),
        "label": _said(content.get("label", {"nl": ""}), language),
        "words": dict(words),
        "colours": {"solid": colours.solid, "soft": colours.soft, "tint": colours.tint},
        "body": {
            "name": plain_text(body["name"]),
            "organ": plain_text(body["deciding_organ"]),
            "number": print_enterprise_number(body["enterprise_number"]),
            "address": [plain_text(contact["service"]), *map(plain_text, contact["address"])],
            "phone": plain_text(contact["phone"]),
            "email": plain_text(contact.get("email", "")),
        },
        "sections": [_section(page, language) for page in form_of(adoption).pages],
        "regulation": _regulation(content["decision"], language),
        "reference": plain_text(reference),
    }


def _section(page: Page, language: Language) -> dict[str, Any]:
    words = fixed_words(language)
    title = page.title[language] or page.questions[0].label[language]
    single = len(page.questions) == 1 and not page.title[language]
    return {
        "title": plain_text(title),
        "note": "" if page.shown_when is None else words["only_some"],
        "questions": [_question(one, language, is_title=single) for one in page.questions],
    }


def _question(question: Question, language: Language, *, is_title: bool) -> dict[str, Any]:
    asked = {
        "label": "" if is_title else plain_text(question.label[language]),
        "help": plain_text(question.help[language]),
    }
    if question.widget is not Widget.ROWS:
        return asked | _space(question, language)
    return asked | {
        "kind": "rows",
        "columns": [plain_text(one.label[language]) for one in question.fields],
        "options": [_options_in_short(one, language) for one in question.fields],
        "rows": min(question.most, _MOST_ROWS),
        "is_more": question.most > _MOST_ROWS,
    }


def _space(question: Question, language: Language) -> dict[str, Any]:
    """Return the room in which the answer is written."""
    words, widget = fixed_words(language), question.widget
    none = [] if not question.may_be_none else [words["none"]]
    if widget is Widget.FILE:
        none = [words["no_document"]] if question.may_be_none else []
        return {"kind": "choices", "choices": [words["copy"], *none]}
    if widget is Widget.BOOLEAN:
        return {"kind": "choices", "choices": [words["yes"], words["no"], *none]}
    if widget is Widget.CHOICE:
        labels = [plain_text(one.label[language]) for one in question.options]
        return {"kind": "choices", "choices": [*labels, *none]}
    if widget in _CODES:
        return {"kind": "code", "groups": list(_CODES[widget]), "choices": none}
    kinds = {Widget.DATE: "date", Widget.ADDRESS: "address", Widget.MONEY: "money"}
    return {"kind": kinds.get(widget, "line"), "choices": none}


def _options_in_short(field: Field, language: Language) -> str:
    if field.widget is Widget.BOOLEAN:
        words = fixed_words(language)
        return f"{words['yes']} / {words['no']}"
    return " / ".join(plain_text(one.label[language]) for one in field.options)


def _regulation(council: Mapping[str, Any], language: Language) -> str:
    decided = format_date(date.fromisoformat(str(council["decided_on"])), language)
    named = _said(council["title"], language) if "title" in council else ""
    return ", ".join(part for part in (named, decided) if part)


def _said(text: Mapping[str, str], language: Language) -> str:
    return plain_text(str(text.get(language, text["nl"])))
