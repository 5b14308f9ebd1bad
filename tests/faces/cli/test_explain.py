"""`klik explain`: one family in plain words, or for a machine."""

import re
from pathlib import Path

import pytest
from tests.faces.cli.command_line import FAMILY, Ran, file_in, klik, package_in
from tests.packages.sample_package import replaced

LATE = (
    "facts:\n",
    "application: {received_on: 2026-02-20}\nparameters: {deadline_months: 0}\nfacts:\n",
)


def _explained(path: Path, *arguments: str, facts: str = FAMILY) -> Ran:
    return klik(
        "explain", package_in(path), "--facts", file_in(path, "family.yaml", facts), *arguments
    )


def test_a_grant_is_explained_condition_by_condition(tmp_path: Path) -> None:
    ran = _explained(tmp_path)

    assert (ran.code, ran.messages) == (0, "")
    assert ran.out.splitlines()[:2] == ["Geboortepremie", "Toegekend: 100 euro"]
    assert " ✓ Het kind is ingeschreven in de gemeente.\n" in ran.out
    assert " ✓ Een ouder woont er minstens 0 maanden.\n" in ran.out
    assert "ander" in ran.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("change", "outcome", "sentence"),
    [
        (
            ('municipality: "37021"', 'municipality: "37022"'),
            "Niet geselecteerd (iemand mag het altijd zelf vragen)",
            " ✗ Niet voldaan: het kind is ingeschreven in de gemeente.",
        ),
        (
            ("register: bevolkingsregister", "register: null"),
            "Nog niet te beslissen",
            " ? We weten nog niet: het kind is ingeschreven in de gemeente.",
        ),
        (
            LATE,
            "Voorstel: weigeren (een mens beslist)",
            " ✗ Niet voldaan: u vroeg de premie op tijd",
        ),
    ],
)
def test_each_outcome_is_said_in_plain_dutch(
    tmp_path: Path, change: tuple[str, str], outcome: str, sentence: str
) -> None:
    ran = _explained(tmp_path, facts=replaced(FAMILY, change))

    assert ran.code == 0
    assert ran.out.splitlines()[1] == outcome
    assert sentence in ran.out


def test_what_is_missing_is_asked_in_words(tmp_path: Path) -> None:
    ran = _explained(tmp_path, facts=replaced(FAMILY, ("resident_since: 2020-05-01", "insz: null")))

    assert "Dit moeten we nog weten:" in ran.out
    assert "inwoner sinds (eerste begunstigde)" in ran.out


def test_the_same_case_is_explained_in_english(tmp_path: Path) -> None:
    ran = _explained(
        tmp_path, "--language", "en",
        facts=replaced(FAMILY, ("register: bevolkingsregister", "register: null")),
    )  # fmt: skip

    assert ran.out.splitlines()[:2] == ["Birth premium", "Cannot be decided yet"]
    assert " ? We do not know yet: " in ran.out
    assert "We still need to know:" in ran.out
    assert "register" in ran.out


def test_no_number_of_a_person_is_shown_whole(tmp_path: Path) -> None:
    change = (
        "when: child.municipality.in_territory",
        "when: payee.insz <> child.insz AND child.municipality.in_territory",
    )
    folder = package_in(tmp_path, change)

    ran = klik("explain", folder, "--facts", file_in(
        tmp_path, "family.yaml",
        replaced(FAMILY, ("  child.rank", '  child.insz: "26021001105"\n  child.rank')),
    ))  # fmt: skip

    assert ran.code == 0
    assert re.search(r"\d{11}", ran.out) is None
    assert "BE49999000000171" not in ran.out
    assert "••••05" in ran.out


def test_parameters_of_a_file_go_before_the_defaults(tmp_path: Path) -> None:
    chosen = file_in(tmp_path, "chosen.yaml", "amount_by_rank: [{rank_from: 1, amount: 62.50}]\n")

    assert "Toegekend: 62,50 euro" in _explained(tmp_path, "--parameters", str(chosen)).out


def test_a_day_on_the_command_line_goes_before_that_of_the_file(tmp_path: Path) -> None:
    facts = file_in(tmp_path, "family.yaml", FAMILY)
    early_only = "when: today < DATE '2026-03-05' AND child.municipality.in_territory"
    folder = package_in(tmp_path, ("when: child.municipality.in_territory", early_only))

    early = klik("explain", folder, "--facts", facts, "--decided-on", "2026-03-04", "--json").json
    late = klik("explain", folder, "--facts", facts, "--decided-on", "2026-03-05", "--json").json

    assert (early["outcome"], late["outcome"]) == ("granted", "not_selected")


def test_a_machine_reads_every_part_of_a_decision(tmp_path: Path) -> None:
    assert _explained(tmp_path, "--json").json == {
        "outcome": "granted",
        "amount": "100.00",
        "awards": {
            "premium": {
                "outcome": "granted",
                "amount": "100.00",
                "quantity": None,
                "given_as": "money",
                "valid_until": None,
                "collect_by": None,
            }
        },
        "conditions": [
            {"id": "lives-here", "verdict": "met"},
            {"id": "parent-resident-long-enough", "verdict": "met"},
            {"id": "in-time", "verdict": "not_applicable"},
        ],
        "missing": [],
    }


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replaced(FAMILY, ("child.rank: 1", "child.rnk: 1")), "family.yaml:5:14: this fact is not"),
        (
            replaced(FAMILY, ("child.rank: 1", "child.rank: een")),
            "family.yaml:5:15: 'een' is not a",
        ),
        ("facts: 5\n", "family.yaml:1:8: facts: the number 5 is not accepted"),
        ("- a\n", "family.yaml:1:1: "),
    ],
)
def test_a_file_that_does_not_fit_is_told_at_its_place(
    tmp_path: Path, facts: str, words: str
) -> None:
    ran = _explained(tmp_path, facts=facts)

    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path}/{words}" in ran.messages


def test_a_package_that_does_not_hold_is_told_at_its_place(tmp_path: Path) -> None:
    folder = package_in(tmp_path, ("child.rank) *", "child.rnk) *"))

    ran = klik("explain", folder, "--facts", file_in(tmp_path, "family.yaml", FAMILY))

    assert (ran.code, ran.out) == (2, "")
    assert ran.messages.startswith(f"{folder}/package.yaml:65:")
