"""Take part: with the code on the screen, and nothing else."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klik.domains.polls import operations, queries
from klik.faces.hub.live.holding import hold, token_in
from klik.ground.clock import moment_now

_NOT_UNDERSTOOD = 422


class CodeForm(forms.Form):
    """The code of a room, in any form that people type."""

    code = forms.CharField(
        label=_("Code on the screen"),
        help_text=_("Six signs, such as KDP-4RM."),
        max_length=40,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-width": "10",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code, once a room has it."""
        code = str(self.cleaned_data["code"])
        try:
            queries.gathering_with_code(code)
        except queries.CodeUnknown as unknown:
            raise ValidationError(gettext(unknown.reason)) from None
        return code


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask the code, which the QR code of the screen fills in, and lead into the room."""
    code = request.GET.get("code", "")
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"code": code})
    if request.method == "POST" and form.is_valid():
        joined = operations.join(
            form.cleaned_data["code"], token=token_in(request), moment=moment_now()
        )
        response = redirect("hub:room", joined.participant.gathering_id)
        hold(response, joined.token)
        return response
    context = {"here": "join", "form": form, "has_code": bool(code)}
    status = _NOT_UNDERSTOOD if form.errors else 200
    return render(request, "hub/live/join.html", context, status=status)
