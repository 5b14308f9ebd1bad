"""My municipality without a script: an appointment and a report from beginning to end."""

import io
import re
from datetime import UTC
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from PIL import Image
from tests.faces.portal.routes_town import ABOUT, About
from tests.factories.acting import WINGENE
from tests.factories.appointments import VISITOR, booked, keep_contact, passport
from tests.factories.knowledge import event, kept, news
from tests.factories.reports import planned, reported, telling_photo
from tests.factories.towns import found_towns

from klik.domains.appointments import queries
from klik.domains.appointments.models import AppointmentKind
from klik.domains.reports.models import Report
from klik.faces.ui import houses
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

HERS = {"name": "Lien Voorbeeld", "email": "lien@voorbeeld.example", "key": str(uuid4())}
WHAT = {"category": "lighting", "description": "De lamp is stuk."}
WHERE = {"place": "Kerkstraat 12", "latitude": "51.05432", "longitude": "3.27654"}


@pytest.fixture(autouse=True)
def town(db: None) -> None:
    """Give two municipalities their keys and bodies."""
    found_towns()
    houses.forget()


def _at(view: str, *named: object, place: str = "wingene") -> str:
    return reverse(f"portal:{view}", args=[place, *named])


def _said(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("about", ABOUT, ids=str)
def test_a_page_about_an_object_is_of_its_municipality_alone(about: About) -> None:
    named = about.make()

    assert Client().get(_at(about.name, *named)).status_code == 200
    assert Client().get(_at(about.name, *named, place="herent")).status_code == 404


def test_an_appointment_is_made_moved_and_cancelled_by_who_has_its_code(client: Client) -> None:
    keep_contact()
    kind = passport(hours="6-22")
    first, second = _moments(kind)
    made = client.post(_at("book", kind.pk, first), HERS)
    page = client.get(made["Location"])
    code = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", _said(page))[0]
    number = made["Location"].split("/")[-2]

    stranger = Client()
    for view in ("appointment", "appointment-calendar", "move-moments", "cancel-appointment"):
        assert client.get(_at(view, number)).status_code == 200
        assert client.get(_at(view, number, place="herent")).status_code == 404
        assert stranger.get(_at(view, number)).status_code == 404
    assert stranger.post(_at("move-appointment", number), {"start": second}).status_code == 404
    found = stranger.post(_at("find-appointment"), {"code": code.lower()})
    assert (found.status_code, found["Location"]) == (303, made["Location"])

    moved = stranger.post(_at("move-appointment", number), {"start": second})
    assert moved.status_code == 303
    assert stranger.post(_at("cancel-appointment", number)).status_code == 303
    file = Calendar.from_ical(client.get(_at("appointment-calendar", number)).content)
    assert (file["METHOD"], file.events[0]["SEQUENCE"]) == ("CANCEL", 2)
    assert "no-store" in page["Cache-Control"]


def test_a_time_that_was_just_taken_is_refused_clearly(client: Client) -> None:
    kind = passport(hours="6-22")
    first, _ = _moments(kind)
    client.post(_at("book", kind.pk, first), HERS)

    late = Client().post(_at("book", kind.pk, first), {**HERS, "key": str(uuid4())})

    assert late.status_code == 409
    assert "Kies een ander uur" in _said(late)


def test_a_code_that_is_of_nothing_finds_nothing(client: Client) -> None:
    answer = client.post(_at("find-appointment"), {"code": "2222-2222-2222"})

    assert answer.status_code == 404


def test_a_report_goes_a_page_at_a_time_and_is_followed_by_who_made_it(client: Client) -> None:
    form = client.get(_at("report"))
    key = re.findall(r'name="key" value="([^"]+)"', _said(form))[0]
    where = client.post(_at("report"), {"step": "what", "key": key, **WHAT})
    assert f'name="description" value="{WHAT["description"]}"' in _said(where)
    back = client.post(
        _at("report"), {"step": "where", "key": key, "back": "1", **WHAT, "place": ""}
    )
    assert WHAT["description"] in _said(back)
    who = client.post(_at("report"), {"step": "where", "key": key, **WHAT, **WHERE})
    assert 'name="place" value="Kerkstraat 12"' in _said(who)
    photo = SimpleUploadedFile("lamp.jpg", telling_photo())
    sent = client.post(
        _at("report"),
        {"step": "who", "key": key, **WHAT, **WHERE, "photos": [photo], **HERS_TOO},
    )
    assert sent.status_code == 303

    page = _said(client.get(sent["Location"]))
    assert "De lamp is stuk." in page
    shown = re.findall(r'<img[^>]* src="([^"]+)"', page)[0]
    with Image.open(io.BytesIO(client.get(shown).content)) as picture:
        assert dict(picture.getexif()) == {}
    assert Client().get(sent["Location"]).status_code == 404
    code = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)[0]
    followed = Client().post(_at("follow-report"), {"code": code})
    assert followed["Location"] == sent["Location"]


HERS_TOO = {"name": "Lien Voorbeeld", "email": "lien@voorbeeld.example"}


def test_the_public_list_says_nothing_of_who_reported(client: Client) -> None:
    made = reported().report
    assert made.reference not in _said(client.get(_at("reports")))

    planned(made)

    for page in (client.get(_at("reports")), client.get(_at("public-report", made.reference))):
        said = _said(page)
        assert "Kerkstraat" in said
        assert "Lien" not in said
        assert "voor mijn deur" not in said


def test_a_machine_that_fills_in_everything_reports_nothing(client: Client) -> None:
    sent = {"step": "who", "key": str(uuid4()), **WHAT, **WHERE, "homepage": "http://spam.example"}

    assert client.post(_at("report"), sent).status_code == 422
    with acting_for([WINGENE], VISITOR):
        assert Report.objects.count() == 0


def test_a_photo_that_is_none_and_half_a_point_are_told_beside_their_field(client: Client) -> None:
    drawing = SimpleUploadedFile("lamp.jpg", b"<svg/>")
    sent = {"step": "who", "key": str(uuid4()), **WHAT, **WHERE, "photos": [drawing]}
    half = {"step": "where", **WHAT, "place": "Kerkstraat", "latitude": "51.05"}

    wrong = client.post(_at("report"), sent)
    assert wrong.status_code == 422
    assert "Stuur een foto als JPEG" in _said(wrong)
    assert "Geef beide getallen" in _said(client.post(_at("report"), half))


def test_every_page_says_where_the_town_hall_is(client: Client) -> None:
    keep_contact()
    houses.forget()

    page = _said(client.get(_at("news")))

    assert "Oude Bruggestraat 13" in page
    assert 'href="tel:051000000"' in page
    assert "Maandag" in _said(client.get(_at("contact")))


def test_feeds_and_calendars_hold_what_is_published(client: Client) -> None:
    kept(news())
    kept(event(200))

    feed = client.get(_at("news-feed"))
    agenda = client.get(_at("agenda-calendar"))

    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Werken in de Kerkstraat" in _said(feed)
    assert len(Calendar.from_ical(agenda.content).events) == 1


def test_an_appointment_of_elsewhere_is_not_shown_by_its_number(client: Client) -> None:
    made = booked(passport()).appointment

    assert client.get(_at("appointment", made.pk)).status_code == 404


def _moments(kind: AppointmentKind) -> list[str]:
    with acting_for([WINGENE], VISITOR):
        slots = queries.bookable_slots(kind, moment_now())[:2]
    return [one.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%MZ") for one in slots]
