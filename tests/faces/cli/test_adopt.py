"""`klik release` and `klik adopt`: what an operator types, reads, and is refused."""

import re
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT
from tests.faces.cli.command_line import Ran, file_in, klik
from tests.factories.acting import CLERK, HERENT, OPERATOR, WINGENE
from tests.factories.catalogue import text_of
from tests.factories.keys import make_keys
from tests.packages.shipped_package import ADOPTIONS, FOLDER

from klik.domains.catalogue import queries
from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.registers import queries as registers
from klik.ground.clock import today
from klik.ground.tenancy import acting_for

WINGENE_FILE = ADOPTIONS / "00-wingene.yaml"
GUIDE = (ROOT / "docs/guides/commands.md").read_text(encoding="utf-8")


@pytest.fixture
def released(db: None) -> Ran:
    """Archive the shipped package in an installation with keys."""
    make_keys(WINGENE, HERENT)
    return klik("release", FOLDER)


def _shown(command: str) -> re.Pattern[str]:
    shown = GUIDE.partition(f"$ klik {command}\n")[2].partition("```")[0]
    return re.compile(re.escape(shown).replace(r"\.\.\.", ".*?"), re.DOTALL)


def test_a_package_is_archived_as_the_guide_shows(released: Ran) -> None:
    again = klik("release", FOLDER)

    assert (released.code, released.messages) == (0, "")
    assert _shown("release geboortepremie").fullmatch(released.out)
    assert "was archived before; nothing changed." in again.out


def test_an_adoption_goes_live_as_the_guide_shows(released: Ran) -> None:
    first, again = klik("adopt", WINGENE_FILE), klik("adopt", WINGENE_FILE)

    assert (first.code, first.messages) == (0, "")
    assert _shown("adopt wingene.yaml").fullmatch(first.out)
    assert again.out.startswith(
        "Wingene adopted before, with this same text, geboortepremie 1.0.0."
    )
    with acting_for([WINGENE], CLERK):
        (record,) = queries.adoptions_in_force(WINGENE, today())
        agreement = registers.agreement_of_adoption(WINGENE, record.pk)
    assert str(record.pk) in first.out
    assert agreement.package_family == "geboorte"


def test_an_example_that_fails_is_printed_with_its_place(released: Ran, tmp_path: Path) -> None:
    text = text_of("00-wingene.yaml", ("amount: 100}]", "amount: 90}]")).decode()

    ran = klik("adopt", file_in(tmp_path, "adoption.yaml", text))

    assert (ran.code, ran.out) == (2, "")
    assert re.match(rf"{re.escape(str(tmp_path))}/adoption\.yaml:\d+:\d+: ", ran.messages)
    with acting_for([WINGENE], OPERATOR):
        assert AdoptionRecord.objects.count() == 0


@pytest.mark.parametrize(
    ("nis", "said"),
    [
        ("24038", "this is adopted for 24038, so write 24038"),
        ("37018", "no municipality of today has this NIS code"),
        ("Wingene", "no municipality of today has this NIS code"),
    ],
)
def test_a_file_of_another_municipality_is_refused(released: Ran, nis: str, said: str) -> None:
    ran = klik("adopt", WINGENE_FILE, "--municipality", nis)

    assert ran.code == 2
    assert said in ran.messages


def test_a_release_that_is_not_here_is_told(db: None) -> None:
    make_keys(WINGENE)

    ran = klik("adopt", WINGENE_FILE)

    assert ran.code == 2
    assert "An operator adds one with: klik release FOLDER" in ran.messages


@pytest.mark.parametrize("command", ["adopt", "release"])
def test_what_is_not_there_is_told(db: None, command: str, tmp_path: Path) -> None:
    ran = klik(command, tmp_path / "nothing")

    assert ran.code == 2
    assert "nothing" in ran.messages


def test_a_package_that_does_not_hold_is_not_archived(db: None, tmp_path: Path) -> None:
    (tmp_path / "package.yaml").write_text("format: klik-package/1\n", encoding="utf-8")

    ran = klik("release", tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path}/package.yaml:1:1: " in ran.messages
