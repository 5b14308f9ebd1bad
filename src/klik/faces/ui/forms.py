"""How Django's forms become our parts: a form needs no markup. And a day in three parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

_FIRST_YEAR: Final = 1000  # who writes two digits meant another century
_DIGITS: Final = re.compile(r"[0-9]{1,4}")


class PartsRenderer(TemplatesSetting):
    """Draws forms, fields and inputs with the templates of the design system."""

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
