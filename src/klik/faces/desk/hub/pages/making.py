"""Requests to make something together, as an editor asks, joins and tells how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.operations import making as operations
from klik.domains.knowledge.operations.making import LONGEST_SENTENCE, CoCreationWish
from klik.domains.knowledge.operations.pages_refusals import AddressTaken
from klik.domains.knowledge.operations.wishes import LONGEST_TEXT, LONGEST_TITLE
from klik.domains.knowledge.queries import making
from klik.domains.knowledge.queries.making import NEXT, CoCreationNotFound
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.desk.wording import worded
from klik.faces.ui.languages import letter_language
from klik.ground.clock import moment_now, today
from klik.ground.territory import municipality_of

if TYPE_CHECKING:
    from uuid import UUID

    from klik.domains.knowledge.queries.making import CoCreationShown


class RequestForm(forms.Form):
    """What a municipality asks of others."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title_nl = forms.CharField(label=gettext_lazy("Title in Dutch"), max_length=LONGEST_TITLE)
    need_nl = forms.CharField(
        label=gettext_lazy("What you look for, in Dutch"),
        help_text=gettext_lazy("Say also what you bring yourself. Name nobody."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
    )
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=LONGEST_TITLE, required=False
    )
    need_en = forms.CharField(
        label=gettext_lazy("What you look for, in English"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        help_text=gettext_lazy(
            "Small letters and hyphens, for example birth-premium. It stays for good."
        ),
    )
    package = forms.ChoiceField(label=gettext_lazy("About which package"), required=False)

    def __init__(self, *given: Any, packages: dict[str, str], **options: Any) -> None:
        """Ask for a request; `packages` names those that are there."""
        super().__init__(*given, **options)
        field = self.fields["package"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("no package")), *packages.items()]

    def wish(self) -> CoCreationWish:
        """Return what is asked."""
        found = self.cleaned_data
        return CoCreationWish(
            slug=found["slug"],
            title={"nl": found["title_nl"], "en": found["title_en"]},
            need={"nl": found["need_nl"], "en": found["need_en"]},
            package=found["package"],
        )


class StepForm(forms.Form):
    """How far a request is."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=gettext_lazy("How far it is"), widget=forms.RadioSelect)
    said_nl = forms.CharField(
        label=gettext_lazy("In one sentence, in Dutch"), max_length=LONGEST_SENTENCE
    )
    said_en = forms.CharField(
        label=gettext_lazy("In one sentence, in English"),
        max_length=LONGEST_SENTENCE,
        required=False,
    )

    def __init__(self, *given: Any, shown: CoCreationShown, **options: Any) -> None:
        """Ask for a step of a request that is shown."""
        super().__init__(*given, **options)
        now = shown.request.state
        field = self.fields["state"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one, worded("cocreation", one).word) for one in (now, *NEXT[now])]
        self.initial = {"state": now, "read": len(shown.steps)}


class JoinForm(forms.Form):
    """Which request is joined or left."""

    slug = forms.SlugField(max_length=80)


@require_safe
@desk_page(roles=EDITORS)
def requests(request: DeskRequest) -> HttpResponse:
    """Show what this municipality asks, and what others ask of it."""
    nis = request.municipality.nis
    every = making.requests_shown()
    others = [
        (one, municipality_of(one.request.owner_nis).name, nis in one.members)
        for one in every
        if one.request.owner_nis != nis and not one.is_over
    ]
    own = [one for one in every if one.request.owner_nis == nis]
    return render(request, "desk/hub/pages/requests.html", {"own": own, "others": others})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def add_request(request: DeskRequest) -> HttpResponse:
    """Ask others to make something together; everybody reads it at once."""
    shown = catalogue.packages_shown(today(), language=letter_language())
    packages = {one.package: one.title for one in shown}
    form = RequestForm(request.POST or None, packages=packages)
    if request.method == "POST" and form.is_valid():
        nis, key = request.municipality.nis, form.cleaned_data["key"]
        try:
            made = operations.ask(nis, key, form.wish(), moment=moment_now())
        except AddressTaken as refused:
            form.add_error("slug", _(refused.reason))
        else:
            messages.success(request, _("Everybody can read it now."))
            return see_other(request, "hub-request", made.pk)
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/hub/pages/ask.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def one_request(request: DeskRequest, made: UUID) -> HttpResponse:
    """Show a request of this municipality, and tell how far it is."""
    shown = making.request_by_key(made)
    if shown.request.owner_nis != request.municipality.nis:
        raise CoCreationNotFound
    form = None if shown.is_over else StepForm(request.POST or None, shown=shown)
    if request.method == "POST":
        if form is None:
            raise operations.CoCreationOver
        if form.is_valid():
            sent = form.cleaned_data
            said = {"nl": sent["said_nl"], "en": sent["said_en"]}
            operations.take_step(
                shown.request, sent["state"], said, read=sent["read"], moment=moment_now()
            )
            messages.success(request, _("Everybody reads how far it is."))
            return see_other(request, "hub-request", made)
    context = {
        "shown": shown,
        "form": form,
        "members": [municipality_of(nis).name for nis in shown.members],
    }
    status = NOT_UNDERSTOOD if form and form.errors else 200
    return render(request, "desk/hub/pages/request.html", context, status=status)


@require_POST
@desk_page(roles=EDITORS)
def join_request(request: DeskRequest) -> HttpResponse:
    """Take part in what another municipality asks."""
    operations.join(_named(request).request, request.municipality.nis, moment=moment_now())
    messages.success(request, _("Your municipality takes part."))
    return see_other(request, "hub-requests")


@require_POST
@desk_page(roles=EDITORS)
def leave_request(request: DeskRequest) -> HttpResponse:
    """Take part no more."""
    operations.leave(_named(request).request, request.municipality.nis, moment=moment_now())
    messages.success(request, _("Your municipality takes part no more."))
    return see_other(request, "hub-requests")


def _named(request: DeskRequest) -> CoCreationShown:
    form = JoinForm(request.POST)
    if not form.is_valid():
        raise CoCreationNotFound
    return making.request_shown(form.cleaned_data["slug"])
