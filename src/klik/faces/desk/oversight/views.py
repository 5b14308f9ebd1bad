"""Who saw personal data; whose it was stands here as a token, never as a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from klik.domains.audit import queries
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import page_of, page_showing
from klik.faces.desk.oversight.telling import actors_named
from klik.faces.desk.oversight.verifying import chain_shown
from klik.ground.tenancy import Role

_TOKEN: Final = 12


@dataclass(frozen=True, slots=True)
class ViewListed:
    """Somebody saw something of somebody."""

    who: str
    at: datetime
    what: str
    why: str
    person: str
    is_sealed: bool


class ViewsForm(forms.Form):
    """Whose views."""

    def __init__(self, *given: Any, names: dict[str, str]) -> None:
        super().__init__(*given)
        self.fields["who"] = forms.ChoiceField(
            label=gettext_lazy("Who"),
            choices=[("", gettext_lazy("All")), *names.items()],
            required=False,
        )


@require_safe
@desk_page(roles={Role.AUDITOR})
def views(request: DeskRequest) -> HttpResponse:
    """List the views of personal data, the latest first."""
    nis = request.municipality.nis
    names = actors_named(queries.viewers(nis))
    form = ViewsForm(request.GET, names=names)
    actor = form.cleaned_data["who"] if form.is_valid() else ""
    page = page_of(request, queries.views_in(nis, actor=actor))
    listed = [
        ViewListed(
            who=names.get(one.actor_reference, one.actor_reference),
            at=one.at,
            what=wording.seen(one.shown),
            why=wording.word_of("purpose", one.purpose),
            person=one.person[:_TOKEN],
            is_sealed=one.seal is not None,
        )
        for one in page.object_list
    ]
    context = {
        "tab": "views",
        "views": page_showing(page, listed),
        "search": form,
        "form": form if form.errors else None,
        **chain_shown(request),
    }
    return render(request, "desk/audit/views.html", context)
