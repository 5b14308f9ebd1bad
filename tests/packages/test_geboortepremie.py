"""The shipped birth premium holds: it is checked, small, in two languages, and kind."""

import re
from datetime import date

import pytest
from tests.packages.shipped_package import FOLDER, example, own_example, package, told

from klik.packages.checking import check_folder
from klik.packages.format.languages import languages_of
from klik.packages.situations import situation_of
from klik.packages.texts import placeholders, render

MAXIMUM_PARAMETERS = 25
DAY = date(2026, 3, 2)
CONGRATULATION = re.compile("proficiat|congratulations", re.IGNORECASE)


def test_the_package_passes_the_whole_check() -> None:
    assert told(check_folder(FOLDER).problems) == []


def test_the_package_has_few_parameters() -> None:
    assert len(package().content["parameters"]) <= MAXIMUM_PARAMETERS


def test_the_package_speaks_dutch_and_english_everywhere() -> None:
    assert languages_of(package().folder) == ("nl", "en")


def test_every_parameter_has_a_default_so_that_an_adoption_names_only_what_differs() -> None:
    parameters = package().content["parameters"]

    assert [name for name, declared in parameters.items() if "default" not in declared] == []


def test_the_readme_names_every_parameter_and_every_ground() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    grounds = {one["ground"] for one in package().content["conditions"]}

    absent = [
        name for name in (*package().content["parameters"], *grounds) if f"`{name}`" not in readme
    ]

    assert absent == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("given_as", ["money", "voucher", "credit", "donation", "goods"])
def test_no_letter_of_mourning_congratulates(language: str, given_as: str) -> None:
    assert not CONGRATULATION.search(_letter(language, tone="rouw", given_as=given_as))
    assert CONGRATULATION.search(_letter(language, tone="geboorte", given_as=given_as))


@pytest.mark.parametrize(
    ("name", "tone"),
    [
        ("De brief voor een levenloos geboren kind is nagelezen", "rouw"),
        ("Een medewerker weet dat een ouder overleden is", "rouw"),
        ("Een erfgenaam vraagt de premie aan", "rouw"),
        ("Wie het ouderlijk gezag kreeg, vraagt de premie aan", "rouw"),
        ("Een kind van inwoners krijgt de premie zonder aanvraag", "geboorte"),
        ("Een adoptiekind van 14 krijgt de premie tot hoogstens 14 jaar", "adoptie"),
        ("Een pleegkind dat langer dan een jaar blijft", "pleegzorg"),
    ],
)
def test_a_letter_has_the_tone_of_what_happened(name: str, tone: str) -> None:
    assert _values_of(name)["tone"] == tone


def test_the_account_of_the_record_is_used_for_its_own_holder_only() -> None:
    same = _values_of("Een kind van inwoners krijgt de premie zonder aanvraag")
    other = _values_of("De moeder krijgt de premie en we kennen haar")
    heir = _values_of("De moeder is overleden en een medewerker kiest de erfgenaam")

    assert same["payee.iban"] == same["beneficiary.iban"]
    assert other["payee.iban"] is None
    assert heir["payee.iban"] == heir["account.stated"]


@pytest.mark.parametrize(
    ("name", "payee"),
    [
        ("Een kind van inwoners krijgt de premie zonder aanvraag", "beneficiary.insz"),
        ("De moeder krijgt de premie en we kennen haar", "mother.insz"),
        ("De ouder bij wie het kind gedomicilieerd is", "parent_with_child.insz"),
        ("Het gezinshoofd krijgt de premie", "head_of_family.insz"),
        ("Zonder gezinshoofd krijgt de moeder de premie", "mother.insz"),
        ("De aanvrager krijgt de premie", "application.applicant"),
        ("Bij een adoptie telt in de plaats van de moeder een van de ouders", "beneficiary.insz"),
    ],
)
def test_the_payee_follows_the_rule(name: str, payee: str) -> None:
    values = _values_of(name)

    assert values["payee.by_rule"] == values[payee] is not None


def test_a_debt_is_looked_at_only_where_the_municipality_sets_off() -> None:
    debt = (
        "Rij 16: een openstaande schuld houdt de beslissing niet tegen, een medewerker verrekent ze"
    )
    case = own_example("16-blankenberge.yaml", debt)
    not_looked_at = {**case, "facts": {**case["facts"], "debts.open": None}}
    elsewhere = {**case, "parameters": {**case["parameters"], "checks": []}}

    found = [_decide(one)["debts.set_off"] for one in (case, not_looked_at, elsewhere)]

    assert found == [True, None, False]


def _letter(language: str, *, tone: str, given_as: str) -> str:
    text = (FOLDER / "letters" / f"granted.{language}.md").read_text(encoding="utf-8")
    names: dict[str, object] = {one.name: "Voorbeeld" for one in placeholders(text)}
    return render(text, names | {"tone": tone, "letter.given_as": given_as})


def _values_of(name: str) -> dict[str, object]:
    return _decide(example(name))


def _decide(case: dict[str, object]) -> dict[str, object]:
    decision = package().decider.decide(situation_of(package(), case, decided_on=DAY))
    names = (*package().declared.facts, "application.applicant")
    named = [value.name for value in package().rulebook.values]
    return {name: decision.values[name] for name in (*names, *named)}
