"""An application without what says where somebody lives: for a helper, a clerk, or at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from klik.domains.cases.queries import applications
from klik.packages.form import Question, Widget
from klik.rules.types import Kind

if TYPE_CHECKING:
    from klik.domains.cases.queries.applications import SavedPage

_WHERE: Final = frozenset({Widget.ADDRESS, Widget.NIS})
_KINDS: Final = frozenset({Kind.ADDRESS, Kind.NIS})
_COLUMNS: Final = frozenset({"street", "house_number", "box", "postcode", "locality"})


class Covered(str):
    """What stands in place of an address; no widget formats it."""

    __slots__ = ()


def covered_word() -> Covered:
    """Return what is read where a protected address would stand."""
    return Covered(_("Protected address"))


def address_facts(found: applications.Evaluated) -> frozenset[str]:
    """Return the names of facts and groups that say where somebody lives, or in which town."""
    declared = found.adoption.package.declared.facts
    columns = {one.name for one in found.known if one.source.rpartition(".")[2] in _COLUMNS}
    asked = {one.name for page in found.pages for one in page.questions if _says_where(one)}
    return frozenset(
        {name for name, given in declared.items() if given.kind in _KINDS} | columns | asked
    )


def without_address(found: applications.Evaluated) -> applications.Evaluated:
    """Return an application to be shown, with no address nor town in answers and known facts.

    What was saved of them is left out too, so that no field holds what stands in its place.
    """
    hidden, word = address_facts(found), covered_word()
    return replace(
        found,
        answers={name: word if name in hidden else one for name, one in found.answers.items()},
        known=tuple(replace(one, shown=word) if one.name in hidden else one for one in found.known),
        saved={name: _without(one, hidden) for name, one in found.saved.items()},
    )


def _without(page: SavedPage, hidden: frozenset[str]) -> SavedPage:
    answers: Mapping[str, Any] = (
        {"lines": [covered_word()]}
        if page.page == applications.ADDRESS
        else {name: one for name, one in page.answers.items() if name not in hidden}
    )
    return replace(page, answers=answers)


def _says_where(question: Question) -> bool:
    return question.widget in _WHERE or any(one.widget in _WHERE for one in question.fields)
