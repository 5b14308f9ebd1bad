"""The acts of a municipality: a list with filters, and one act with what it was about."""

from __future__ import annotations

import json
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from klik.domains.audit import queries
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import page_of
from klik.faces.desk.oversight.verifying import chain_shown
from klik.ground.tenancy import Role

READS: Final = frozenset({Role.AUDITOR})
_LONGEST: Final = 100


class ActsForm(forms.Form):
    """Which acts."""

    def __init__(self, *given: Any, acts: list[str], names: dict[str, str]) -> None:
        super().__init__(*given)
        everything = ("", gettext_lazy("All"))
        self.fields["act"] = forms.ChoiceField(
            label=gettext_lazy("Act"),
            choices=[everything, *((one, one) for one in acts)],
            required=False,
        )
        self.fields["who"] = forms.ChoiceField(
            label=gettext_lazy("Who"), choices=[everything, *names.items()], required=False
        )
        self.fields["about"] = forms.CharField(
            label=gettext_lazy("About"), required=False, max_length=_LONGEST
        )


@require_safe
@desk_page(roles=READS)
def acts(request: DeskRequest) -> HttpResponse:
    """List the acts, the latest first, and say how the chain stands."""
    nis = request.municipality.nis
    known, actors = queries.acts_and_actors(nis)
    names = people.names_of(actors)
    form = ActsForm(request.GET, acts=known, names=names)
    chosen = form.cleaned_data if form.is_valid() else {}
    lines = queries.lines_of(
        nis,
        act=chosen.get("act", ""),
        actor=chosen.get("who", ""),
        about=chosen.get("about", "").strip(),
    )
    context = {
        "tab": "acts",
        "lines": page_of(request, lines),
        "names": names,
        "search": form,
        "form": form if form.errors else None,
        **chain_shown(request),
    }
    return render(request, "desk/audit/acts.html", context)


@require_safe
@desk_page(roles=READS)
def act(request: DeskRequest, number: int) -> HttpResponse:
    """Show one act with what is kept about it."""
    found = queries.lines_of(request.municipality.nis).filter(number=number).first()
    if found is None:
        raise Http404
    payload = queries.payload_of(found)
    context = {
        "line": found,
        "names": people.names_of([found.actor_reference]),
        "payload": None if payload is None else [(key, _said(one)) for key, one in payload.items()],
        "digest": bytes(found.digest).hex(),
        "previous": bytes(found.previous).hex(),
    }
    return render(request, "desk/audit/act.html", context)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
