"""Another password, by who knows the one of today: noted, told by mail, other sessions end."""

import pytest
from django.core import mail
from django.test import Client
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.log_in import CHOICE, FACTORS, give_password, log_in
from tests.factories.people import PASSWORD, SECRET, make_clerk

from klik.domains.audit.queries import lines_about
from klik.domains.people.models import Account
from klik.ground.tenancy import acting_for

pytestmark = pytest.mark.usefixtures("keys")
PAGE, NEW = "/inloggen/wachtwoord/wijzigen/", "vier groene stoelen buiten"


@pytest.fixture
def clerk() -> Account:
    return make_clerk(password=PASSWORD, totp_secret=SECRET)


def test_a_password_is_changed_by_who_knows_the_one_of_today(clerk: Account) -> None:
    here, elsewhere = log_in(clerk), log_in(clerk)

    page = here.get(FACTORS).content.decode()
    wrong = here.post(PAGE, {"oldpassword": "iets anders", "password1": NEW, "password2": NEW})
    done = here.post(PAGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert f'href="{PAGE}"' in page
    assert "Het wachtwoord klopt niet" in wrong.content.decode()
    assert done.headers["Location"] == FACTORS
    assert "Je wachtwoord is gewijzigd." in here.get(FACTORS).content.decode()
    assert [one.get(CHOICE).headers["Location"].partition("?")[0] for one in (here, elsewhere)] == [
        "/wingene/desk/", "/inloggen/",
    ]  # fmt: skip
    assert give_password(Client(), clerk.email, NEW).status_code == 302
    with acting_for([WINGENE], OPERATOR):
        acts = [line.act for line in lines_about(clerk.reference)]
    assert acts.count("people.change-password") == 1
    assert ["nieuw wachtwoord" in one.body for one in mail.outbox] == [True]


def test_a_password_that_is_too_short_is_refused(clerk: Account) -> None:
    answer = log_in(clerk).post(
        PAGE, {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    )

    assert "12" in answer.content.decode()
    assert give_password(Client(), clerk.email).status_code == 302
