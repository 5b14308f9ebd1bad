"""Every condition of a decision in one plain sentence, with its article and what was used."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.packages.printed_package import Change, compiled

from klik.packages.compiling import Package
from klik.packages.explanation import Explained, Explainer, Used
from klik.packages.situations import situation_of
from klik.packages.wording import Language
from klik.rules.decision import Decision, Verdict

ARTICLES = {"residence": "artikel 3", "term": "artikel 4"}
FACTS: dict[str, Any] = {
    "child.birth_date": "2026-02-10",
    "child.rank": 1,
    "child.municipality": "37021",
    "child.register": "bevolkingsregister",
    "child.care_supplement": False,
    "child.insz": "26021001105",
    "payee.insz": "91030590405",
    "payee.iban": "BE49999000000171",
    "parents": [{"insz": "91030590405", "resident_since": "2020-01-01"}],
}
ENGLISH = (
    "text: {nl: Het kind is ingeschreven in de gemeente.}",
    "text: {nl: Het kind is ingeschreven in de gemeente., en: The child is registered here., "
    "unmet: {nl: Het kind staat hier niet., en: It is not here.}}",
)


def _decided(package: Package, **changes: Any) -> Decision:
    facts = {**FACTS, **changes.get("facts", {})}
    case = {"municipality": {"nis": "37021"}, **changes, "facts": facts}
    return package.decider.decide(situation_of(package, case, decided_on=date(2026, 3, 1)))


def _explained(
    package: Package, *, language: Language = "nl", **changes: Any
) -> dict[str, Explained]:
    explainer = Explainer(package, language=language, articles=ARTICLES)
    return {one.id: one for one in explainer.explain(_decided(package, **changes))}


def _sentence(path: Path, *changes: Change, said: str, **case: Any) -> str:
    """Return the sentence of the first condition, as `said` writes it."""
    change = ("nl: Het kind is ingeschreven in de gemeente.", f"nl: '{said}'")
    package = compiled(path, change, *changes)
    return _explained(package, **case)["lives-here"].sentence


@pytest.mark.parametrize(
    ("facts", "verdict", "sentence"),
    [
        ({}, Verdict.MET, "Het kind is ingeschreven in de gemeente."),
        (
            {"child.municipality": "37022"},
            Verdict.UNMET,
            "Niet voldaan: het kind is ingeschreven in de gemeente.",
        ),
        (
            {"child.register": None},
            Verdict.UNKNOWN,
            "We weten nog niet: het kind is ingeschreven in de gemeente.",
        ),
    ],
)
def test_a_verdict_has_the_sentence_or_the_platforms_words_before_it(
    tmp_path: Path, facts: dict[str, Any], verdict: Verdict, sentence: str
) -> None:
    found = _explained(compiled(tmp_path), facts=facts)["lives-here"]

    assert (found.verdict, found.sentence) == (verdict, sentence)


@pytest.mark.parametrize(
    ("language", "facts", "sentence"),
    [
        ("nl", {"child.municipality": "37022"}, "Het kind staat hier niet."),
        (
            "nl",
            {"child.register": None},
            "We weten nog niet: het kind is ingeschreven in de gemeente.",
        ),
        ("en", {}, "The child is registered here."),
        ("en", {"child.municipality": "37022"}, "It is not here."),
        ("en", {"child.register": None}, "We do not know yet: the child is registered here."),
    ],
)
def test_own_sentences_go_first_in_their_language(
    tmp_path: Path, language: Language, facts: dict[str, Any], sentence: str
) -> None:
    found = _explained(compiled(tmp_path, ENGLISH), language=language, facts=facts)

    assert found["lives-here"].sentence == sentence


def test_a_word_in_capitals_keeps_them_after_the_colon(tmp_path: Path) -> None:
    sentence = _sentence(
        tmp_path, said="OCMW en gemeente kennen het kind.", facts={"child.municipality": "37022"}
    )

    assert sentence == "Niet voldaan: OCMW en gemeente kennen het kind."


def test_a_condition_that_does_not_apply_is_told_so(tmp_path: Path) -> None:
    found = _explained(compiled(tmp_path))["in-time"]

    assert (found.verdict, found.sentence) == (
        Verdict.NOT_APPLICABLE,
        "U vroeg de premie op tijd aan.",
    )


@pytest.mark.parametrize(
    ("placeholder", "dutch", "english"),
    [
        ("parameters.parent_residence_months", "24", "24"),
        ("parameters.deadline_months", "geen", "none"),
        ("child.birth_date", "10 februari 2026", "10 February 2026"),
        ("child.care_supplement", "nee", "no"),
        ("child.deed_number", "nog niet bekend", "not known yet"),
        ("parameters.given_as", "Geld", "Geld"),
        ("parameters.registers", "Bevolkingsregister, Vreemdelingenregister", None),
        ("child.register", "bevolkingsregister", "population register"),
        ("application.trigger", "automatisch", "automatically"),
        ("resident_before", "10 februari 2024", "10 February 2024"),
        ("payee.iban", "••••71", "••••71"),
        ("payee.insz", "••••05", "••••05"),
        ("child.insz", "••••05", "••••05"),
        ("parameters.amount_by_rank", "1, 100", "1, 100"),
        ("municipality.nis", "37021", "37021"),
        ("today", "1 maart 2026", "1 March 2026"),
    ],
)
def test_a_placeholder_is_read_in_both_languages(
    tmp_path: Path, placeholder: str, dutch: str, english: str | None
) -> None:
    said = f"Zie {{{{ {placeholder} }}}}."
    case = {"parameters": {"parent_residence_months": 24}}

    assert _sentence(tmp_path, said=said, **case) == f"Zie {dutch}."
    assert _sentence(tmp_path, said=said, language="en", **case) == f"Zie {english or dutch}."


@pytest.mark.parametrize(
    ("test", "facts", "said"),
    [
        ("child.care_supplement", {"child.care_supplement": True}, "waar"),
        ("child.care_supplement", {}, "niet waar"),
        ("child.care_supplement", {"child.care_supplement": None}, "niet waar"),
        ("parameters.deadline_months", {}, "niet waar"),
        ("child.rank", {}, "waar"),
        ('child.register == "bevolkingsregister"', {}, "waar"),
        ('parameters.given_as == "money"', {}, "waar"),
        ('parameters.given_as == "Geld"', {}, "niet waar"),
    ],
)
def test_a_placeholder_is_tested_for_what_it_is(
    tmp_path: Path, test: str, facts: dict[str, Any], said: str
) -> None:
    written = f"Dit is {{% if {test} %}}waar{{% else %}}niet waar{{% endif %}}."

    assert _sentence(tmp_path, said=written, facts=facts) == f"Dit is {said}."


def test_each_ground_has_the_adopters_article(tmp_path: Path) -> None:
    found = _explained(compiled(tmp_path))

    assert {one.id: (one.ground, one.article) for one in found.values()} == {
        "lives-here": ("residence", "artikel 3"),
        "parent-resident-long-enough": ("residence", "artikel 3"),
        "in-time": ("term", "artikel 4"),
    }


def test_without_an_adoption_there_is_no_article(tmp_path: Path) -> None:
    package = compiled(tmp_path)
    explained = Explainer(package, language="nl").explain(_decided(package))

    assert {one.article for one in explained} == {""}


def test_values_are_followed_to_their_facts_with_their_sources(tmp_path: Path) -> None:
    used = _explained(compiled(tmp_path))["parent-resident-long-enough"].used

    assert [(one.name, one.source) for one in used] == [
        ("child.birth_date", "births.birth_date"),
        ("parameters.parent_residence_months", "parameter"),
        ("parents", "births.beneficiaries"),
        ("resident_before", "computed"),
    ]
    assert used[0].value == date(2026, 2, 10)


def test_every_kind_of_source_is_named(tmp_path: Path) -> None:
    package = compiled(
        tmp_path,
        (
            "when: child.municipality.in_territory AND",
            "when: NOT debts.open AND household.size > 1 AND application.received_on < today AND "
            "child.municipality.in_territory AND",
        ),
        ("  debts.open:", "  household.size: {type: integer, ask: {label: {nl: Met hoevelen?}}}\n"
         "  debts.open:"),
    )  # fmt: skip

    sources = {one.name: one.source for one in _explained(package)["lives-here"].used}

    assert sources["debts.open"] == "person"
    assert sources["household.size"] == "asked"
    assert sources["today"] == sources["application.received_on"] == "platform"
    assert sources["child.municipality.in_territory"] == "births.municipality_nis"


def test_a_decision_that_was_not_looked_at_explains_nothing(tmp_path: Path) -> None:
    package = compiled(tmp_path)
    decision = _decided(package, adopted={"from": "2027-01-01"})

    assert Explainer(package, language="nl").explain(decision) == ()


def test_conditions_of_a_benefit_come_after_those_of_the_package(tmp_path: Path) -> None:
    own = (
        "    ground: amount\n",
        "    ground: amount\n    conditions:\n      - {id: own, when: child.rank < 9, text: {nl: "
        "Niet te veel.}, ground: residence}\n",
    )

    assert list(_explained(compiled(tmp_path, own))) == [
        "lives-here",
        "parent-resident-long-enough",
        "in-time",
        "own",
    ]


def test_numbers_are_masked_wherever_they_are_shown(tmp_path: Path) -> None:
    explainer = Explainer(compiled(tmp_path), language="nl")

    assert explainer.shown(Used("payee.iban", "BE49999000000171", "")) == "••••71"
    assert explainer.shown(Used("application.applicant", "91030590405", "")) == "••••05"
    assert explainer.shown(Used("payee.iban", None, "")) == "nog niet bekend"
