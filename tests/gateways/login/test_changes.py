"""Whoever logs in hears by mail that her way of logging in changed."""

import re

from django.core import mail
from django.test import Client
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.log_in import FACTORS, code_of, give_password
from tests.factories.people import PASSWORD, make_clerk

from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import queries
from klik.ground.tenancy import acting_for


def test_a_second_step_that_was_set_up_is_told_by_mail(committed: None, client: Client) -> None:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE], OPERATOR):
        load_municipalities()
    clerk = make_clerk(password=PASSWORD)
    give_password(client, clerk.email)
    page = client.get(f"{FACTORS}app/").content.decode()
    secret = re.findall(r">([A-Z2-7]{32})<", page)[0]

    client.post(f"{FACTORS}app/", {"code": code_of(secret)})

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (
        [clerk.email],
        "Je manier van inloggen bij Klik is veranderd",
    )
    assert "Je logt vanaf nu in met codes van een app." in letter.body
    assert "Was jij dit niet?" in letter.body
    assert queries.has_second_factor(clerk)
