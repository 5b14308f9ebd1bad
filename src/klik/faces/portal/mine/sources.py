"""Where a fact comes from, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klik.faces.ui.apply.hers import language_of_page
from klik.packages.french import in_language
from klik.packages.records import RECORDS


def source_said(source: str) -> str:
    """Return who told a fact: `births.birth_date`, `asked` or `person`."""
    if source == "asked":
        return _("You yourself")
    if source == "person":
        return _("A member of staff")
    record = RECORDS.get(source.partition(".")[0])
    return in_language(record.title, language_of_page()) if record else source
