"""Adopt a package by its file: it goes live whole, or every problem is shown at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.catalogue import operations, queries
from klik.domains.registers import operations as registers
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.regulations.faults import shown
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import Role
from klik.packages.adoption import MAXIMUM_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klik.packages.problems import Problem

ADOPTS: Final = frozenset({Role.REGULATION_MANAGER})
_KILOBYTE: Final = 1024


class AdoptForm(forms.Form):
    """The file of an adoption."""

    file = forms.FileField(
        label=gettext_lazy("File of the adoption"),
        help_text=gettext_lazy(
            "A text file (YAML) with territory, period, council decision, articles and parameters."
        ),
        error_messages={
            "required": gettext_lazy("Choose the file of the adoption."),
            "empty": gettext_lazy("This file is empty. Choose the file of the adoption."),
        },
        widget=forms.ClearableFileInput({"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> Any:
        """Return the file.

        Raises:
            ValidationError: It is larger than an adoption ever is.
        """
        given = self.cleaned_data["file"]
        if given.size > MAXIMUM_BYTES:
            raise ValidationError(
                _("This file is larger than {size} kB. Choose the file of the adoption.").format(
                    size=MAXIMUM_BYTES // _KILOBYTE
                )
            )
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=ADOPTS)
def adopt(request: DeskRequest) -> HttpResponse:
    """Take the file of an adoption, with the agreement in it; refused, it changes nothing."""
    if request.method != "POST":
        return _page(request, AdoptForm())
    form = AdoptForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=NOT_UNDERSTOOD)
    nis, moment = request.municipality.nis, moment_now()
    file = form.cleaned_data["file"]
    try:
        record = operations.adopt(nis, file.read(), moment=moment, file=file.name)
    except operations.AdoptionRefused as refused:
        # Each problem has its place in the file: the page of a refusal has room for one.
        return _page(request, form, refused.problems, status=NOT_UNDERSTOOD)
    registers.record_agreement(
        nis,
        queries.compiled(record).content["agreement"],
        adoption_id=record.pk,
        package_family=record.family,
        moment=moment,
    )
    is_new = record.adopted_at == moment
    said = _("The regulation is adopted.") if is_new else _("This was adopted before.")
    messages.success(request, said)
    return see_other(request, "adoptions")


def _page(
    request: DeskRequest, form: AdoptForm, problems: Sequence[Problem] = (), *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "problems": [shown(one) for one in problems],
        "releases": list(queries.releases()),
        "in_force": list(queries.adoptions_in_force(request.municipality.nis, today())),
    }
    return render(request, "desk/regulations/adopt.html", context, status=status)
