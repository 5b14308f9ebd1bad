"""The pages of django-allauth that do one thing more here."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from klik.gateways.login import acts


class ChangePassword(PasswordChangeView):
    """Choose another password, by who knows the one of today."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it; her other sessions end, this one goes on."""
        response: HttpResponse = super().form_valid(form)
        account: Any = self.request.user
        acts.note_password_changed(account)
        messages.success(self.request, _("Your password is changed."))
        return response


class AddCodes(ActivateTOTPView):
    """Set up the codes of an app."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the secret; the first code also counts as second factor of this session."""
        response: HttpResponse = super().form_valid(form)
        _note_added(self.request, Authenticator.Type.TOTP)
        return response


class RemoveCodes(DeactivateTOTPView):
    """Take the codes of an app away, when another second factor stays."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Take them away."""
        response: HttpResponse = super().form_valid(form)
        _note(self.request, "remove totp")
        return response


class AddPasskey(AddWebAuthnView):
    """Add a passkey."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """Return what the page needs, with a request for a passkey that also works by itself."""
        found: dict[str, Any] = super().get_context_data(**options)
        found["form"] = options.get("form") or self.get_form()
        # Made anew: a passkey without password needs a check of who holds it.
        account: Any = self.request.user
        found["js_data"] = {"creation_options": auth.begin_registration(account, True)}  # noqa: FBT003 -- allauth's signature
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey; it also counts as second factor of this session."""
        response: HttpResponse = super().form_valid(form)
        _note_added(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Take a passkey away, when another second factor stays."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away, or say why not."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        _note(self.request, "remove webauthn")
        return response


def _note_added(request: Any, factor: str) -> None:
    record_authentication(request, request.user, "mfa", type=str(factor))
    _note(request, f"add {factor}")


def _note(request: Any, change: str) -> None:
    acts.note_factors_changed(request.user, change)
