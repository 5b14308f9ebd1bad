"""Protect the address of a resident, and end that: a clerk does it, and says why."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from klik.domains.people import operations
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.counter.helping import helped
from klik.faces.desk.counter.roles import HELPS
from klik.ground.clock import moment_now

REASONS: Final = (
    ("register", gettext_lazy("The National Register says so")),
    ("authority", gettext_lazy("A court, the police or a care service says so")),
    ("request", gettext_lazy("The resident asks it")),
)
_NONE: Final = ("", gettext_lazy("Choose who says so"))  # nobody protects by a slip


class BecauseForm(forms.Form):
    """Why an address is protected, or no longer is."""

    because = forms.ChoiceField(label=gettext_lazy("Who says so?"), choices=(_NONE, *REASONS))


@require_POST
@desk_page(roles=HELPS)
def protect(request: DeskRequest, resident: UUID, channel: str) -> HttpResponse:
    """Show the address of a resident from now on to two roles only."""
    found, because = helped(request, resident, channel), request.POST.get("because", "")
    nis, moment = request.municipality.nis, moment_now()
    operations.protect_address(nis, found.person, because=because, moment=moment)
    messages.success(request, _("The address is protected from now on."))
    return see_other(request, "counter-resident", resident, channel)


@require_POST
@desk_page(roles=HELPS)
def end(request: DeskRequest, resident: UUID, channel: str) -> HttpResponse:
    """Show it as that of everybody again."""
    found, because = helped(request, resident, channel), request.POST.get("because", "")
    nis, moment = request.municipality.nis, moment_now()
    operations.end_protection(nis, found.person, because=because, moment=moment)
    messages.success(request, _("The address is not protected any more."))
    return see_other(request, "counter-resident", resident, channel)


def protection_shown(found: people.ResidentShown) -> dict[str, Any]:
    """Return whether the address of a resident is protected, since when, and why."""
    protection = people.protection_of(found.person, found.municipality_nis)
    because = str(dict(REASONS)[protection.because]) if protection else ""
    return {"protection": protection, "protected_because": because, "because": BecauseForm()}
