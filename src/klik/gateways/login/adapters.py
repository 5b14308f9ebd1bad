"""What Klik decides for itself where django-allauth asks its adapters."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from klik.gateways.login import acts, posting, secrets, sessions
from klik.ground.clock import moment_now

# Who logged in this short ago need not log in again to change how she logs in.
FRESH_SECONDS: Final = 10 * 60
_WRONG_LOG_IN: Final = _("The e-mail address or the password is not right.")
_TOO_MANY: Final = _("Too many attempts. Wait a quarter of an hour and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Log-in with address and password, and what is open to whoever has no account: nothing."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _WRONG_LOG_IN,
        "account_inactive": _WRONG_LOG_IN,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The password is not right."),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Nobody makes herself an account."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether a page to go on to is one of this installation, named by its path alone."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return whose password this is; an ended account is like one that never was."""
        account = super().authenticate(request, **credentials)
        return account if account is not None and account.is_active else None

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in, once that stands in the audit."""
        acts.note_log_in(user, with_factor=_factor_of(request, user))
        super().login(request, user)
        sessions.begin(request)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002 -- allauth's signature
        """Answer the passkey of an ended account like a wrong one."""
        messages.error(request, str(_WRONG_LOG_IN))
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:  # noqa: ARG002 -- allauth's signature
        """Ask for the password again before a log-in is changed, unless it has only just begun."""
        request = context.request
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records), default=0)
        return moment_now().timestamp() - float(latest) > FRESH_SECONDS

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,  # noqa: ARG002 -- allauth's signature
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 -- as above
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show an error; that something succeeded, the next page says itself."""
        if message:
            # Not by way of allauth, which asks for an application that the label of
            # klik.domains.messages leaves no place for; the middleware is all it takes.
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,  # noqa: ARG002 -- allauth's signature
        email: str | None = None,  # noqa: ARG002 -- as above
    ) -> None:
        """Tell her that her log-in changed; one mail for every change."""
        what = template_prefix.rpartition("/")[2]
        posting.later(partial(self.send_mail, "account/email/changed", user.email, {"what": what}))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Attempts count per address and network: nobody elsewhere locks her out.
        address = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{address}|{get_ip(request)}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Take the newest one of your app."),
        "cannot_delete_authenticator": _(
            "This is your only second step. Add another one first, then take this one away."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is stored."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt what `encrypt` gave."""
        return secrets.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether another second factor stays."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id)
        others = others.exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an element of the page, black on white in a dark page as well."""
        svg: str = super().build_totp_svg(url)
        opening, path = svg[svg.index("<svg") :].split("<path", maxsplit=1)
        return f'{opening}<rect width="100%" height="100%" fill="#fff"/><path{path}'

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which name passkeys count: the first of KLIK_HOSTS that the page is under.

        So one passkey serves every subdomain of it.
        """
        host, _port = split_domain_port(context.request.get_host())
        return {"id": passkey_domain(host, settings.ALLOWED_HOSTS), "name": "Klik"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Return whom a passkey is for, as her device will list it."""
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return found | {"display_name": user.name}


def passkey_domain(host: str, names: list[str]) -> str:
    """Return the first of `names` that `host` is, or lies under; `host` itself where none is."""
    for name in names:
        domain = name.removeprefix(".")
        if host == domain or host.endswith(f".{domain}"):
            return domain
    return host


def _factor_of(request: HttpRequest, account: Any) -> str:
    factors = [
        str(record["type"])
        for record in get_authentication_records(request, account)
        if record.get("method") == "mfa"
    ]
    return factors[-1] if factors else "none"
