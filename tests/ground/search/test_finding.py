"""A question in plain words finds what it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.search import Described, Index

THINGS = {
    "geboorte": ("Geboortepremie", "Een premie bij de geboorte of adoptie van een kind. Baby."),
    "zorg": ("Mantelzorgtoelage", "Voor wie thuis voor een zieke of oudere zorgt."),
    "school": ("Schooltoelage", "Een tegemoetkoming in de kosten van de school."),
    "put": ("Premie voor een regenwaterput", "Voor wie een put plaatst bij een huis."),
    "huwelijk": ("Huwelijksjubileum", "Voor koppels die 50 jaar getrouwd zijn."),
}
INDEX = Index(
    [Described(key, ((title, 3.0), (text, 1.0))) for key, (title, text) in THINGS.items()],
    "nl",
)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("geboortepremie", "geboorte"),
        ("geboorte", "geboorte"),
        ("premie geboren kind", "geboorte"),
        ("geborte premie", "geboorte"),
        ("geboortpremie", "geboorte"),
        ("GEBOORTEPREMIES", "geboorte"),
        ("krijg ik geld voor mijn baby?", "geboorte"),
        ("toelage voor school", "school"),
        ("shcooltoelage", "school"),
        ("mantelzorger", "zorg"),
        ("mantelzrog", "zorg"),
        ("zieken", "zorg"),
        ("regenput", "put"),
        ("huizen", "put"),
        ("jubileum huwelijk", "huwelijk"),
        ("gétrouwd", "huwelijk"),
    ],
)
def test_a_question_finds_what_it_is_about(question: str, first: str) -> None:
    assert [found.key for found in INDEX.find(question)][:1] == [first]


@pytest.mark.parametrize("question", ["", "de het een", "?!", "zwembad", "fiets", "xyz"])
def test_what_is_not_there_is_not_found(question: str) -> None:
    assert INDEX.find(question) == []


def test_the_title_counts_more_than_the_text() -> None:
    found = [one.key for one in INDEX.find("premie")]

    assert set(found) == {"geboorte", "put"}
    assert INDEX.find("schooltoelage kosten")[0].key == "school"


def test_half_of_the_words_must_be_met() -> None:
    assert [one.key for one in INDEX.find("premie fiets")] != []
    assert INDEX.find("premie fiets zwembad") == []


@given(st.text(max_size=80))
def test_no_question_breaks_a_search(question: str) -> None:
    assert all(found.key in THINGS for found in INDEX.find(question))
