"""Report a problem: what, where, and who wants to hear of it; a page each.

What was typed travels along in the pages themselves: nothing is kept before it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.reports import operations
from klik.domains.reports.operations import Point, Problem, Reported
from klik.faces.portal.town.entering import (
    VisitorRequest,
    hold,
    language_now,
    see_other,
    sender_of,
    visitor_page,
)
from klik.faces.portal.town.forms import WhatForm, WhereForm, WhoForm
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

_STEPS: Final[Mapping[str, type[forms.Form]]] = {
    "what": WhatForm,
    "where": WhereForm,
    "who": WhoForm,
}
_ORDER: Final = tuple(_STEPS)
_TRAP: Final = "homepage"  # a field that nobody sees: only a machine fills it in
_NOT_UNDERSTOOD: Final = 422


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_page(acts_itself=True, is_personal=True)
def report(request: VisitorRequest) -> HttpResponse:
    """Ask one thing a page, and take the report in after the last."""
    if request.method != "POST":
        return _asked(request, "what", WhatForm())
    at = request.POST.get("step", "")
    at = at if at in _STEPS else "what"
    before = {name: _STEPS[name](request.POST) for name in _ORDER[: _ORDER.index(at)]}
    wrong = next((name for name, form in before.items() if not form.is_valid()), "")
    if wrong:
        return _asked(request, wrong, before[wrong])
    if "back" in request.POST:
        earlier = _ORDER[max(_ORDER.index(at) - 1, 0)]
        return _asked(request, earlier, _STEPS[earlier](initial=_typed(request)))
    form = _STEPS[at](request.POST, request.FILES)
    if not form.is_valid() or _is_too_large(request, form):
        return _asked(request, at, form)
    if at != _ORDER[-1]:
        following = _ORDER[_ORDER.index(at) + 1]
        return _asked(request, following, _STEPS[following](initial=_typed(request)))
    made = _taken(request, {**before["what"].cleaned_data, **before["where"].cleaned_data}, form)
    hold(request, made.report.pk, bytes(made.report.code_hash))
    return see_other(request, "own-report", made.report.reference)


def _taken(request: VisitorRequest, said: Mapping[str, Any], who: Any) -> Reported:
    if request.POST.get(_TRAP):
        raise operations.ReportRefused(_("Leave the field “homepage” empty."))
    has_point = said["latitude"] is not None
    problem = Problem(
        key=_key(request),
        category=said["category"],
        description=said["description"],
        place=said["place"],
        point=Point(said["latitude"], said["longitude"]) if has_point else None,
        photos=who.cleaned_data["photos"],
        reporter=who.reporter(),
        person=getattr(request.resident, "person", None),
        language=language_now(),
        sender=sender_of(request),
    )
    with acting_for([request.municipality.nis], request.actor):
        return operations.report_problem(request.municipality.nis, problem, moment=moment_now())


def _asked(request: VisitorRequest, at: str, form: forms.Form) -> HttpResponse:
    """Show one page, with what the others hold beside it."""
    typed = _typed(request)
    carried = {
        name: typed[name]
        for step in _ORDER
        if step != at
        for name in _STEPS[step].base_fields
        if typed.get(name)
    }
    context = {
        "form": form,
        "step": at,
        "number": _ORDER.index(at) + 1,
        "steps": [_("What"), _("Where"), _("Photo and you")],
        "is_first": at == _ORDER[0],
        "is_last": at == _ORDER[-1],
        "carried": carried,
        "key": _key(request),
        "trap": _TRAP,
        "tiles": settings.KLIK_TILES if at == "where" else "",
        "tiles_credit": settings.KLIK_TILES_CREDIT,
    }
    status = _NOT_UNDERSTOOD if form.errors else 200
    response = render(request, "portal/town/report.html", context, status=status)
    return _with_tiles(response) if context["tiles"] else response


def _with_tiles(response: HttpResponse) -> HttpResponse:
    """Let this page alone load the pictures of the map, from the server that was configured."""
    origin = urlsplit(settings.KLIK_TILES)
    allowed: Any = response
    allowed._csp_update = {"img-src": f"{origin.scheme}://{origin.netloc}"}  # noqa: SLF001 -- what csp_update of django-csp sets
    return response


def _typed(request: VisitorRequest) -> dict[str, str]:
    typed = {name: str(value) for name, value in request.POST.items()}
    resident = getattr(request, "resident", None)
    if resident is not None and not typed.get("name"):
        typed["name"] = resident.name
    return typed


def _key(request: VisitorRequest) -> str:
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError:
        return str(uuid4())


def _is_too_large(request: VisitorRequest, form: forms.Form) -> bool:
    """Say so where Django dropped the photos because all of them together are too large."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return False
    form.add_error("photos", _("Together the photos are larger than 12 MB. Send fewer."))
    return True
