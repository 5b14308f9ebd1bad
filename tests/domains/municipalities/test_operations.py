"""Municipalities are loaded once and for all; each chooses its own colour."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE

from klik.domains.municipalities import operations, ports, queries
from klik.domains.municipalities.models import Body, BodyKind, Municipality, OldMunicipality
from klik.ground.letters.colours import house_colours
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.tenancy import EVERYWHERE, OutsideActing, acting_for


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str, dict[str, object]]]:
    """Return the acts that the audit would keep."""
    acts: list[tuple[str, str, str, dict[str, object]]] = []

    def record_act(
        nis: str, act: str, *, subject: str, payload: Mapping[str, object], moment: datetime
    ) -> None:
        assert moment == NOON
        acts.append((nis, act, subject, dict(payload)))

    monkeypatch.setattr(ports.record_act, "_service", record_act)
    return acts


def test_the_municipalities_of_flanders_are_loaded(db: None) -> None:
    with acting_for(EVERYWHERE, OPERATOR):
        loaded = operations.load_municipalities()

    wingene = queries.municipality_of(WINGENE)
    assert loaded == operations.Loaded(municipalities=285, old_municipalities=28, bodies=570)
    assert (wingene.name, wingene.province) == ("Wingene", "West-Vlaanderen")
    assert "8750" in wingene.postcodes


def test_loading_again_changes_nothing_that_a_municipality_filled_in(db: None) -> None:
    with acting_for(EVERYWHERE, OPERATOR):
        operations.load_municipalities()
        Municipality.objects.filter(nis=WINGENE).update(name="Elders")
        Body.objects.filter(municipality_nis=WINGENE, kind=BodyKind.OCMW).update(
            enterprise_number="0999990123"
        )

        again = operations.load_municipalities()

        ocmw = queries.body_of(WINGENE, BodyKind.OCMW)
    assert again == operations.Loaded(municipalities=285, old_municipalities=28, bodies=570)
    assert queries.municipality_of(WINGENE).name == "Wingene"
    assert (ocmw.name, ocmw.enterprise_number) == ("OCMW Wingene", "0999990123")


def test_bodies_are_loaded_for_whom_is_acted_for(db: None) -> None:
    with acting_for([WINGENE], OPERATOR):
        loaded = operations.load_municipalities()
        names = [body.name for body in queries.bodies()]

    assert (loaded.municipalities, loaded.bodies) == (285, 2)
    assert names == ["Gemeente Wingene", "OCMW Wingene"]


@pytest.mark.parametrize(
    ("nis", "name"),
    [("37021", "Wingene"), ("37018", "Wingene"), ("37012", "Wingene"), ("11002", "Antwerpen")],
)
def test_an_old_code_leads_to_the_municipality_of_today(db: None, nis: str, name: str) -> None:
    with acting_for([WINGENE], OPERATOR):
        operations.load_municipalities()

    assert queries.municipality_of(nis).name == name


def test_an_unknown_code_is_not_found(db: None) -> None:
    with pytest.raises(queries.MunicipalityNotFound):
        queries.municipality_of("99999")


def test_antwerpen_kept_its_code_and_took_in_another(db: None) -> None:
    with acting_for([WINGENE], OPERATOR):
        operations.load_municipalities()

    merged = OldMunicipality.objects.filter(municipality_id="11002").order_by("old_nis")
    assert [(one.old_nis, one.old_name) for one in merged] == [
        ("11002", "Antwerpen"),
        ("11007", "Borsbeek"),
    ]


def test_a_body_of_another_is_not_found(db: None) -> None:
    with acting_for(EVERYWHERE, OPERATOR):
        operations.load_municipalities()

    with acting_for([HERENT], CLERK), pytest.raises(queries.MunicipalityNotFound):
        queries.body_of(WINGENE, BodyKind.MUNICIPALITY)


def test_a_house_style_is_chosen_and_recorded(db: None, recorded: list[object]) -> None:
    with acting_for([WINGENE], MANAGER):
        operations.set_house_style(WINGENE, house_colour="#2E7D4F", moment=NOON)
        operations.set_house_style(WINGENE, house_colour="#1f3f95", moment=NOON)
        colours = queries.house_colours_of(WINGENE)

    act, subject = "municipalities.set-house-style", "house-style:37021"
    assert colours == house_colours("#1f3f95")
    assert recorded == [
        (WINGENE, act, subject, {"house_colour": "#2e7d4f", "accent_colour": ""}),
        (WINGENE, act, subject, {"house_colour": "#1f3f95", "accent_colour": ""}),
    ]


def test_who_chose_no_colour_has_that_of_the_platform(db: None) -> None:
    with acting_for([WINGENE], CLERK):
        assert queries.house_colours_of(WINGENE) == house_colours("#3a4a5c")


@pytest.mark.parametrize("colour", ["", "green", "#12345", "#1234567", "#xyzxyz"])
def test_what_is_no_colour_is_refused(db: None, recorded: list[object], colour: str) -> None:
    with acting_for([WINGENE], MANAGER), pytest.raises(LetterTextRefused):
        operations.set_house_style(WINGENE, house_colour=colour, moment=NOON)

    assert recorded == []


def test_a_clerk_does_not_choose_the_house_style(db: None, recorded: list[object]) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(operations.HouseStyleNotYours):
        operations.set_house_style(WINGENE, house_colour="#1f3f95", moment=NOON)

    assert recorded == []


def test_nobody_chooses_for_another_municipality(db: None, recorded: list[object]) -> None:
    with acting_for([WINGENE], MANAGER), pytest.raises(OutsideActing):
        operations.set_house_style(HERENT, house_colour="#1f3f95", moment=NOON)

    assert recorded == []
