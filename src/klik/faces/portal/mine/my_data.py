"""My data: what is held of a resident, who used it, and what she wants of us."""

from __future__ import annotations

import json

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klik.domains.grants import operations as grants_operations
from klik.domains.grants import queries as grants
from klik.domains.messages import queries as messages
from klik.domains.payments import queries as payments
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.held import kinds_of, plain_of
from klik.faces.portal.mine.hers import numbers_of, page_of, see_other, waiting_for
from klik.faces.portal.mine.looked import uses_of
from klik.faces.ui.languages import page_language
from klik.ground.clock import moment_now
from klik.ground.persons import erase_all, held_about
from klik.ground.persons.overview import Overview, Part, Thing, overview_pdf


@require_safe
@resident_page()
def my_data(request: ResidentRequest) -> HttpResponse:
    """Show what is held of her, who used it, and what she can do about it."""
    known_as = numbers_of(request)
    chosen = messages.preferences_of(request.municipality.nis, known_as)
    known = next(iter(chosen.values()), None)
    context = {
        "kinds": kinds_of(held_about(known_as)),
        "uses": uses_of(request, known_as),
        "changes": payments.waiting_changes(known_as),
        "declined_since": grants.declined_since(known_as),
        "channel": known.channel if known else "",
        "email": messages.email_address_of(known) if known else "",
        "here": "my-data",
        "waiting": waiting_for(request),
    }
    return render(request, "portal/mine/my_data.html", context)


@require_POST
@resident_page()
def want_nothing_automatic(request: ResidentRequest) -> HttpResponse:
    """Keep that she wants no benefit of itself, or take that back."""
    nis, moment = request.municipality.nis, moment_now()
    if request.POST.get("wish") == "take-back":
        grants_operations.take_back(nis, numbers_of(request), moment=moment)
        toasts.success(request, _("You get benefits of itself again."))
    else:
        grants_operations.decline(nis, request.resident.person, moment=moment)
        toasts.success(request, _("We grant you nothing of itself any more. You can still apply."))
    return see_other(page_of(request, "my-data"))


@require_safe
@resident_page()
def download(request: ResidentRequest, form: str) -> HttpResponse:
    """Give everything that is held of her, to read (PDF) or for a machine (JSON)."""
    if form not in {"json", "pdf"}:
        raise Http404
    held = held_about(numbers_of(request))
    if form == "json":
        made = json.dumps(
            {"municipality": request.municipality.name, "at": moment_now(), "held": plain_of(held)},
            ensure_ascii=False,
            indent=2,
            default=str,
        ).encode()
        return _attached(made, "application/json", "mijn-gegevens.json")
    parts = tuple(
        Part(
            kind.title,
            tuple(
                Thing(
                    one.title,
                    (
                        (_("From"), one.source),
                        (_("Under"), one.under),
                        (_("Since"), one.since),
                        *one.fields,
                        (_("Correct"), one.corrects),
                    ),
                )
                for one in kind.things
            ),
        )
        for kind in kinds_of(held, most=None)
    )
    overview = Overview(
        language=page_language(),
        title=_("What we hold about you"),
        body_name=request.municipality.name,
        intro=_("This is everything that we hold about you today, with where it comes from."),
        contents=_("What stands in it"),
        parts=parts,
        made_at=moment_now(),
    )
    return _attached(overview_pdf(overview), "application/pdf", "mijn-gegevens.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@resident_page(fresh=True)
def erase(request: ResidentRequest) -> HttpResponse:
    """Ask once more, and erase what may go; say why the rest stays."""
    if request.method != "POST":
        return render(request, "portal/mine/erase.html", {"here": "my-data"})
    done = erase_all(numbers_of(request), moment=moment_now())
    toasts.success(request, _("Erased: %(count)s.") % {"count": done.erased})
    for kept in done.kept:
        toasts.info(request, kept.why)
    return see_other(f"{page_of(request, 'logged-out')}?gewist=1")  # she is not known any more


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
