"""Adopting: the shipped adoptions go live, what does not hold changes nothing."""

import hashlib

import pytest
from tests.factories.acting import CLERK, HERENT, MANAGER, NOON, OPERATOR, WINGENE
from tests.factories.audit import chain_of
from tests.factories.catalogue import (
    RUISELEDE_FILE,
    WINGENE_FILE,
    WINGENE_PART_FILE,
    adopt,
    make_catalogue,
    text_of,
)
from tests.packages.shipped_package import FILES, adoption

from klik.domains.audit import queries as audit
from klik.domains.catalogue import operations, queries
from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.municipalities import operations as municipalities
from klik.domains.municipalities.models import Body, BodyKind
from klik.ground.tenancy import OutsideActing, acting_for


def _refused(file: str, *changes: tuple[str, str], nis: str = WINGENE) -> list[str]:
    """Return what is told when an adoption is refused; nothing is left behind."""
    with pytest.raises(operations.AdoptionRefused) as raised:
        adopt(file, *changes, nis=nis)
    with acting_for([nis], OPERATOR):
        assert AdoptionRecord.objects.count() == 0
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize("file", FILES)
def test_every_shipped_adoption_can_be_adopted(db: None, file: str) -> None:
    nis = adoption(file).municipality_nis
    release = make_catalogue(nis)

    record = adopt(file, nis=nis)

    with acting_for([nis], CLERK):
        found = queries.adoption_of(record.pk)
        compiled = queries.compiled(found)
    assert (found.release.digest, found.state) == (release.digest, "in_force")
    assert compiled.content == adoption(file).content
    assert compiled.parameters == adoption(file).parameters
    assert (found.from_on, found.until_on) == compiled.period
    assert chain_of(nis).lines == 1


def test_two_old_regulations_stand_side_by_side_after_a_merger(db: None) -> None:
    make_catalogue()

    pair = [adopt(file) for file in (RUISELEDE_FILE, WINGENE_PART_FILE)]

    with acting_for([WINGENE], CLERK):
        in_force = list(queries.adoptions_in_force(WINGENE, NOON.date()))
    assert {one.pk for one in in_force} == {one.pk for one in pair}
    assert {one.territory["nis"] for one in in_force} == {"37012", "37018"}


def test_the_same_text_again_changes_nothing(db: None) -> None:
    make_catalogue()

    first, again = adopt(), adopt()

    assert again.pk == first.pk
    assert chain_of().lines == 1


def test_the_act_says_what_was_adopted(db: None) -> None:
    release = make_catalogue()

    record = adopt()

    with acting_for([WINGENE], OPERATOR):
        (line,) = audit.lines_about(f"adoption:{record.pk}")
        payload = audit.payload_of(line)
    assert line.act == "catalogue.adopt"
    assert payload is not None
    assert payload["release_digest"] == release.digest
    assert payload["digest"] == hashlib.sha256(text_of()).hexdigest()
    assert (payload["reference"], payload["examples"]) == (record.council_reference, 14)


def test_an_example_that_fails_is_refused_with_its_place(db: None) -> None:
    make_catalogue()

    told = _refused(WINGENE_FILE, ("amount: 100}]", "amount: 90}]"))

    assert told[0].startswith("00-wingene.yaml:1")
    assert any("amount expected 100" in one and "it is 90" in one for one in told)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('enterprise_number: "0999990222"', 'enterprise_number: "0999990223"'),
         "The last 2 digits of the enterprise number"),
        (("iban: BE58999000030079", "iban: BE59999000030079"), "The account number is wrong"),
        (("signatories:\n    - {name: Voorbeeld Algemeen Directeur, function: algemeen directeur}\n"
          "    - {name: Voorbeeld Burgemeester, function: burgemeester}\n", "signatories: []\n"),
         "signatories"),
        (("  appeal:\n    nl: >-", "  appeals:\n    nl: >-"), "appeal"),
        (("release: 1.0.0", "release: 9.0.0"), "geboortepremie 9.0.0 is not in this installation"),
        (("package: geboortepremie", "package: andere-premie"), "releases of this package: none"),
        (('municipality: {nis: "37021"}', 'municipality: {nis: "37018"}'),
         "since 2025 37018 is 37021; this is adopted for 37021"),
        (('municipality: {nis: "37021"}', 'municipality: {nis: "24038"}'),
         "this is adopted for 37021"),
        (("period: {from:", 'territory: {nis: "24038"}\nperiod: {from:'),
         "24038 is no part of Wingene; accepted: 37021, 37018, 37012"),
        (("decided_on: 20", "decided_on: 30"), "this day is still to come"),
        (("format: klik-adoption/1", "format: [}"), "00-wingene.yaml:6"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told_with_its_place(
    db: None, change: tuple[str, str], said: str
) -> None:
    make_catalogue()

    told = _refused(WINGENE_FILE, change)

    assert said in told[0]
    assert told[0].startswith("00-wingene.yaml:")
    assert chain_of().lines == 0


def test_every_problem_is_told_at_once(db: None) -> None:
    make_catalogue()

    told = _refused(
        WINGENE_FILE,
        ('enterprise_number: "0999990222"', 'enterprise_number: "0999990223"'),
        ("iban: BE58999000030079", "iban: BE59999000030079"),
        ("amount: 100}]", "amount: 90}]"),
    )

    assert len(told) > 3


@pytest.mark.parametrize(
    ("kind", "number"),
    [(BodyKind.MUNICIPALITY, "0999990321"), (BodyKind.OCMW, "0999990222")],
)
def test_a_number_that_is_known_of_another_body_is_refused(
    db: None, kind: BodyKind, number: str
) -> None:
    make_catalogue()
    with acting_for([WINGENE], OPERATOR):
        municipalities.load_municipalities()
        Body.objects.filter(kind=kind).update(enterprise_number=number)

    (told,) = _refused(WINGENE_FILE)

    assert "the kind and the number must be of the same body" in told


def test_a_clerk_does_not_adopt(db: None) -> None:
    make_catalogue()

    with acting_for([WINGENE], CLERK), pytest.raises(operations.AdoptionNotYours):
        operations.adopt(WINGENE, text_of(), moment=NOON)


def test_nobody_adopts_for_another_municipality(db: None) -> None:
    make_catalogue()

    with acting_for([HERENT], MANAGER), pytest.raises(OutsideActing):
        operations.adopt(WINGENE, text_of(), moment=NOON)


def test_an_adoption_of_another_municipality_is_not_found(db: None) -> None:
    make_catalogue()
    record = adopt()

    with acting_for([HERENT], MANAGER), pytest.raises(queries.AdoptionNotFound):
        queries.adoption_of(record.pk)


def test_an_adoption_of_which_the_text_changed_is_named(db: None) -> None:
    make_catalogue()
    record = adopt()

    with acting_for([WINGENE], OPERATOR):
        AdoptionRecord.objects.update(
            text=text_of(WINGENE_FILE, ("amount: 100}]", "amount: 900}]"))
        )
        queries.adopted._compiled.cache_clear()  # noqa: SLF001 -- what a new process begins with
        with pytest.raises(queries.AdoptionDamaged, match=record.digest):
            queries.compiled(queries.adoption_of(record.pk))


def test_an_adoption_is_compiled_once_per_process(db: None) -> None:
    make_catalogue()
    record = adopt()

    with acting_for([WINGENE], CLERK):
        first = queries.compiled(queries.adoption_of(record.pk))
        assert queries.compiled(queries.adoption_of(record.pk)) is first
