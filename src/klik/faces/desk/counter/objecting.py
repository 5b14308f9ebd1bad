"""Take down what a resident has against a decision, and give the receipt to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from klik.domains.cases import operations
from klik.domains.cases.queries import own
from klik.domains.cases.queries.applications import Channel
from klik.domains.messages import operations as messages
from klik.domains.people import queries as people
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, address_of, see_other
from klik.faces.desk.counter.helping import helped
from klik.faces.desk.counter.roles import HELPS
from klik.faces.ui.apply.hers import title_of
from klik.ground.clock import moment_now, today

LONGEST: Final = 5000


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision of a case, told to her.

    Attributes:
        reference: Of the case.
        title: Of the benefit.
        decision: Its reference.
    """

    reference: str
    title: str
    decision: str


class ObjectForm(forms.Form):
    """What she has against it."""

    words = forms.CharField(
        label=gettext_lazy("What does the resident not agree with?"),
        help_text=gettext_lazy("Copy what she wrote, or write down together what she signs."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 7}),
        error_messages={"required": gettext_lazy("Write what she does not agree with.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=HELPS, reads_personal=True)
def object_for(request: DeskRequest, resident: UUID, channel: str, reference: str) -> HttpResponse:
    """Take down an objection; once it came in, show its receipt."""
    if channel == Channel.PHONE:  # she must sign it
        raise Http404
    found = helped(request, resident, channel)
    is_sent = request.method == "POST"
    form = ObjectForm(request.POST) if is_sent else ObjectForm(initial={"key": uuid4()})
    if is_sent and form.is_valid():
        operations.object_to(
            request.municipality.nis,
            reference,
            messages.Said(form.cleaned_data["key"], form.cleaned_data["words"]),
            person=found.person,
            known_as=people.same_person(found.person),
            moment=moment_now(),
        )
        toasts.success(request, _("It came in. The case has it."))
        return see_other(request, "counter-object", resident, channel, reference)
    context = _context(found, reference) | {
        "object": form,
        "form": form if is_sent else None,
        "back": address_of(request, "counter-resident", resident, channel),
    }
    status = NOT_UNDERSTOOD if is_sent else 200
    return render(request, "desk/counter/object.html", context, status=status)


def decided_for(found: people.ResidentShown, channel: str) -> list[Decided]:
    """Return the decisions to which she can object here; by phone to none."""
    if channel == Channel.PHONE:
        return []
    return [
        Decided(one.case.reference, title_of(one.adoption_id), one.reference)
        for one in own.decisions_told_to(people.same_person(found.person))
    ]


def _context(found: people.ResidentShown, reference: str) -> dict[str, Any]:
    known_as = people.same_person(found.person)
    decision = own.decision_to_object_to(reference, known_as)
    until = own.term_to_object(decision)
    objections = own.objections_of(reference, known_as)
    return {
        "resident": found,
        "title": title_of(decision.adoption_id),
        "decision": decision,
        "until": until,
        "is_late": until is not None and today() > until,
        "open": next((one for one in objections if one.answered_at is None), None),
    }
