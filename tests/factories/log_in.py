"""Logging in, as a browser without JavaScript does it."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal import auth
from django.test import Client
from tests.factories.people import PASSWORD

from klik.domains.people import queries
from klik.domains.people.models import Account, Remembered

LOG_IN, CODE, FACTORS, CHOICE = "/inloggen/", "/inloggen/code/", "/inloggen/tweede-stap/", "/desk/"


def give_password(client: Client, email: str, password: str = PASSWORD, **options: Any) -> Any:
    """Send address and password."""
    return client.post(LOG_IN, {"login": email, "password": password}, **options)


def give_code(client: Client, account: Account, code: str | None = None) -> Any:
    """Send the code of this moment, or another one."""
    return client.post(CODE, {"code": code or queries.current_code(account)})


def log_in(account: Account) -> Client:
    """Return a browser in which a fictitious account passed both steps."""
    client = Client()
    give_password(client, account.email)
    Remembered.objects.all().delete()  # a test logs in more often than once in half a minute
    assert give_code(client, account).headers["Location"] == CHOICE
    return client


def enter(account: Account) -> Client:
    """Return a browser whose session is what `log_in` leaves, without its pages.

    Many tests open a page in each role; `test_a_browser_enters_with_the_session_of_a_log_in` holds
    both against each other.
    """
    client, now, user = Client(), time.time(), str(account.pk)
    client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": now, "email": account.email},
        {"method": "mfa", "at": now, "id": 1, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = user
    session["log_in_began"] = session["log_in_seen"] = now
    session.set_expiry(0)
    session.save()
    return client


def code_of(secret: str) -> str:
    """Return the code that an app with this secret shows now."""
    counters = list(auth.yield_hotp_counters_from_time())
    return auth.format_hotp_value(auth.hotp_value(secret, counters[len(counters) // 2]))


def text_of(response: Any) -> str:
    """Return a page without what differs each time."""
    differs = r'name="csrfmiddlewaretoken" value="\w+"|\?next=[^"]*'
    return re.sub(differs, "", response.content.decode())
