"""What everybody may read is found by plain Dutch words, inflected or typed wrongly."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.acting import OPERATOR, WINGENE
from tests.factories.catalogue import make_catalogue
from tests.factories.events import kept_event, released
from tests.factories.hub_pages import kept_page, page_wish, public_page

from klik.domains.knowledge.queries import searching
from klik.ground.tenancy import EVERYWHERE, acting_for

CARE = {
    "title": {"nl": "Mantelzorgers bereiken"},
    "summary": {"nl": "Ze vragen te weinig."},
    "body": {"nl": "Wij bezochten gezinnen thuis."},
}


def found(question: str, kind: str = "") -> list[str]:
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        return [one.key for one in searching.find(question, language="nl", kind=kind).found]


@pytest.mark.parametrize(
    "question",
    ["mantelzorgers", "mantelzorger", "mantelzoger", "gezin thuis", "bezocht", "Mantelzorg?"],
)
def test_a_page_is_found_by_its_words_inflected_or_typed_wrongly(town: None, question: str) -> None:
    public_page(page_wish(1, **CARE))
    public_page(page_wish(2, title={"nl": "Regenput"}, summary={"nl": "Water."}, body={"nl": "x"}))

    assert found(question) == ["page/praktijk-1/"]


def test_a_draft_is_not_found(town: None) -> None:
    kept_page(page_wish(1, **CARE))
    kept_event()

    assert found("mantelzorgers") == found("voorbeeld") == []


def test_every_source_is_found_and_narrowed_by_kind(town: None) -> None:
    make_catalogue(WINGENE)
    public_page(page_wish(1, title={"nl": "Baby op komst"}))
    released(kept_event(2))

    assert "package/geboortepremie/" in found("geboortepremie")
    assert "package/geboortepremie/" in found("baby"), "what people call it"
    assert found("baby", "page") == ["page/praktijk-1/"]
    assert [one.partition("/")[0] for one in found("deel", "session")] == ["session", "session"]
    assert len(found("Noor")) == 2, "by who speaks"
    assert found("Genoemd") == [], "never by a name that is not shown"
    with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
        result = searching.find("baby", language="nl", kind="page")
    assert result.kinds == {"page": 1, "package": 1}


def test_what_changed_is_found_anew(town: None) -> None:
    assert found("mantelzorgers") == []
    public_page(page_wish(1, **CARE))
    assert found("mantelzorgers") == ["page/praktijk-1/"]


def test_a_search_asks_as_much_whatever_there_is(town: None) -> None:
    make_catalogue(WINGENE)
    counts = []
    for numbers in (range(1, 3), range(3, 30)):
        for number in numbers:
            public_page(page_wish(number))
        with acting_for(EVERYWHERE, OPERATOR, only_reading=True):
            with CaptureQueriesContext(connection) as captured:
                searching.find("premie", language="nl")
            counts.append(len(captured))

    assert counts[1] <= counts[0] + 1, "one more where a package had to be read again"
    assert counts[0] <= 10
