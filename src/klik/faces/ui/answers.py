"""Answers that are no page."""

from __future__ import annotations

from django.http import HttpResponse


def shown_pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that the browser shows; saved, it has this name."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
