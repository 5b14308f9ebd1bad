"""Why a run does with a child what it does, in words that name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import queries
from klik.domains.tasks import queries as tasks
from klik.faces.desk.runs.naming import adopted, language_of_page
from klik.faces.ui.words import day_written
from klik.packages.showing import Showing

if TYPE_CHECKING:
    from klik.domains.catalogue.models import AdoptionRecord
    from klik.domains.grants.models import RunItem

_NOTHING: Final = {
    "decided": gettext_lazy("It was decided before, and nothing changed since."),
    "elsewhere": gettext_lazy("Another municipality granted it before."),
    "withdrawn": gettext_lazy("The row was withdrawn before anything was decided."),
}
_HELD: Final = frozenset({"account", "bank", "holder", "before-payment"})


@dataclass(frozen=True, slots=True)
class ExceptionShown:
    """A child for whom a person must look."""

    reference: str
    row_token: str
    why: str
    todo: str
    kind: str
    code: str
    name: str = ""


class Reasons:
    """The reasons of runs over one adoption, in the language of the page."""

    def __init__(self, record: AdoptionRecord) -> None:
        """Take the adoption whose conditions and facts are named."""
        self._language = language_of_page()
        self._showing = Showing(catalogue.compiled(record).package, self._language)
        stated = adopted(record).regulation.conditions
        self._conditions = {one.id: one for one in stated}
        self._outside = _outside(record)

    def condition(self, name: str) -> dict[str, str]:
        """Return a condition and its article in words; its id where nobody worded it."""
        if name == queries.NOT_LOOKED_AT:
            return {"name": name, "condition": self._outside, "article": ""}
        found = self._conditions.get(name)
        return {
            "name": name,
            "condition": found.sentence if found else name,
            "article": found.article if found else "",
        }

    def why(self, item: RunItem) -> str:
        """Return why a run does with a child what it does."""
        if item.reason in _NOTHING:
            return str(_NOTHING[item.reason])
        if item.reason:
            return self._asked(item)
        if item.outcome == "granted":
            return _("Every condition is met.")
        unmet = ", ".join(self.condition(name)["condition"] for name in item.unmet)
        if unmet:
            return _("Not met: {conditions}").format(conditions=unmet)
        return self._outside if item.outcome == "not_selected" else ""

    def exception(self, item: RunItem, *, is_settled: bool = False) -> ExceptionShown:
        """Return a child for whom a person must look: why, and what the run does meanwhile."""
        return ExceptionShown(
            reference=item.reference,
            row_token=str(item.row_token),
            why=self._asked(item),
            todo=_todo(item),
            kind="task" if is_settled else "treatment",
            code="done" if is_settled else item.treatment,
        )

    def _asked(self, item: RunItem) -> str:
        said = tasks.words_of(item.reason, self._language)
        if not said.rstrip().endswith(":"):
            return said
        labels = ", ".join(self._showing.label(name) for name in item.missing)
        return f"{said.rstrip()} {labels}."


def _outside(record: AdoptionRecord) -> str:
    """Return why the rules were not applied: the day lies outside the days of the adoption."""
    if record.until_on:
        return _(
            "The day of the event lies outside the days of this regulation: from {first} until "
            "{last}."
        ).format(first=day_written(record.from_on), last=day_written(record.until_on))
    return _("The day of the event lies before the first day of this regulation: {first}.").format(
        first=day_written(record.from_on)
    )


def _todo(item: RunItem) -> str:
    if item.treatment == "person":
        return _("The run decides nothing. It comes on the work list.")
    if item.reason in _HELD:
        return _("The letter goes; the payment waits for a person.")
    return pgettext("a run", "The decision goes; a person looks at the rest.")
