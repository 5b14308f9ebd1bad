"""How Django's forms become our parts: a form needs no markup. And a day in three parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_FIRST_YEAR: Final = 1000  # who writes two digits meant another century
_BEGINS_A_NAME: Final = re.compile(
    r"(?:your|the|a|an|this|uw|je|jouw|de|het|een|deze|dit) ", re.IGNORECASE
)
_TICK, _FILE = _("Tick this to go on."), _("Choose a file.")
_CHOICE, _ANSWER = _("Choose an answer."), _("Fill in an answer.")
_DIGITS: Final = re.compile(r"[0-9]{1,4}")


class SayingField(forms.BoundField):
    """A field of a form that says what to fill in where it was left empty.

    "This field is required" tells nobody what to do. A field with words of its own keeps them.
    """

    @property
    def errors(self) -> ErrorList:
        """Return what is wrong with it."""
        found = copy(super().errors)
        found.data = [_told(self, str(said)) for said in found]
        return found


class PartsRenderer(TemplatesSetting):
    """Draws forms, fields and inputs with the templates of the design system."""

    bound_field_class = SayingField
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class DateParts(forms.MultiWidget):
    """Day, month and year, each typed in its own box: faster and surer than a calendar."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True
    labels: Final = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            [
                forms.TextInput({"inputmode": "numeric", "data-width": width, "maxlength": width})
                for width in ("2", "2", "4")
            ],
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        """Return day, month and year of a date; three times nothing of none."""
        if isinstance(value, date):
            return [f"{value.day:02}", f"{value.month:02}", str(value.year)]
        return [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs: each part with its own label."""
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            part["label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        """Return the first box: where a link from the error summary leads."""
        return f"{id_}_0" if id_ else id_


class DateField(forms.MultiValueField):
    """A day that a person types in three parts."""

    widget = DateParts
    default_error_messages = {
        "required": _("Fill in a day, for example 9 2 2026."),
        "invalid": _("This day does not exist. Fill in day, month and year, such as 9 2 2026."),
        "incomplete": _("Fill in day, month and year, for example 9 2 2026."),
    }

    def __init__(self, **options: Any) -> None:
        parts = [forms.CharField(required=False) for _part in DateParts.labels]
        super().__init__(parts, require_all_fields=False, **options)

    def compress(self, data_list: Sequence[str]) -> date | None:
        """Return the day.

        Raises:
            ValidationError: A part is missing, or there is no such day.
        """
        parts = [part.strip() for part in data_list or ()]
        if not any(parts):
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        day = _day_of(parts)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def _day_of(parts: Sequence[str]) -> date | None:
    if not all(_DIGITS.fullmatch(part) for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def says_no_more(said: str) -> bool:
    """Say whether what is wrong names no field: read apart from it, its label belongs to it."""
    return said in {str(one) for one in (_TICK, _FILE, _CHOICE, _ANSWER)}


def _told(bound: forms.BoundField, said: str) -> str:
    """Return what to do, made from the label, where all that is said is that it is required."""
    if said != str(forms.Field.default_error_messages["required"]):
        return said
    field, label = bound.field, _within(str(bound.label))
    if isinstance(field, forms.BooleanField | forms.FileField):
        return str(_TICK if isinstance(field, forms.BooleanField) else _FILE)
    is_choice = isinstance(field, forms.ChoiceField)
    if label.endswith("?"):
        return str(_CHOICE if is_choice else _ANSWER)
    if is_choice:
        return gettext("Choose: %(label)s.") % {"label": label}
    if _BEGINS_A_NAME.match(label):
        return gettext("Fill in %(label)s.") % {"label": label}
    return gettext("Fill in: %(label)s.") % {"label": label}


def _within(label: str) -> str:
    """Return a label as it stands within a sentence: `your name`, but `IBAN`."""
    first = label.partition(" ")[0]
    return label[:1].lower() + label[1:] if first[1:].islower() else label
