"""The acts of a municipality: a list with filters, and one act with what it was about."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from klik.domains.audit import queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import page_of, page_showing
from klik.faces.desk.oversight.telling import act_named, actors_named, name_of_value, told
from klik.faces.desk.oversight.verifying import chain_shown
from klik.faces.desk.wording import STATES, WORDS, word_of, worded
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
            choices=[everything, *((one, act_named(one)) for one in acts)],
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
    names = actors_named(actors)
    form = ActsForm(request.GET, acts=known, names=names)
    chosen = form.cleaned_data if form.is_valid() else {}
    lines = queries.lines_of(
        nis,
        act=chosen.get("act", ""),
        actor=chosen.get("who", ""),
        about=chosen.get("about", "").strip(),
    )
    page = page_of(request, lines)
    context = {
        "tab": "acts",
        "lines": page_showing(page, told(request, page.object_list)),
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
    kind = found.subject.partition(":")[0]
    context = {
        "line": found,
        "told": told(request, [found])[0],
        "payload": None
        if payload is None
        else [(name_of_value(key), _said(one, key, kind)) for key, one in payload.items()],
        "digest": bytes(found.digest).hex(),
        "previous": bytes(found.previous).hex(),
    }
    return render(request, "desk/audit/act.html", context)


def _said(value: Any, name: str, kind: str) -> str:
    """Return a value in words: its name says which codes it may be, or the kind of its subject."""
    if isinstance(value, dict):
        parts = [f"{name_of_value(key)}: {_said(one, key, kind)}" for key, one in value.items()]
        return ", ".join(parts)
    if isinstance(value, list):
        return ", ".join(_said(one, name, kind) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("none")
    if name == "state" and kind in STATES:
        return str(worded(kind, str(value)).word)
    return word_of(name, str(value)) if name in WORDS else str(value)
