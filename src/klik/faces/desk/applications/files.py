"""A file that goes with an application, opened in the browser; who did so is noted."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.applications.opening import open_application
from klik.faces.desk.applications.roles import READS
from klik.ground import files

_ENDINGS: Final = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
}
_SHOWN: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})


@require_safe
@desk_page(roles=READS, reads_personal=True)
def file(request: DeskRequest, reference: str, file: UUID) -> HttpResponse:
    """Show a file that the applicant added; its bytes are verified first.

    It is sent as what it was found to be when it came in, under a name that we give it: nothing
    that a resident typed reaches a header.
    """
    opened = open_application(request, reference, part="file")
    found = next((one for one in opened.found.files if one.pk == file), None)
    if found is None or found.media_type not in _ENDINGS:
        raise Http404
    content = files.read_bytes(request.municipality.nis, found.digest)
    number = opened.found.files.index(found) + 1
    name = f"{opened.application.reference}-{number}.{_ENDINGS[found.media_type]}"
    how = "inline" if found.media_type in _SHOWN else "attachment"
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
