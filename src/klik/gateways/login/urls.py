"""The pages of log-in. Only these: django-allauth's others, such as signing up, do not exist here.

Their names are django-allauth's own, because it leads from one to the other by them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from klik.gateways.login import views

_RESET = r"^inloggen/wachtwoord/(?P<uidb36>[0-9A-Za-z]{1,40})-(?P<key>[^/]{1,100})/$"

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("inloggen/opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("inloggen/wachtwoord/", account.password_reset, name="account_reset_password"),
    path(
        "inloggen/wachtwoord/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "inloggen/wachtwoord/gewijzigd/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(_RESET, account.password_reset_from_key, name="account_reset_password_from_key"),
    path("inloggen/code/", factors.authenticate, name="mfa_authenticate"),
    path("inloggen/code/opnieuw/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("inloggen/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "inloggen/passkey/opnieuw/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "inloggen/wachtwoord/wijzigen/",
        views.ChangePassword.as_view(),
        name="account_change_password",
    ),
    path("inloggen/tweede-stap/", factors.index, name="mfa_index"),
    path("inloggen/tweede-stap/app/", views.AddCodes.as_view(), name="mfa_activate_totp"),
    path("inloggen/tweede-stap/app/weg/", views.RemoveCodes.as_view(), name="mfa_deactivate_totp"),
    path("inloggen/tweede-stap/passkey/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "inloggen/tweede-stap/passkey/<int:pk>/weg/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "inloggen/tweede-stap/reservecodes/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "inloggen/tweede-stap/reservecodes/nieuw/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
