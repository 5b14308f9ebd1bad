"""What is published is read on its days; a waste calendar is taken over whole or not at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from tests.factories.acting import APPROVER, AUDITOR, CLERK, HERENT, NOON, WINGENE
from tests.factories.appointments import VISITOR
from tests.factories.knowledge import (
    ROUNDS,
    STREETS,
    TITLE,
    TODAY,
    event,
    kept,
    news,
    rounds_kept,
    vacancy,
)

from klik.domains.knowledge import operations, queries
from klik.domains.knowledge.models import WasteRound, WasteStreet
from klik.domains.knowledge.operations import EventMoments, NewsDays, WasteRefused, Written
from klik.ground.markdown import html_of
from klik.ground.tenancy import Actor, acting_for


def test_a_draft_is_read_once_it_is_published_and_until_it_is_taken_down(town: None) -> None:
    page = kept(news(), published=False)

    with acting_for([WINGENE], CLERK):
        assert list(queries.news(WINGENE, TODAY)) == []
        operations.publish("news", page, moment=NOON)
        assert list(queries.news(WINGENE, TODAY)) == [page]
        changed = replace(news(), title={"nl": "Kerkstraat open"})
        operations.write_page(WINGENE, page.pk, changed, moment=NOON)
        assert queries.read_by_all(WINGENE, "news", page.pk, TODAY).title == {
            "nl": "Kerkstraat open"
        }
        operations.take_down("news", page, moment=NOON)
        with pytest.raises(queries.PageNotFound):
            queries.read_by_all(WINGENE, "news", page.pk, TODAY)
    with acting_for([HERENT], CLERK), pytest.raises(queries.PageNotFound):
        queries.page_of("news", page.pk)


def test_news_is_read_on_its_days(town: None) -> None:
    page = kept(news(TODAY + timedelta(days=1), TODAY + timedelta(days=2)))

    with acting_for([WINGENE], VISITOR):
        read = [bool(queries.news(WINGENE, TODAY + timedelta(days=ahead))) for ahead in range(4)]
        with pytest.raises(queries.PageNotFound):
            queries.read_by_all(WINGENE, "news", page.pk, TODAY)
    assert read == [False, True, True, False]


def test_the_agenda_and_vacancies_show_what_is_to_come(town: None) -> None:
    kept(event(-2))
    soon, job = kept(event(3)), kept(vacancy(0))
    kept(vacancy(-1))

    with acting_for([WINGENE], VISITOR):
        assert list(queries.events(WINGENE, NOON)) == [soon]
        assert list(queries.vacancies(WINGENE, TODAY)) == [job]
        file = queries.agenda_file(queries.events(WINGENE, NOON), name="Agenda", language="nl")
    (found,) = Calendar.from_ical(file).events
    assert (found["SUMMARY"], found["UID"]) == ("Kerstmarkt", f"event-{soon.pk}@klik")


@pytest.mark.parametrize(
    "wrong",
    [
        Written({"en": "Only English"}, TITLE, NewsDays(TODAY)),
        Written(TITLE, {"nl": " "}, NewsDays(TODAY)),
        Written({"nl": "x" * 121}, TITLE, NewsDays(TODAY)),
        news(TODAY, TODAY - timedelta(days=1)),
        Written(TITLE, TITLE, EventMoments(NOON, NOON, "Zaal")),
    ],
)
def test_a_page_that_says_too_little_is_refused(town: None, wrong: Written) -> None:
    with pytest.raises(operations.PageRefused):
        kept(wrong)


@pytest.mark.parametrize("actor", [VISITOR, APPROVER, AUDITOR])
def test_others_write_nothing(town: None, actor: Actor) -> None:
    page = kept(news())
    with acting_for([WINGENE], actor), pytest.raises(operations.PagesNotYours):
        operations.take_down("news", page, moment=NOON)


def test_a_waste_calendar_replaces_its_year(town: None) -> None:
    rounds_kept()
    rounds_kept()

    with acting_for([WINGENE], VISITOR):
        centrum, other = queries.zones(WINGENE)
        days = [(one.kind, one.day) for one in queries.rounds(centrum, TODAY, date(2026, 12, 31))]
        assert days == [("restafval", date(2026, 11, 24)), ("pmd", date(2026, 12, 1))]
        assert [one.zone.name for one in queries.streets_like(WINGENE, "kasteel")] == ["Zwevezele"]
        assert queries.count_rounds(WINGENE, TODAY) == {centrum.pk: 2, other.pk: 1}
        words = {kind: kind for kind in queries.WASTE_KINDS}
        file = queries.rounds_file(centrum, TODAY, words, name="Afval", language="nl")
    found = Calendar.from_ical(file).events
    assert [one.decoded("DTSTART") for one in found] == [date(2026, 11, 24), date(2026, 12, 1)]
    with acting_for([WINGENE], CLERK):
        only = "zone;kind;date\nCentrum;papier;2026-12-30"
        operations.take_rounds(WINGENE, only.encode(), moment=NOON)
        assert WasteRound.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("zone;date\nCentrum;2026-11-24", "Regel 1: geef de kolommen zone, kind, date"),
        ("zone;kind;date\nCentrum;steen;2026-11-24", "Regel 2: kies als soort: restafval"),
        ("zone;kind;date\nCentrum;gft;31/2/2026\n;gft;2026-11-24", "Regel 2: schrijf de dag"),
        ("zone;kind;date\n", "er staat geen enkele rij in"),
    ],
)
def test_a_wrong_file_of_rounds_says_where_and_keeps_nothing(
    town: None, file: str, said: str
) -> None:
    with acting_for([WINGENE], CLERK):
        operations.take_rounds(WINGENE, ROUNDS.encode(), moment=NOON)
        with pytest.raises(WasteRefused) as refused:
            operations.take_rounds(WINGENE, file.encode(), moment=NOON)
        assert WasteRound.objects.count() == 3
    assert said in refused.value.texts["nl"]


def test_a_street_lies_in_one_zone(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        operations.take_streets(WINGENE, STREETS.encode(), moment=NOON)
        with pytest.raises(WasteRefused):
            operations.take_streets(
                WINGENE, (STREETS + "Zwevezele,Kerkstraat\n").encode(), moment=NOON
            )
        assert WasteStreet.objects.count() == 3


def test_markdown_does_no_harm() -> None:
    shown = html_of("# Groot\n\n<script>alert(1)</script> ![x](http://x.example/y.png)")

    assert shown.startswith("<h2>Groot</h2>\n<p>&lt;script&gt;")
    assert "<img" not in shown
    assert "href" not in html_of("[klik](javascript:alert(1))")
