"""Partners as an editor keeps them: who they are, and whom one may ask, as she agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.knowledge.operations import partners as operations
from klik.domains.knowledge.operations.pages_refusals import AddressTaken
from klik.domains.knowledge.operations.partners import (
    LONGEST_CONTACT,
    LONGEST_NAME,
    LONGEST_SUMMARY,
    ContactRefused,
    PartnerWish,
)
from klik.domains.knowledge.operations.wishes import LONGEST_TEXT
from klik.domains.knowledge.queries import partners as queries
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.ui.forms import DateField
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from uuid import UUID

    from klik.domains.knowledge.models import Partner

_KINDS = (
    ("government", gettext_lazy("Government")),
    ("citizens", gettext_lazy("Citizens")),
    ("company", gettext_lazy("Company")),
    ("academic", gettext_lazy("School or university")),
)


class PartnerForm(forms.Form):
    """A partner as it is typed."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    read = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label=gettext_lazy("Name of the partner"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of partner"), choices=_KINDS)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        help_text=gettext_lazy(
            "Small letters and hyphens, for example birth-premium. It stays for good."
        ),
    )
    summary_nl = forms.CharField(label=gettext_lazy("Summary in Dutch"), max_length=LONGEST_SUMMARY)
    body_nl = forms.CharField(
        label=gettext_lazy("Text in Dutch"),
        help_text=gettext_lazy("What it does with municipalities."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
    )
    summary_en = forms.CharField(
        label=gettext_lazy("Summary in English"), max_length=LONGEST_SUMMARY, required=False
    )
    body_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    website = forms.URLField(
        label=gettext_lazy("Website"), max_length=200, required=False, assume_scheme="https"
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Whom one may ask"),
        help_text=gettext_lazy("Only who agreed to be named. Leave it empty to name nobody."),
        max_length=LONGEST_CONTACT,
        required=False,
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Her e-mail address"), max_length=200, required=False
    )
    agreed_on = DateField(label=gettext_lazy("The day on which she agreed"), required=False)
    is_shown = forms.BooleanField(
        label=gettext_lazy("Everybody reads it"), required=False, initial=True
    )

    def wish(self, slug: str) -> PartnerWish:
        """Return the partner; `slug` is that of one that is there already."""
        found = self.cleaned_data
        return PartnerWish(
            slug=slug or found["slug"],
            kind=found["kind"],
            name=found["name"],
            summary={"nl": found["summary_nl"], "en": found["summary_en"]},
            body={"nl": found["body_nl"], "en": found["body_en"]},
            website=found["website"],
            contact_name=found["contact_name"],
            contact_email=found["contact_email"],
            agreed_on=found["agreed_on"],
            is_shown=found["is_shown"],
        )


@require_safe
@desk_page(roles=EDITORS)
def partners(request: DeskRequest) -> HttpResponse:
    """Show the partners that this municipality keeps."""
    words = dict(_KINDS)
    found = [(one, words[one.kind]) for one in queries.own_partners(request.municipality.nis)]
    return render(request, "desk/hub/pages/partners.html", {"partners": found})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def add_partner(request: DeskRequest) -> HttpResponse:
    """Name a new partner."""
    return _answered(request, PartnerForm(request.POST or None), None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def change_partner(request: DeskRequest, partner: UUID) -> HttpResponse:
    """Change a partner, or take its contact off."""
    found = queries.own_partner(request.municipality.nis, partner)
    form = PartnerForm(request.POST or None, initial=_typed(found))
    del form.fields["slug"]  # it is that of its first version, for good
    return _answered(request, form, found)


def _answered(request: DeskRequest, form: PartnerForm, partner: Partner | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        nis, sent = request.municipality.nis, form.cleaned_data
        wish = form.wish(partner.slug if partner else "")
        key = partner.pk if partner else sent["key"]
        try:
            operations.keep(nis, key, wish, read=sent["read"], moment=moment_now())
        except AddressTaken as refused:
            form.add_error("slug", _(refused.reason))
        except ContactRefused as refused:
            form.add_error("agreed_on", _(refused.reason))
        else:
            messages.success(request, _("It is kept."))
            return see_other(request, "hub-partners")
    context = {"form": form, "partner": partner}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/hub/pages/partner.html", context, status=status)


def _typed(partner: Partner) -> dict[str, Any]:
    names = ("name", "kind", "website", "contact_name", "contact_email", "agreed_on", "is_shown")
    typed: dict[str, Any] = {name: getattr(partner, name) for name in names}
    typed |= {"key": partner.pk, "read": partner.changes}
    for name in ("summary", "body"):
        found = getattr(partner, name)
        typed |= {f"{name}_{code}": found.get(code, "") for code in ("nl", "en")}
    return typed
