"""One document, opened in the browser; who did so is noted."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from klik.domains.audit.operations import record_view
from klik.domains.cases import queries as cases
from klik.domains.documents import queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.cases.roles import READS
from klik.faces.desk.persons import HANDLING
from klik.faces.desk.protecting import before_letter, persons_in
from klik.ground.clock import moment_now


@require_safe
@desk_page(roles=READS, reads_personal=True)
def document(request: DeskRequest, key: str) -> HttpResponse:
    """Show a document about a decision; its bytes are verified first."""
    nis = request.municipality.nis
    found = queries.document_of(nis, key)
    if found.about_kind != "decision":
        raise Http404
    decision = cases.decision_of(found.about)
    subject = bytes(decision.case.subject)
    asking = before_letter(request, persons_in(cases.grounds_of(decision)) | {subject})
    if asking is not None:
        return asking
    record_view(
        nis,
        person=subject.hex(),
        shown=f"document:{found.key}",
        purpose=HANDLING,
        moment=moment_now(),
    )
    name = "".join(sign if sign.isalnum() else "-" for sign in found.key)
    response = HttpResponse(queries.content_of(found), content_type=found.media_type)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
