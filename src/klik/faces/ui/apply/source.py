"""A source that does not answer: try again, or go on and give a proof later."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.cases.operations import applying
from klik.faces.ui.apply.asking import next_page
from klik.faces.ui.apply.hers import Hers, context_of, hers, see_other, to
from klik.faces.ui.apply.ways import ApplyRequest
from klik.ground.clock import moment_now

_GO_ON: Final = "go-on"


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: ApplyRequest, reference: str) -> HttpResponse:
    """Say which source does not answer now, and offer both ways out."""
    shown = hers(request, reference)
    if shown.application.state not in {"draft", "waiting"} or shown.found.silent is None:
        return see_other(to(request, "apply-overview", reference))
    if request.method == "POST":
        return _acted(request, shown)
    context = context_of(
        shown,
        provider=provider_of(shown),
        because=shown.found.silent.because,
        back=to(request, "apply-overview", reference),
    )
    return render(request, "apply/source.html", context)


def provider_of(shown: Hers) -> str:
    """Return who delivers what does not come now."""
    return str(shown.found.adoption.content["agreement"]["provider"])


def _acted(request: ApplyRequest, shown: Hers) -> HttpResponse:
    reference, moment = shown.application.reference, moment_now()
    if request.POST.get("act") == _GO_ON:
        applying.go_on_without_source(shown.application, moment=moment)
        return see_other(next_page(request, hers(request, reference), ""))
    if applying.ask_source_again(shown.application, moment=moment) is None:
        messages.success(request, _("The source answers again."))
        return see_other(next_page(request, hers(request, reference), ""))
    messages.info(request, _("There is still no answer."))
    return see_other(to(request, "apply-source", reference))
