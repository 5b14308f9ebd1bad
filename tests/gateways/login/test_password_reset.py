"""A password comes by mail, to who has an account, and nobody else can tell who has one."""

import re
from contextvars import copy_context
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.log_in import CODE, LOG_IN, give_password, log_in, text_of
from tests.factories.people import PASSWORD, SECRET, make_account, make_clerk

from klik.gateways.login import posting

pytestmark = pytest.mark.usefixtures("keys")
ASK, SENT = "/inloggen/wachtwoord/", "/inloggen/wachtwoord/verstuurd/"
NEW = "heel andere woorden hier"


def test_a_link_in_a_mail_sets_a_password_once(client: Client) -> None:
    clerk = make_clerk()
    client.post(ASK, {"email": "AN@voorbeeld.be"})
    (letter,) = mail.outbox
    link = _link(letter.body)

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert (letter.to, letter.subject) == ([clerk.email], "Kies een wachtwoord voor Klik")
    assert done.headers["Location"] == "/inloggen/wachtwoord/gewijzigd/"
    assert give_password(Client(), clerk.email, NEW).status_code == 302
    assert "Deze link werkt niet meer" in Client().get(link, follow=True).content.decode()
    assert "nieuw wachtwoord" in mail.outbox[1].body


def test_a_new_password_leaves_the_second_factor_and_ends_sessions(client: Client) -> None:
    clerk = make_clerk(password=PASSWORD, totp_secret=SECRET)
    elsewhere = log_in(clerk)
    client.post(ASK, {"email": clerk.email})
    form = client.get(_link(mail.outbox[0].body), follow=True)

    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert elsewhere.get("/wingene/desk/").status_code == 302
    assert client.get("/wingene/desk/").status_code == 302
    assert give_password(client, clerk.email, NEW).headers["Location"] == CODE


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("kort", "kort", "te kort"),
        ("password1234", "password1234", "te algemeen"),
        ("an@voorbeeld.be", "an@voorbeeld.be", "lijkt te veel"),
        (NEW, "iets anders dan dat", "wachtwoord"),
        ("", "", "Vul een nieuw wachtwoord in."),
    ],
)
def test_a_weak_password_is_refused(client: Client, first: str, second: str, said: str) -> None:
    clerk = make_clerk()
    client.post(ASK, {"email": clerk.email})
    form = client.get(_link(mail.outbox[0].body), follow=True)

    page = client.post(form.request["PATH_INFO"], {"password1": first, "password2": second})

    assert said in page.content.decode()
    clerk.refresh_from_db()
    assert not clerk.has_usable_password()


def test_asking_tells_nobody_who_has_an_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_account(password=PASSWORD)
    waiting: list[Any] = []
    monkeypatch.setattr(
        posting, "later", lambda work: waiting.append(partial(copy_context().run, work))
    )
    pages, queries = [], []
    for address in ("an@voorbeeld.be", "niemand@voorbeeld.be"):
        client = Client()
        client.get(ASK)
        with CaptureQueriesContext(connection) as counted:
            answer = client.post(ASK, {"email": address})
        pages.append((answer.headers["Location"], text_of(client.get(SENT))))
        queries.append(len(counted))

    assert pages[0] == pages[1]
    assert len(waiting) == 2  # whether there is a mail to send is found out afterwards
    for work in waiting:
        work()
    assert [letter.to for letter in mail.outbox] == [["an@voorbeeld.be"]]
    assert queries[0] == queries[1]


@pytest.mark.parametrize("path", [f"{ASK}0-x/", f"{ASK}{'a' * 32}-x/", f"{ASK}zz-{'x' * 39}/"])
def test_a_link_that_is_none_says_so(client: Client, path: str) -> None:
    assert "Deze link werkt niet meer" in client.get(path, follow=True).content.decode()


def test_a_mail_names_the_host_that_is_served_and_no_other(client: Client) -> None:
    make_clerk()

    answer = client.post(ASK, {"email": "an@voorbeeld.be"}, headers={"Host": "evil.example"})

    assert (answer.status_code, mail.outbox) == (400, [])


def test_whoever_asks_too_often_waits(client: Client) -> None:
    make_clerk()

    answers = [client.post(ASK, {"email": "an@voorbeeld.be"}).status_code for _ in range(4)]

    assert answers == [302, 302, 302, 429]


def test_a_mail_that_fails_leaves_no_address_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()

    def fail() -> None:
        raise ValueError("an@voorbeeld.be")

    posting.later(fail).result(timeout=20)

    assert "A mail of log-in was not sent: ValueError" in caplog.text
    assert "voorbeeld" not in caplog.text


def test_the_log_in_page_leads_to_a_first_password(client: Client) -> None:
    assert f'href="{ASK}"' in client.get(LOG_IN).content.decode()


def _link(body: str) -> str:
    return re.findall(r"http://testserver(/inloggen/wachtwoord/\S+)", body)[0]
