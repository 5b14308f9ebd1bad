"""A partner has a page; its contact is there only as long as she agrees."""

import pytest
from django.test import Client
from tests.faces.desk.desk_town import browser
from tests.faces.hub.plain import words_of
from tests.factories.partners import kept_partner, partner_wish

from klik.ground.tenancy import Role

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")
PAGE = "/hub/partners/school-1/"


def test_partners_are_listed_by_kind_and_found() -> None:
    assert "Nog geen partner" in words_of(Client().get("/hub/partners/"))
    kept_partner()
    kept_partner(partner_wish(2, kind="company", name="Voorbeeldbedrijf"))

    companies = words_of(Client().get("/hub/partners/?soort=company"))

    assert "Voorbeeldbedrijf" in companies
    assert "Voorbeeldschool" not in companies
    assert "Voorbeeldschool 1" in words_of(Client().get("/hub/zoeken/?q=formulier"))
    assert "Voorbeeldschool" not in words_of(Client().get("/hub/zoeken/?q=Noor"))
    assert Client().get("/hub/partners/?soort=geen").status_code == 404


def test_an_editor_takes_a_contact_off() -> None:
    partner = kept_partner()
    editor = browser(Role.EDITOR)
    place = f"/wingene/desk/hub/partners/{partner.pk}/"
    assert "noor@voorbeeld.example" in Client().get(PAGE).content.decode()
    form = editor.get(place).context["form"]
    sent = {one.html_name: one.value() for one in form if one.name != "agreed_on"}

    refused = editor.post(place, {**sent})
    assert list(refused.context["form"].errors) == ["agreed_on"]
    editor.post(place, {**sent, "contact_name": "", "contact_email": ""})

    assert "noor" not in Client().get(PAGE).content.decode().lower()
    assert editor.post(place, {**sent}).status_code == 422
    stale = editor.post(place, {**sent, "contact_name": "", "contact_email": ""})
    assert stale.status_code == 409
