"""Every child of a run, by reference; who it is stands behind a view that is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access, queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of, chosen, page_of
from klik.faces.desk.runs.naming import adopted, name_of_run
from klik.faces.desk.runs.reasons import Reasons
from klik.faces.desk.runs.roles import READS
from klik.faces.ui.words import number_written

if TYPE_CHECKING:
    from klik.domains.grants.models import Run, RunItem

_GROUP: Final = "groep"
_CONDITION: Final = "voorwaarde"
_CHANGES: Final = 200


@dataclass(frozen=True, slots=True)
class RowShown:
    """A child of a run as the list shows it."""

    reference: str
    treatment: str
    why: str
    amount_cents: int | None
    href: str
    closed_as: str
    kind: str = "treatment"
    name: str = ""


@require_safe
@desk_page(roles=READS)
def run_rows(request: DeskRequest, run: UUID) -> HttpResponse:
    """List the children of a run, all of them or those of one group or condition."""
    found = queries.run_of(run)
    record = catalogue.adoption_of(found.adoption_id)
    reasons = Reasons(record)
    group = chosen(request, _GROUP, queries.GROUPS)
    conditions = queries.not_selected_counts(found)
    condition = chosen(request, _CONDITION, conditions)
    page = page_of(request, queries.items_in(found, group=group, condition=condition))
    sees = access.may_read_letters(request.staff)
    shown = [
        RowShown(
            reference=_named(item),
            treatment=item.outcome if _is_left_out(item) else item.treatment,
            kind="outcome" if _is_left_out(item) else "treatment",
            why=reasons.why(item),
            amount_cents=item.amount_cents if item.treatment != "none" else None,
            href=address_of(request, "run-row", found.pk, item.row_token) if sees else "",
            closed_as="" if item.closed_as == "nothing" else item.closed_as,
        )
        for item in page.object_list
    ]
    context = {
        "run": found,
        "title": name_of_run(found, adopted(record)),
        "rows": page,
        "listed": shown,
        "choices": list(_choices(request, found, group, condition)),
        "condition": reasons.condition(condition) if condition else None,
        "in_two": queries.in_two_groups(found),
    }
    return render(request, "desk/runs/rows.html", context)


@require_safe
@desk_page(roles=READS)
def run_difference(request: DeskRequest, run: UUID) -> HttpResponse:
    """List what is new, gone or of another amount beside the last run, by reference."""
    found = queries.run_of(run)
    difference = queries.difference_with_last(found)
    context = {
        "run": found,
        "title": name_of_run(found, adopted(catalogue.adoption_of(found.adoption_id))),
        "difference": difference,
        "new": difference.new[:_CHANGES],
        "gone": difference.gone[:_CHANGES],
        "changed": difference.changed[:_CHANGES],
        "most": _CHANGES,
    }
    return render(request, "desk/runs/difference.html", context)


def _is_left_out(item: RunItem) -> bool:
    return item.treatment == "none" and item.outcome == "not_selected"


def _named(item: RunItem) -> str:
    """Return the decision that a run takes about a child; the case where it takes none."""
    takes = item.treatment in ("grant", "revise")
    return item.reference if takes else queries.case_named_in(item.reference)


def _choices(
    request: DeskRequest, run: Run, group: str, condition: str
) -> Iterator[dict[str, Any]]:
    rows = address_of(request, "run-rows", run.pk)
    words = {
        "granted": _("Get it"),
        "person": _("For a person"),
        "not-selected": _("Not selected"),
        "nothing": _("Nothing to do"),
        "left-out": _("Left out"),
    }
    counts = queries.group_counts(run)
    yield {"word": _("All"), "href": rows, "is_current": not group and not condition}
    for name, word in words.items():
        if counts[name] or name == group:
            address = f"{rows}?{urlencode({_GROUP: name})}"
            yield {
                "word": f"{word} ({number_written(counts[name])})",
                "href": address,
                "is_current": name == group and not condition,
            }
