"""The repository keeps its promises: two commands, one lock, a licence, a description."""

import re
import subprocess
import tomllib
from typing import Any

import pytest
import yaml
from tests.architecture.repository import ROOT

TARGET = re.compile(r"^([a-z]+):(.*)$", re.MULTILINE)
PINNED = re.compile(r"^([a-z0-9._-]+)==[^\s;]+( ; .+)? \\$", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def test_every_target_is_in_the_list_that_make_shows() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"],  # noqa: S607 -- make as the developer has it on her path
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    targets = [name for name, _ in TARGET.findall(_read("Makefile"))]
    assert re.findall(r"^  make (\w+) +\S", shown, re.MULTILINE) == targets


def test_every_target_is_phony() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", _read("Makefile"), re.MULTILINE)

    assert phony
    assert phony[1].split() == [name for name, _ in TARGET.findall(_read("Makefile"))]


def test_readme_opens_with_the_two_commands() -> None:
    commands = re.findall(r"^make \w+", _read("README.md"), re.MULTILINE)

    assert commands[:2] == ["make demo", "make test"]
    assert _read("README.md").index("make test") < 400


def test_lock_pins_every_library_with_hashes() -> None:
    lines = _read("requirements.lock").splitlines()

    assert any(PINNED.match(line) for line in lines)
    assert [line for line in lines if line[:1].isalnum() and not PINNED.match(line)] == []
    assert _names_without_hash() == []


def test_lock_holds_no_address() -> None:
    assert re.findall(r"\w+://\S*|--\w*index\S*|--find-links.*", _read("requirements.lock")) == []


def test_lock_holds_every_declared_library() -> None:
    declared = [*_project()["project"]["dependencies"], *_project()["dependency-groups"]["dev"]]
    locked = {name for name, _ in PINNED.findall(_read("requirements.lock"))}

    missing = [line for line in declared if _normal(line) not in locked]
    assert missing == []


def test_lock_holds_what_installs_klik_itself() -> None:
    locked = {name for name, _ in PINNED.findall(_read("requirements.lock"))}

    assert {*map(_normal, _project()["build-system"]["requires"]), "editables"} <= locked


def test_description_for_catalogues_agrees_with_the_project() -> None:
    described = yaml.safe_load(_read("publiccode.yml"))
    project = _project()["project"]

    assert described["publiccodeYmlVersion"] == "0.4"
    assert described["softwareVersion"] == project["version"]
    assert described["legal"]["license"] == project["license"]
    assert f"## [{project['version']}]" in _read("CHANGELOG.md")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_description_for_catalogues_keeps_the_lengths_of_the_standard(language: str) -> None:
    described = yaml.safe_load(_read("publiccode.yml"))["description"][language]

    assert len(described["shortDescription"]) <= 150
    assert 150 <= len(described["longDescription"]) <= 10_000
    assert described["features"]


def test_licence_is_the_whole_text_of_the_eupl() -> None:
    licence = _read("LICENSE")

    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", licence, re.MULTILINE)]
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert articles == list(range(1, 16))
    assert licence.endswith("require the production of a new EUPL version.\n")


def _names_without_hash() -> list[str]:
    """Return the pinned libraries whose next line is not a hash."""
    lines = _read("requirements.lock").splitlines()
    return [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if PINNED.match(line)
        and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", following)
    ]


def _project() -> dict[str, Any]:
    return tomllib.loads(_read("pyproject.toml"))


def _normal(requirement: str) -> str:
    match = NAME.match(requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
