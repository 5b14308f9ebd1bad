"""The list annexed to the decision of a run, as PDF and as CSV. It names nobody."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from klik.domains.documents import queries as documents
from klik.domains.grants import queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import AddressWrong, download
from klik.faces.desk.runs.roles import READS
from klik.ground.granting.annexes import annex_csv, annex_pdf

_MADE: Final = {
    "pdf": (annex_pdf, "application/pdf"),
    "csv": (annex_csv, "text/csv; charset=utf-8"),
}


@require_safe
@desk_page(roles=READS)
def run_annex(request: DeskRequest, run: UUID, ending: str) -> HttpResponse:
    """Give the list: the one that was filed when the run was executed, else as planned."""
    if ending not in _MADE:
        raise AddressWrong
    found = queries.run_of(run)
    make, media_type = _MADE[ending]
    key = f"annex:{found.pk}.{ending}"
    filed = documents.documents_of(request.municipality.nis, [key]).get(key)
    content = documents.content_of(filed) if filed else make(queries.annex(found))
    return download(content, f"lijst-{found.planned_on}-{str(found.pk)[:8]}.{ending}", media_type)
