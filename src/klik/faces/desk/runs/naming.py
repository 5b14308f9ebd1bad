"""What a run and what it rests on are called at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klik.domains.catalogue import queries as catalogue
from klik.domains.registers import queries as registers
from klik.faces.ui.words import day_written
from klik.ground.granting.subjects import is_bereaved
from klik.packages.wording import Language

if TYPE_CHECKING:
    from klik.domains.catalogue.models import AdoptionRecord
    from klik.domains.grants.models import Run


READING: Final = "reading"
"""The kind of a run of one child, whose letter a person read first."""


def language_of_page() -> Language:
    """Return the language that is read now."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def adopted(record: AdoptionRecord) -> catalogue.PublicAdoption:
    """Return an adoption in the words of the page."""
    return catalogue.adoption_in_words(record, language=language_of_page())


def name_of_adoption(adoption: catalogue.PublicAdoption) -> str:
    """Return what an adoption is called: its regulation, and its part of the municipality."""
    title = adoption.regulation.title
    return f"{title}, {adoption.territory}" if adoption.territory else title


def name_of_run(run: Run, adoption: catalogue.PublicAdoption) -> str:
    """Return what a run is called: what it grants, and of which day its plan is."""
    if run.kind == READING:
        return _("{what}, letter of {day}").format(
            what=name_of_adoption(adoption), day=day_written(run.planned_on)
        )
    return _("{what}, plan of {day}").format(
        what=name_of_adoption(adoption), day=day_written(run.planned_on)
    )


def name_of_reading(run: Run) -> str:
    """Return for whom the letter of a run of one child is: nobody approves it unaware."""
    try:
        row = registers.row_of(run.municipality_nis, run.row_token) if run.row_token else None
    except (registers.RegisterNotFound, registers.RegistersNotYours):
        row = None
    if row is not None and is_bereaved(row.accepted):
        return _("Letter for a family that lost a child")
    return _("Letter for a bereaved family")
