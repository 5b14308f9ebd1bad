"""A case as it is written becomes a situation: facts, application, earlier awards, territory."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.packages.printed_package import compiled

from klik.packages.compiling import Package
from klik.packages.situations import CaseRefused, inside, situation_of
from klik.rules.decision import Decision, Outcome
from klik.rules.situation import Application, EarlierAward, Situation

DAY = date(2026, 3, 1)
FACTS: dict[str, Any] = {
    "child.birth_date": "2026-02-10",
    "child.rank": 1,
    "child.municipality": "37021",
    "child.register": "bevolkingsregister",
    "child.care_supplement": False,
    "child.insz": "26021001105",
    "child.deed_number": "2026/12",
    "parents": [{"resident_since": "2020-01-01"}],
}
APPLICANT = (
    "  payee.insz:",
    "  applicant.insz: {type: insz, source: application.applicant}\n"
    "  applicant.kbo: {type: kbo, source: application.applicant}\n  payee.insz:",
)
EARLIER_RANK = ("minimum: 1, source: births.rank", "minimum: 1, maximum: 20, source: births.rank")


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return compiled(tmp_path, APPLICANT, EARLIER_RANK)


def _situation(package: Package, **case: Any) -> Situation:
    return situation_of(
        package,
        {"municipality": {"nis": "37021"}, "facts": FACTS, **case},
        decided_on=DAY,
    )


def _decision(package: Package, **case: Any) -> Decision:
    return package.decider.decide(_situation(package, **case))


def test_facts_are_typed_and_what_is_left_out_is_unknown(package: Package) -> None:
    situation = _situation(package, facts={"child.birth_date": "2026-02-10", "child.rank": "2"})

    assert situation.facts["child.birth_date"] == date(2026, 2, 10)
    assert situation.facts["child.rank"] == 2
    assert situation.facts["child.register"] is None
    assert situation.collections == {"parents": None}
    assert set(situation.facts) == set(package.declared.facts)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (None, None),
        ([], []),
        ([{}], [{"insz": None, "resident_since": None}]),
        (
            [{"resident_since": "2020-01-01"}],
            [{"insz": None, "resident_since": date(2020, 1, 1)}],
        ),
    ],
)
def test_a_collection_is_unknown_or_known_and_perhaps_empty(
    package: Package, rows: Any, found: Any
) -> None:
    assert _situation(package, facts={"parents": rows}).collections["parents"] == found


def test_an_absent_application_is_an_automatic_run(package: Package) -> None:
    assert _situation(package).application is None
    assert _situation(package, application={"trigger": "automatic"}).application is None


def test_an_application_keeps_its_days(package: Package) -> None:
    given = {"received_on": "2026-02-20", "complete_on": None, "applicant": "91030590405"}

    assert _situation(package, application=given).application == Application(
        trigger="request",
        received_on=date(2026, 2, 20),
        complete_on=None,
        applicant="91030590405",
    )


@pytest.mark.parametrize(
    ("applicant", "insz", "kbo"),
    [
        ("91030590405", "91030590405", None),
        ("0207502004", None, "0207502004"),
        (None, None, None),
    ],
)
def test_the_applicant_is_the_source_of_a_fact_of_its_kind(
    package: Package, applicant: str | None, insz: str | None, kbo: str | None
) -> None:
    facts = _situation(package, application={"applicant": applicant}).facts

    assert (facts["applicant.insz"], facts["applicant.kbo"]) == (insz, kbo)


def test_a_given_fact_goes_before_the_applicant(package: Package) -> None:
    facts = {**FACTS, "applicant.insz": "89070390352"}

    situation = _situation(package, facts=facts, application={"applicant": "91030590405"})

    assert situation.facts["applicant.insz"] == "89070390352"


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        ("2025-12-31", Outcome.NOT_SELECTED),
        ("2026-01-01", Outcome.GRANTED),
        ("2026-02-15", Outcome.GRANTED),
        ("2026-02-16", Outcome.NOT_SELECTED),
    ],
)
def test_an_adoption_holds_on_its_first_and_its_last_day(
    package: Package, born: str, outcome: Outcome
) -> None:
    adopted = {"from": "2026-01-01", "until": "2026-02-15"}

    decision = _decision(package, facts={**FACTS, "child.birth_date": born}, adopted=adopted)

    assert decision.outcome == outcome


def test_an_adoption_until_none_has_no_end(package: Package) -> None:
    situation = _situation(package, adopted={"from": "2020-01-01", "until": "none"})

    assert (situation.adopted_from, situation.adopted_until) == (date(2020, 1, 1), None)


def _earlier(decided_on: str, **keys: str) -> dict[str, Any]:
    return {"keys": keys, "amount": 40, "decided_on": decided_on}


INSZ, DEED = "child.insz", "child.deed_number"


@pytest.mark.parametrize(
    ("keys", "spent"),
    [
        ({INSZ: "26021001105"}, True),
        ({DEED: "2026/12"}, True),
        ({INSZ: "26021001105", DEED: "2026/99"}, True),
        ({INSZ: "26021001204"}, False),
        ({INSZ: "26021001204", DEED: "2026/99"}, False),
    ],
)
def test_once_ever_counts_an_award_that_shares_a_key(
    package: Package, keys: dict[str, str], *, spent: bool
) -> None:
    decision = _decision(package, earlier=[_earlier("2020-01-01", **keys)])

    assert decision.unmet == (("once",) if spent else ())


def test_an_earlier_award_of_a_subject_without_keys_counts(package: Package) -> None:
    facts = {**FACTS, INSZ: None, DEED: None}

    situation = _situation(package, facts=facts, earlier=[_earlier("2020-01-01", **{INSZ: "1"})])

    assert situation.earlier == (
        EarlierAward(
            amount=Decimal(40),
            decided_on=date(2020, 1, 1),
            reference_day=date(2020, 1, 1),
            key="1",
        ),
    )


@pytest.mark.parametrize(
    ("earlier_on", "spent"),
    [("2024-02-09", False), ("2024-02-10", False), ("2024-02-11", True), ("2026-02-10", True)],
)
def test_once_in_two_years_is_free_again_on_the_day_itself(
    tmp_path: Path, earlier_on: str, *, spent: bool
) -> None:
    package = compiled(tmp_path, ("once: ever}", "once: {years: 2}}"))

    decision = _decision(package, earlier=[_earlier(earlier_on, **{INSZ: "26021001105"})])

    assert decision.unmet == (("once",) if spent else ())


@pytest.mark.parametrize(
    ("nis", "territory", "found"),
    [
        ("37021", {}, True),
        ("37022", {}, False),
        (None, {}, None),
        ("37018", {"nis": "37018"}, True),
        ("37012", {"nis": "37018"}, False),
        ("37021", {"nis": "37018"}, None),
        ("37022", {"nis": "37018"}, False),
        ("37021", {"nis": "37021"}, True),
        ("37021", {"streets": ["Kerkstraat"]}, None),
        ("37022", {"streets": ["Kerkstraat"]}, False),
        (None, {"streets": ["Kerkstraat"]}, None),
    ],
)
def test_a_place_lies_inside_outside_or_cannot_be_told(
    nis: str | None, territory: dict[str, Any], *, found: bool | None
) -> None:
    assert inside(nis, "37021", territory) is found


def test_without_a_municipality_no_place_can_be_told() -> None:
    assert inside("37021", "", {}) is None


def test_what_cannot_be_told_leaves_the_decision_open(package: Package) -> None:
    decision = _decision(package, territory={"streets": ["Kerkstraat"]})

    assert (decision.outcome, decision.unknown) == (Outcome.UNDECIDED, ("lives-here",))


@pytest.mark.parametrize(
    ("case", "path", "words"),
    [
        ({"facts": {"child.rnk": 1}}, "facts.child.rnk", "this fact is not declared; declared are"),
        ({"facts": {"child.rank": 0}}, "facts.child.rank", "0 lies below the minimum of 1"),
        ({"facts": {"child.rank": 21}}, "facts.child.rank", "21 lies above the maximum of 20"),
        ({"facts": {"child.rank": [1]}}, "facts.child.rank", "[1] is not a whole number"),
        ({"facts": {"child.register": "bevolking"}}, "facts.child.register", "is not one of bevol"),
        ({"facts": {"parents": 2}}, "facts.parents", "a collection is a list of rows"),
        ({"facts": {"parents": [{"since": None}]}}, "facts.parents.0.since", "parents has the fie"),
        (
            {"facts": {"parents": [{}, {"resident_since": "1 mei"}]}},
            "facts.parents.1.resident_since",
            "'1 mei' is not a day",
        ),
        ({"parameters": {"deadline": 3}}, "parameters.deadline", "deadline is not a parameter"),
        ({"parameters": {"registers": 3}}, "parameters.registers", "registers: a set is a list"),
        ({"application": {"received_on": "soon"}}, "received_on", "'soon' is not a day"),
        ({"adopted": {"from": "2026-02-30"}}, "from", "'2026-02-30' is not a day"),
        (
            {"earlier": [{"keys": {"child.name": "x"}, "decided_on": "2020-01-01"}]},
            "earlier.0.keys.child.name",
            "the keys of the subject are child.insz, child.deed_number",
        ),
        ({"period": "2026-01-01"}, "period", "not yet supported"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_way_to_it(
    package: Package, case: dict[str, Any], path: str, words: str
) -> None:
    with pytest.raises(CaseRefused) as refused:
        _situation(package, **case)

    assert ".".join(str(step) for step in refused.value.path) == path
    assert words in refused.value.message
    assert str(refused.value).startswith(f"{path}: ")


def test_a_parameter_that_nobody_gives_is_refused(tmp_path: Path) -> None:
    package = compiled(tmp_path, ("{type: decimal, default: 1,", "{type: decimal,"))

    with pytest.raises(CaseRefused, match="care_supplement_factor has no default"):
        _situation(package)
