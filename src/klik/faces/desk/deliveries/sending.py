"""A file is sent in, and a worker checks it while one may look on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klik.domains.registers import jobs, queries
from klik.domains.registers.queries import Channel
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.deliveries.forms import UploadForm
from klik.faces.ui.refusing import said as reason_and_remedy
from klik.faces.ui.templatetags.words import said
from klik.faces.ui.uploads import FileInPlain, takes_files
from klik.ground.clock import HOME, moment_now
from klik.ground.deliveries import LIMITS, DeliveryRefused
from klik.ground.deliveries.refused import written
from klik.ground.jobs.queue import progress_of
from klik.ground.tenancy import Role, acting_for

if TYPE_CHECKING:
    from klik.domains.registers.models import Agreement, Delivery

DELIVERS: Final = frozenset({Role.CLERK})
KNOWN_ALREADY: Final = "opnieuw"
_BYTES_A_MEGABYTE: Final = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=DELIVERS, acts_itself=True)
@takes_files(limit_bytes=LIMITS.file_bytes)
def upload(request: DeskRequest) -> HttpResponse:
    """Take in a file; of the same bytes lead to the delivery that there is already."""
    moment = moment_now()
    agreements = _agreements(request, moment)
    choices = [(agreement.pk, said(agreement.title)) for agreement in agreements]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(choices, *sent)
    if form.is_valid():
        try:
            return _taken_in(request, form, moment)
        except DeliveryRefused as refused:
            # Beside the field, with what was chosen kept: the page of a refusal has no form.
            form.add_error("file", " ".join(one for one in reason_and_remedy(refused) if one))
    context = {
        "form": form,
        "agreements": agreements,
        "limit_megabytes": LIMITS.file_bytes // _BYTES_A_MEGABYTE,
    }
    status = NOT_UNDERSTOOD if sent else 200
    return render(request, "desk/deliveries/upload.html", context, status=status)


@require_safe
@desk_page()
def progress(request: DeskRequest, delivery: UUID) -> HttpResponse:
    """Show how far the check is, as part of a page; when it ended, lead to what came out."""
    found = queries.delivery_of(request.municipality.nis, delivery)
    if not request.headers.get("HX-Request"):
        return see_other(request, "delivery", delivery)
    if found.is_unchecked and not has_failed(found):
        return render(request, "desk/deliveries/_progress.html", {"delivery": found})
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@desk_page(roles=DELIVERS)
def check(request: DeskRequest, delivery: UUID) -> HttpResponse:
    """Ask for the check once more, after it failed or was never asked for."""
    found = queries.delivery_of(request.municipality.nis, delivery)
    if found.is_unchecked:
        jobs.ask_to_check(found, moment=moment_now())
    return see_other(request, "delivery", delivery)


def has_failed(delivery: Delivery) -> bool:
    """Say whether a worker gave up checking a delivery."""
    asked = progress_of(jobs.CHECK, str(delivery.pk))
    return asked is not None and asked.state == "failed"


def _agreements(request: DeskRequest, moment: datetime) -> list[Agreement]:
    nis = request.municipality.nis
    with acting_for([nis], request.staff, only_reading=True):
        return list(queries.agreements_in_force(nis, moment.astimezone(HOME).date()))


def _taken_in(request: DeskRequest, form: UploadForm, moment: datetime) -> HttpResponse:
    file: FileInPlain = form.cleaned_data["file"]
    if (file.size or 0) > LIMITS.file_bytes:
        raise DeliveryRefused(
            "too-large", found=written(file.size or 0), allowed=written(LIMITS.file_bytes)
        )
    sending = jobs.Sending(
        municipality_nis=request.municipality.nis,
        agreement_id=form.cleaned_data["agreement"],
        actor=request.staff,
        filename=str(file.name),
        channel=Channel.DESK,
    )
    delivery = jobs.deliver(file.path, sending, moment=moment, asks_to_check=True)
    response = see_other(request, "delivery", delivery.pk)
    if delivery.was_known:
        response["Location"] += f"?{KNOWN_ALREADY}=1"
    return response
