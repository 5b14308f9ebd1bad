"""docs/regulations.md: every part of a regulation names an example that exists, or a person."""

import re
from pathlib import Path

import pytest
from tests.packages.shipped_package import ADOPTIONS, FILES, adoption, package

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "regulations.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (?P<title>.+?)$(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\([^)]*/(?P<file>[^/)]+\.yaml)\)")
QUOTED = re.compile(r'"([^"]+)"')
WORD = re.compile(r"`([a-z][a-z_.-]*)")
COLUMNS = 3


def _parts() -> list[tuple[str, str, str, str]]:
    """Return title, part, what meets it and what proves it, for every line of every table."""
    found = []
    for section in SECTION.finditer(PAGE):
        for line in section["text"].splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if line.startswith("| ") and len(cells) == COLUMNS and cells[2] != "proven by":
                found.append((section["title"], cells[0], cells[1], cells[2]))
    return found


PARTS = _parts()


def _files_of(title: str) -> list[str]:
    (text,) = [one["text"] for one in SECTION.finditer(PAGE) if one["title"] == title]
    return [link["file"] for link in LINK.finditer(text)]


def test_the_page_has_a_section_for_every_row() -> None:
    sections = [one["title"].split(":")[0] for one in SECTION.finditer(PAGE)]

    assert sections == [f"Row {row}" for row in (1, 2, 3, 4, 5, 9, 10, 11, 13, 16, 19, "+")]


def test_the_page_names_every_adoption_but_the_demonstration() -> None:
    named = {link["file"] for link in LINK.finditer(PAGE)}

    assert named == set(FILES) - {"00-wingene.yaml"}
    assert all((ADOPTIONS / file).is_file() for file in named)


@pytest.mark.parametrize(("title", "part", "met_by", "proof"), PARTS)
def test_every_part_is_proven_by_an_example_or_left_to_a_person(
    title: str, part: str, met_by: str, proof: str
) -> None:
    named = QUOTED.findall(proof)
    examples = {
        case["name"] for file in _files_of(title) for case in adoption(file).content["examples"]
    }

    assert set(named) <= examples, part
    assert named or "a person" in proof
    assert met_by


@pytest.mark.parametrize(("title", "part", "met_by", "proof"), PARTS)
def test_what_meets_a_part_is_a_name_of_the_package_or_of_an_adoption(
    title: str, part: str, met_by: str, proof: str
) -> None:
    del title, proof
    content = package().content
    known = {
        *content["parameters"],
        *content["facts"],
        *content["values"],
        *content["collections"],
        *(one["id"] for one in (*content["conditions"], *content["benefits"])),
        *(one["id"] for benefit in content["benefits"] for one in benefit.get("conditions", [])),
        *("period", "territory", "decision", "articles", "granting_body.kind", "subject.once"),
        *("terms", "reduce_by", "zorgtoeslag"),
        *("stiefadoptie", "pleegzorg"),
    }

    assert [word for word in WORD.findall(met_by) if word.rstrip(".") not in known] == [], part
