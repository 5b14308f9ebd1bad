"""Which pages are asked: what matters under an adoption, and is not known from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from tests.packages.shipped_package import adoption as shipped
from tests.packages.swimming_package import adoption

from klik.ground.granting.stated import Request
from klik.ground.granting.subjects_asked import subject_of_request
from klik.packages.adoption import Adoption
from klik.packages.form import Asked, form_of, pages_to_ask

TODAY = date(2026, 11, 23)
CHILD = {"child.insz": "19021000144"}


def _asked(
    adopted: Adoption, answers: Mapping[str, Any], *, known: Collection[str] = ()
) -> tuple[Asked, ...]:
    request = Request("91030590405", "Voorbeeld", (), TODAY, None, answers)
    subject = subject_of_request(adopted, request, reference="ZWE-1", decided_on=TODAY)
    return pages_to_ask(form_of(adopted), subject.situation, known=known, answers=answers)


def test_pages_come_in_the_packages_order_and_say_which_are_answered() -> None:
    answers = {**CHILD, "child.birth_date": "2019-02-10", "child.municipality": "37021"}

    pages = _asked(adoption(), answers)

    assert [page.page.word for page in pages] == [
        "kind", "lessen", "betaald", "club", "bewijs", "tarief", "rekening",
    ]  # fmt: skip
    assert [page.page.word for page in pages if page.is_answered] == ["kind"]


def test_a_page_is_asked_once_the_answer_that_it_depends_on_says_so() -> None:
    def words(answers: Mapping[str, Any]) -> list[str]:
        return [page.page.word for page in _asked(adoption(), answers)]

    assert "tariefbewijs" not in words({})
    assert "tariefbewijs" not in words({"reduced.tariff": False})
    assert "tariefbewijs" in words({"reduced.tariff": True})


def test_what_is_known_is_not_asked_and_one_known_key_is_enough() -> None:
    known = {"child.insz", "child.birth_date"}

    pages = _asked(adoption(), {}, known=known)

    assert [one.name for one in pages[0].questions] == ["child.municipality"]


def test_what_cannot_matter_under_an_adoption_is_not_asked() -> None:
    without = adoption(("maximum: 60", "maximum: 60, counts_lessons: false"))

    asked = [one.name for page in form_of(adoption()).pages for one in page.questions]
    fewer = [one.name for page in form_of(without).pages for one in page.questions]

    assert set(asked) - set(fewer) == {"lessons"}
    assert "club.number" in fewer


def test_the_birth_premium_asks_only_what_its_adopter_needs() -> None:
    asked = [
        one.name for page in form_of(shipped("00-wingene.yaml")).pages for one in page.questions
    ]

    assert {"child.insz", "child.municipality", "account.stated"} <= set(asked)
    assert not {"mother.insz", "family.rank", "split", "head_of_family.insz"} & set(asked)
