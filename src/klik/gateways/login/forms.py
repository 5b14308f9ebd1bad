"""The forms of django-allauth, with our words and with what they must leave behind."""

from __future__ import annotations

import hashlib
import struct
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from allauth.account import forms as account_forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from klik.domains.people import operations
from klik.gateways.login import acts, posting
from klik.ground.clock import moment_now

# A code counts at most for its own half minute and the ones beside it.
CODE_COUNTS_FOR: Final = timedelta(minutes=3)
_WRONG_PASSKEY: Final = _("This passkey does not work here. Log in another way.")
_WAITING: Final = "too_many_login_attempts"
# What fido2 raises, besides its own refusals, on what no browser would send.
MALFORMED: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)
_REQUIRED: Final = {
    "login": _("Fill in your e-mail address."),
    "email": _("Fill in your e-mail address."),
    "password": _("Fill in your password."),
    "oldpassword": _("Fill in the password that you use now."),
    "password1": _("Fill in a new password."),
    "password2": _("Fill in the same password once more."),
    "code": _("Fill in the code."),
    "credential": _("Your device gave no passkey. Try again."),
}
_INVALID: Final = {
    "login": _("Write an e-mail address such as an@voorbeeld.be."),
    "email": _("Write an e-mail address such as an@voorbeeld.be."),
}


def _put_words(form: Form) -> None:
    for name, field in form.fields.items():
        if name in _REQUIRED:
            field.error_messages["required"] = _REQUIRED[name]
        if name in _INVALID:
            # The field's own message is that of its first validator.
            field.error_messages["invalid"] = _INVALID[name]
            for validator in field.validators:
                if getattr(validator, "code", "") == "invalid":
                    validator.message = _INVALID[name]  # type: ignore[attr-defined]  # -- of e-mail


class LogInForm(account_forms.LoginForm):
    """Address and password."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)


class AskPasswordForm(account_forms.ResetPasswordForm):
    """The address to which a link for a new password goes, if it is one of ours."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Let the mail be made and sent after the answer, which is thus the same for everybody."""
        posting.later(partial(super().save, request, **options))
        email: str = self.cleaned_data["email"]
        return email


class NewPasswordForm(account_forms.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The password of today, and a new one, twice."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)


class PasswordAgainForm(account_forms.ReauthenticateForm):
    """The password of whoever is logged in, before she changes how she logs in."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)


class _CodeForm:
    """What every form with a code does: a code counts once, a wrong one goes to the audit."""

    if TYPE_CHECKING:
        user: Any

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)  # type: ignore[arg-type]  # -- mixed into forms only

    def clean_code(self) -> str:
        """Return the code when it is right and was not used before."""
        code: str = super().clean_code()  # type: ignore[misc]  # -- of the form mixed with
        if not _counts_now(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        acts.note_failed_factor(authenticator.user)


class CodeForm(_CodeForm, code_forms.AuthenticateForm):
    """The code of an app, or a recovery code, after the password."""


class CodeAgainForm(_CodeForm, code_forms.ReauthenticateForm):
    """The same, of whoever is logged in."""


class FirstCodeForm(totp_forms.ActivateTOTPForm):
    """The first code of an app: it proves that the app has the secret."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        _put_words(self)


class _ShownPasskey:
    """What every form does that is shown a passkey: one that is none at all is a wrong one."""

    def clean_credential(self) -> Authenticator:
        """Return whose passkey it is."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # -- of the form mixed with
        except (*MALFORMED, ValidationError) as error:
            if getattr(error, "code", "") == _WAITING:
                raise
            raise ValidationError(_WRONG_PASSKEY, code="incorrect_code") from error
        return found


class PasskeyForm(_ShownPasskey, passkey_forms.AuthenticateWebAuthnForm):
    """A passkey after the password; a wrong one goes to the audit."""

    def clean_credential(self) -> Authenticator:
        """Return whose passkey it is."""
        try:
            return super().clean_credential()
        except ValidationError as error:
            if getattr(error, "code", "") == "incorrect_code":
                acts.note_failed_factor(self.user)
            raise


class PasskeyAloneForm(_ShownPasskey, passkey_forms.LoginWebAuthnForm):
    """A passkey instead of a password."""


class PasskeyAgainForm(_ShownPasskey, passkey_forms.ReauthenticateWebAuthnForm):
    """The passkey of whoever is logged in."""


class AddPasskeyForm(passkey_forms._BaseAddWebAuthnForm):  # noqa: SLF001 -- its public twin asks whether it may replace the password; ours always may
    """A new passkey, which needs a finger, a face or a PIN and so counts for two factors."""

    def clean(self) -> dict[str, Any]:
        """Return the passkey when its device checked who holds it."""
        self.cleaned_data["passwordless"] = True
        try:
            cleaned: dict[str, Any] = super().clean()
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


def _counts_now(account: Any, code: str) -> bool:
    spent = hashlib.sha256(f"code of {account.pk}: {code}".encode()).hexdigest()
    moment = moment_now()
    return operations.remember_once(spent, True, until_at=moment + CODE_COUNTS_FOR, moment=moment)  # noqa: FBT003 -- any value will do
