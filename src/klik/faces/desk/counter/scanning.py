"""The scan of a form on paper, kept with the application that was typed from it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klik.domains.cases.operations import applying
from klik.faces.ui.apply.asking import files_shown, take_in_sent
from klik.faces.ui.apply.drawing import Wrong
from klik.faces.ui.apply.hers import (
    NOT_UNDERSTOOD,
    context_of,
    hers,
    language_of_page,
    see_other,
    to,
)
from klik.faces.ui.apply.ways import ApplyRequest
from klik.faces.ui.uploads import takes_files
from klik.ground import files
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for


@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(limit_bytes=applying.LARGEST_BYTES)
def scan(request: ApplyRequest, reference: str) -> HttpResponse:
    """Show which scan was added, and take one in."""
    nis, wrong = request.municipality.nis, list[Wrong]()
    if request.way.channel != "paper":
        raise Http404
    if request.method == "POST":
        with acting_for([nis], request.actor, only_reading=True):
            sealer = files.sealer_for(nis)
        taken, refused = take_in_sent(request, {applying.PAPER}, sealer)
        wrong = [Wrong(one.texts[language_of_page()], "scan") for one in refused]
        if not taken and not wrong:
            wrong = [Wrong(_("Choose the scan of the form."), "scan")]
        if not wrong:
            with acting_for([nis], request.actor):
                _add(request, reference, *taken[applying.PAPER])
            return see_other(to(request, "apply-overview", reference))
    with acting_for([nis], request.actor, only_reading=True):
        shown = hers(request, reference)
        context = context_of(
            shown,
            wrong=wrong,
            files=files_shown(shown).get(applying.PAPER, []),
            field=applying.PAPER,
            back=to(request, "apply-overview", reference),
        )
    status = NOT_UNDERSTOOD if wrong else 200
    return render(request, "desk/counter/scan.html", context, status=status)


def _add(request: ApplyRequest, reference: str, name: str, taken: applying.TakenIn) -> None:
    application = hers(request, reference).application
    applying.add_file(application, applying.PAPER, taken, name=name, moment=moment_now())
