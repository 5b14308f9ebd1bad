"""The form of a package: what is still to ask, one page at a time, and whether an answer holds."""

from klik.packages.form.answers import (
    Answers,
    FieldProblem,
    field_name,
    fields_of,
    read_answer,
    read_page,
    row_count,
    shown_answer,
)
from klik.packages.form.asking import Asked, pages_to_ask
from klik.packages.form.needed import needed_facts
from klik.packages.form.problems import AnswerRefused
from klik.packages.form.questions import (
    LANGUAGES,
    Field,
    Form,
    Option,
    Page,
    Question,
    Widget,
    form_of,
)  # fmt: skip
from klik.packages.form.reading import Check, Checks

__all__ = [
    "LANGUAGES",
    "AnswerRefused",
    "Answers",
    "Asked",
    "Check",
    "Checks",
    "Field",
    "FieldProblem",
    "Form",
    "Option",
    "Page",
    "Question",
    "Widget",
    "field_name",
    "fields_of",
    "form_of",
    "needed_facts",
    "pages_to_ask",
    "read_answer",
    "read_page",
    "row_count",
    "shown_answer",
]
