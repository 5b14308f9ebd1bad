"""What municipalities ask of each other is public, from the first word to the last."""

import pytest
from django.test import Client
from tests.faces.desk.desk_town import browser
from tests.faces.hub.plain import words_of
from tests.factories.acting import HERENT, WINGENE
from tests.factories.making import asked_cocreation, stepped

from klik.ground.tenancy import Role

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")


def test_others_join_at_their_desk_and_everybody_follows_it_to_the_end() -> None:
    request = asked_cocreation(nis=WINGENE)
    theirs = browser(Role.EDITOR, nis=HERENT, email="bo@voorbeeld.be")
    ours = browser(Role.EDITOR)
    assert "Nog niemand doet mee." in words_of(Client().get("/hub/samen/samen-1/"))

    listed = words_of(theirs.get("/herent/desk/hub/samen/"))
    theirs.post("/herent/desk/hub/samen/meedoen/", {"slug": "samen-1"})
    step = {"read": 0, "state": "started", "said_nl": "Vrijdag komen we samen."}
    place = f"/wingene/desk/hub/samen/{request.pk}/"
    again = [ours.post(place, step).status_code for _ in range(2)]

    assert "Samen 1 (voorbeeld) Wingene Zoekt anderen" in listed
    assert again == [303, 409], "what is sent twice is told once"
    shown = words_of(Client().get("/hub/samen/samen-1/"))
    assert "Doen mee Herent" in shown
    assert shown.count("Vrijdag komen we samen.") == 1
    stepped(request, "done", read=1)
    assert "Klaar" in words_of(Client().get("/hub/samen/samen-1/"))
    assert "Samen 1" not in words_of(theirs.get("/herent/desk/hub/samen/"))
    assert theirs.get(f"/herent/desk/hub/samen/{request.pk}/").status_code == 404


def test_requests_are_listed_by_how_far_they_are_and_found() -> None:
    assert "Niemand vraagt nu iets" in words_of(Client().get("/hub/samen/"))
    request = asked_cocreation()
    assert "Samen 1" in words_of(Client().get("/hub/samen/?stand=open"))

    stepped(request)

    assert "Samen 1" not in words_of(Client().get("/hub/samen/?stand=open"))
    assert "Samen 1" in words_of(Client().get("/hub/zoeken/?q=gemeenten samen&soort=request"))
    assert Client().get("/hub/samen/?stand=geen").status_code == 404
