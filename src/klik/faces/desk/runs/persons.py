"""Who a child of a run is, and the letter it gets. Each page notes who looked."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.audit import operations as audit
from klik.domains.cases import queries as cases
from klik.domains.catalogue import queries as catalogue
from klik.domains.documents import queries as documents
from klik.domains.grants import operations, queries
from klik.domains.municipalities import queries as municipalities
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import address_of
from klik.faces.desk.places import address_of as address_if_there
from klik.faces.desk.protecting import (
    before_letter,
    covered,
    covered_letter,
    persons_in,
    sees_address,
)
from klik.faces.desk.runs import sums
from klik.faces.desk.runs.naming import adopted, name_of_run
from klik.faces.desk.runs.reasons import Reasons
from klik.faces.desk.runs.roles import SEES_PERSONS
from klik.faces.desk.runs.showing import LETTERS_READ
from klik.ground.clock import moment_now
from klik.ground.letters.rendering import render_letter
from klik.packages.explanation import Explained

if TYPE_CHECKING:
    from klik.domains.grants.models import Run, RunItem
    from klik.domains.grants.queries import ItemExplained

_NOT_OF_THE_CHILD: Final = frozenset({"parameter", "computed", "platform"})
CHECKING: Final = "run-check"
"""Why it is shown, in the words of the processing register: to check a run."""


@require_safe
@desk_page(roles=SEES_PERSONS, reads_personal=True)
def run_row(request: DeskRequest, run: UUID, row: UUID) -> HttpResponse:
    """Show one child of a run with the reasons, and note who looked."""
    found = queries.run_of(run)
    item = queries.item_of(found, row)
    explained = operations.show_item(found, row, purpose=CHECKING, moment=moment_now())
    record = catalogue.adoption_of(found.adoption_id)
    values = explained.child.row.accepted.values
    names = (values.get("child_first_names"), values.get("child_last_name"))
    reasons, told = list(explained.reasons), [list(one) for one in explained.shown]
    if not _sees(request, explained):
        reasons, told = covered(reasons, told)
    context = {
        "run": found,
        "title": name_of_run(found, adopted(record)),
        "item": item,
        "name": " ".join(str(name) for name in names if name),
        "payee": explained.child.planned.ruling.payee.name,
        "why": Reasons(record).why(item),
        "reasons": [
            {
                "sentence": reason.sentence,
                "verdict": str(reason.verdict),
                "article": reason.article,
                "facts": _facts(reason, shown),
            }
            for reason, shown in zip(reasons, told, strict=True)
        ],
        "missing": explained.missing,
        "letter": _letter_address(request, found, item) if explained.letter else "",
        "case": _case_address(request, item),
    }
    return render(request, "desk/runs/row.html", context)


@require_safe
@desk_page(roles=SEES_PERSONS)
def run_letters(request: DeskRequest, run: UUID) -> HttpResponse:
    """Choose letters at random, to read before one approves: by reference, each behind a view."""
    found = queries.run_of(run)
    total = sums.granted(found)
    places = secrets.SystemRandom().sample(range(total), k=min(LETTERS_READ, total))
    listed = [
        {
            "item": item,
            "letter": _letter_address(request, found, item),
            "row": address_of(request, "run-row", found.pk, item.row_token),
        }
        for item in queries.letters_to_read(found, places=sorted(places))
    ]
    title = name_of_run(found, adopted(catalogue.adoption_of(found.adoption_id)))
    context = {"run": found, "title": title, "letters": listed, "total": total}
    return render(request, "desk/runs/letters.html", context)


@require_safe
@desk_page(roles=SEES_PERSONS, reads_personal=True)
def run_letter(request: DeskRequest, run: UUID, row: UUID) -> HttpResponse:
    """Give the letter of one child as PDF: as it was filed, else as it would go today."""
    found = queries.run_of(run)
    item = queries.item_of(found, row)
    if item.closed_as == "decided":
        asking = _before_letter(request, item)
        if asking is not None:
            return asking
        content = _filed(request, item)
    else:
        content = _proof(request, found, item)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{item.reference}.pdf"'
    return response


def _facts(reason: Explained, shown: list[tuple[str, str]]) -> str:
    """Return what is known of the child itself; what was chosen or computed is in the sentence."""
    told = [
        f"{label}: {value}"
        for used, (label, value) in zip(reason.used, shown, strict=True)
        if used.value is not None and used.source not in _NOT_OF_THE_CHILD and label != used.name
    ]
    return ", ".join(told)


def _filed(request: DeskRequest, item: RunItem) -> bytes:
    nis, key = request.municipality.nis, f"letter:{item.reference}"
    content = documents.content_of(documents.document_of(nis, key))
    decision = cases.decision_of(item.reference)
    audit.record_view(
        nis,
        person=bytes(decision.case.subject).hex(),
        shown=key,
        purpose=CHECKING,
        moment=moment_now(),
    )
    return content


def _before_letter(request: DeskRequest, item: RunItem) -> HttpResponse | None:
    decision = cases.decision_of(item.reference)
    subject = bytes(decision.case.subject)
    return before_letter(request, persons_in(cases.grounds_of(decision)) | {subject})


def _proof(request: DeskRequest, run: Run, item: RunItem) -> bytes:
    explained = operations.show_item(run, item.row_token, purpose=CHECKING, moment=moment_now())
    letter = explained.letter
    if letter is None:
        raise queries.RunNotFound
    return render_letter(letter if _sees(request, explained) else covered_letter(letter))


def _sees(request: DeskRequest, explained: ItemExplained) -> bool:
    child = explained.child
    return sees_address(request, persons_in(child.row.accepted.values) | {child.subject})


def _letter_address(request: DeskRequest, run: Run, item: RunItem) -> str:
    return address_of(request, "run-letter", run.pk, item.row_token)


def _case_address(request: DeskRequest, item: RunItem) -> str:
    if item.closed_as != "decided":
        return ""
    slug = municipalities.slug_of(request.municipality.name)
    return address_if_there("case", slug, item.reference)
