"""The settings of log-in that are equal in every installation."""

from __future__ import annotations

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["klik.gateways.login.hashing.BoundedArgon2"]
_DJANGO = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "klik.gateways.login.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {
        "NAME": f"{_DJANGO}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:choose-municipality"

ACCOUNT_ADAPTER = "klik.gateways.login.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "klik.gateways.login.forms.LogInForm",
    "reset_password": "klik.gateways.login.forms.AskPasswordForm",
    "reset_password_from_key": "klik.gateways.login.forms.NewPasswordForm",
    "change_password": "klik.gateways.login.forms.ChangePasswordForm",
    "reauthenticate": "klik.gateways.login.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an operator adds accounts; the first password comes by mail
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 -- a class
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    # A town hall shares one address, so an address may do more than a person.
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/15m/key,50/d/key",
    "reset_password": "30/m/ip,3/15m/key",
    "reset_password_from_key": "30/m/ip",
}
MFA_ADAPTER = "klik.gateways.login.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "klik.gateways.login.forms.CodeForm",
    "reauthenticate": "klik.gateways.login.forms.CodeAgainForm",
    "activate_totp": "klik.gateways.login.forms.FirstCodeForm",
    "authenticate_webauthn": "klik.gateways.login.forms.PasskeyForm",
    "login_webauthn": "klik.gateways.login.forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "klik.gateways.login.forms.PasskeyAgainForm",
    "add_webauthn": "klik.gateways.login.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are not verified apart: the operator gave them
MFA_TOTP_ISSUER = "Klik"
MFA_TOTP_TOLERANCE = 1  # half a minute before and after, for clocks that differ
