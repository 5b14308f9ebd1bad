"""An adopted package in words: what counts in this municipality, and nothing that does not."""

from functools import cache

import pytest
from tests.packages.shipped_package import FILES, adoption

from klik.packages.regulation import Regulation, StatedSetting, state_regulation
from klik.packages.wording import Language


@cache
def _stated(file: str, language: Language = "nl") -> Regulation:
    return state_regulation(adoption(file), language=language)


def _conditions(file: str) -> dict[str, str]:
    return {one.id: one.only_when for one in _stated(file).conditions}


def _amounts(file: str, language: Language = "nl") -> dict[str, tuple[str, ...]]:
    return {one.title: one.lines for one in _stated(file, language).amounts}


def test_conditions_that_never_count_are_left_out() -> None:
    assert _conditions("00-wingene.yaml") == {
        "event-counts": "",
        "child-lives-here": "",
        "adopted-child-young-enough": "Alleen bij: adoptie.",
        "applicant-may-apply": "Alleen als u het zelf aanvraagt.",
        "payee-known": "",
        "written-with-care": (
            "Alleen in sommige gevallen. Dat hangt af van: ouder of kind overleden, wie u bent "
            "voor het kind, waarvoor u de premie vraagt, soort geboorte."
        ),
    }


def test_a_condition_on_an_application_always_counts_where_everybody_applies() -> None:
    conditions = _conditions("02-herent.yaml")

    assert conditions["applicant-may-apply"] == ""
    assert "foster-care-long-term" not in conditions
    assert "adopted-child-young-enough" not in conditions


def test_a_condition_that_counts_for_every_event_counts_always() -> None:
    assert _conditions("04-moorslede.yaml")["mother-lives-here"] == ""


def test_a_condition_is_told_with_its_article_and_what_was_chosen() -> None:
    (told,) = [one for one in _stated("00-wingene.yaml").conditions if one.id == "child-lives-here"]

    assert (told.sentence, told.article) == (
        "Het kind is ingeschreven in de gemeente.",
        "artikel 3",
    )
    assert told.settings == (
        StatedSetting(
            "Welke registers tellen voor het kind",
            ("Bevolkingsregister", "Vreemdelingenregister"),
            own=told.settings[0].own,
        ),
    )


def test_what_the_sentence_says_is_not_said_again() -> None:
    conditions = _stated("03-wommelgem.yaml").conditions

    told = [one.settings for one in conditions if "24 maanden" in one.sentence]
    assert told
    assert set(told) == {()}


@pytest.mark.parametrize(
    ("file", "forms"),
    [
        ("00-wingene.yaml", ["Geld"]),
        ("02-herent.yaml", ["Geld", "Tegoed", "Gift"]),
        ("13-bocholt.yaml", ["Waardebon"]),
    ],
)
def test_only_what_can_be_given_is_told(file: str, forms: list[str]) -> None:
    assert [one.given_as for one in _stated(file).awards] == forms


def test_amounts_are_told_by_form_and_rank() -> None:
    (title,) = _amounts("00-wingene.yaml")

    assert _amounts("00-wingene.yaml")[title] == ("Geld: 100 euro",)
    assert _amounts("04-moorslede.yaml")[title] == (
        "Geld, vanaf 1: 0 euro",
        "Geld, vanaf 3: 20 euro",
        "Geld, vanaf 4: 25 euro",
    )
    assert _amounts("00-wingene.yaml", "en") == {
        "Amount by form and rank of the child": ("Money: 100 euros",)
    }


def test_a_figure_is_told_only_where_it_changes_an_amount() -> None:
    doubled = "Factor als het kind zorgtoeslag krijgt (2 = het dubbele)"
    indexed = "Indexcijfers per jaar (jaar 0 = basiscijfer)"

    assert _amounts("02-herent.yaml")[doubled] == ("2",)
    assert doubled not in _amounts("00-wingene.yaml")
    assert indexed in _amounts("19-kapelle-op-den-bos.yaml")
    assert indexed not in _amounts("00-wingene.yaml")


def test_how_it_begins_is_told() -> None:
    automatic, on_request = _stated("00-wingene.yaml"), _stated("02-herent.yaml")

    assert automatic.automated.begins[0] == (
        "De gemeente begint zelf. U hoeft niets aan te vragen."
    )
    assert on_request.automated.begins == ("U vraagt het zelf aan.",)


def test_what_the_machine_does_not_do_is_told() -> None:
    dutch, english = _stated("00-wingene.yaml"), _stated("00-wingene.yaml", "en")

    assert any(one.startswith("De computer weigert nooit.") for one in dutch.automated.machine)
    assert any(one.startswith("The computer never refuses.") for one in english.automated.machine)


def test_the_data_are_told_with_who_gives_them() -> None:
    told = _stated("00-wingene.yaml").automated

    assert told.source is not None
    assert told.source.provider == "Agentschap Uitbetaling Groeipakket (voorbeeld)"
    assert "register van het kind" in told.source.labels
    assert "zorgtoeslag" not in told.source.labels
    assert "wie u bent voor het kind" in told.asked
    assert "ouder of kind overleden" in told.by_person


@pytest.mark.parametrize("file", FILES)
def test_data_that_the_agreement_does_not_list_are_not_told_as_delivered(file: str) -> None:
    delivered = _stated(file).automated.source
    columns = adoption(file).columns

    assert delivered is not None
    assert ("rang van het kind" in delivered.labels) <= ("rank" in columns)
    assert ("nummer van de moeder" in delivered.labels) <= ("mother_insz" in columns)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_shipped_adoption_is_told_without_a_name_of_the_package(
    file: str, language: Language
) -> None:
    told = repr(_stated(file, language))

    assert "parameters." not in told
    assert "{{" not in told
    assert "''" not in told.replace("only_when=''", "").replace("amount=''", "")
