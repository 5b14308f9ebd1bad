"""Letters and files of a resident, opened: each was addressed to her, or she added it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import applications, own
from klik.domains.documents import queries as documents
from klik.domains.messages import queries as messages
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.hers import numbers_of
from klik.ground import files

_SHOWN_IN_PLACE = frozenset({"application/pdf", "image/jpeg", "image/png"})


@require_safe
@resident_page()
def letter(request: ResidentRequest, message: UUID) -> HttpResponse:
    """Open a letter that went to her; its bytes are verified first."""
    sent = own.letter_to(message, numbers_of(request))
    keys = list(sent.document_keys)
    filed = documents.documents_of(request.municipality.nis, keys[:1])
    if not filed:
        raise Http404
    document = filed[keys[0]]
    return _opened(documents.content_of(document), document.media_type, f"{document.key}.pdf")


@require_safe
@resident_page()
def case_file(request: ResidentRequest, reference: str, file: UUID) -> HttpResponse:
    """Open a file that she added to her application."""
    application = own.application_in(reference, numbers_of(request))
    found = applications.files_of(application) if application is not None else []
    one = next((one for one in found if one.pk == file), None)
    if one is None:
        raise Http404
    content = files.read_bytes(request.municipality.nis, one.digest)
    return _opened(content, one.media_type, applications.name_of_file(one))


@require_safe
@resident_page()
def message_file(request: ResidentRequest, file: UUID) -> HttpResponse:
    """Open a file of a message of hers."""
    one = messages.file_of(file, numbers_of(request))
    content = files.read_bytes(request.municipality.nis, one.digest)
    return _opened(content, one.media_type, messages.name_of_written_file(one))


def _opened(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    kept = "".join(sign if sign.isalnum() or sign in ".-_" else "-" for sign in name)
    way = "inline" if media_type in _SHOWN_IN_PLACE else "attachment"
    response["Content-Disposition"] = (
        f'{way}; filename="{kept.encode("ascii", "replace").decode()}"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
