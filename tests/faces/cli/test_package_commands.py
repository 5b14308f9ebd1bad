"""`klik package`: check, schema, new and diff."""

from pathlib import Path

import pytest
from tests.faces.cli.command_line import klik, package_in
from tests.packages.printed_package import EXAMPLES, write_printed


def test_a_package_that_holds_is_told_with_its_digest(tmp_path: Path) -> None:
    ran = klik("package", "check", package_in(tmp_path))

    assert (ran.code, ran.messages) == (0, "")
    assert ran.out.splitlines()[0] == "geboortepremie 1.0.0 holds."
    assert "8 examples" in ran.out
    assert ran.out.splitlines()[-1].startswith("sha256:")


def test_what_is_to_repair_stands_on_standard_error_with_its_place(tmp_path: Path) -> None:
    folder = write_printed(tmp_path / "premie", examples=EXAMPLES)

    ran = klik("package", "check", folder)

    assert (ran.code, ran.out) == (2, "")
    lines = ran.messages.splitlines()
    assert lines[0] == (
        f"{folder}/package.yaml:48:5: no example fails the condition lives-here; add one"
    )
    assert lines[-1] == f"{folder}: 5 things to repair"


def test_one_thing_is_no_things(tmp_path: Path) -> None:
    folder = package_in(tmp_path, ("child.rank) *", "child.rnk) *"))

    assert klik("package", "check", folder).messages.endswith(": 1 thing to repair\n")


def test_a_machine_reads_what_holds(tmp_path: Path) -> None:
    found = klik("package", "check", package_in(tmp_path), "--json").json

    assert {**found, "digest": found["digest"][:7]} == {
        "holds": True,
        "id": "geboortepremie",
        "version": "1.0.0",
        "digest": "sha256:",
        "examples": 8,
        "problems": [],
    }


@pytest.mark.parametrize(
    "change", [("child.rank) *", "child.rnk) *"), ("format: klik", "format: [klik")]
)
def test_a_machine_reads_what_does_not_hold(tmp_path: Path, change: tuple[str, str]) -> None:
    ran = klik("package", "check", package_in(tmp_path, change), "--json")

    assert ran.code == 2
    assert ran.json["holds"] is False
    assert set(ran.json["problems"][0]) == {"file", "line", "column", "message"}


def test_a_folder_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    ran = klik("package", "check", tmp_path / "none")

    assert ran.code == 2
    assert ran.messages.startswith(f"{tmp_path / 'none'}: this folder cannot be opened")


@pytest.mark.parametrize(("flags", "title"), [([], "package.yaml"), (["--examples"], "examples")])
def test_the_schema_is_printed_for_a_machine(flags: list[str], title: str) -> None:
    found = klik("package", "schema", *flags).json

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert title in found["title"]


def test_a_new_package_holds_and_tells_what_to_do_next(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"

    ran = klik("package", "new", folder, "--id", "jubileumpremie", "--title", "Jubileumpremie")

    assert ran.code == 0
    assert f"klik package check {folder}" in ran.out
    assert klik("package", "check", folder).code == 0


@pytest.mark.parametrize(
    ("identifier", "words"),
    [("X Y", "is not accepted; expected lowercase"), ("../x", "is not accepted")],
)
def test_a_new_package_needs_a_plain_id(tmp_path: Path, identifier: str, words: str) -> None:
    ran = klik("package", "new", tmp_path / "nieuw", "--id", identifier, "--title", "T")

    assert (ran.code, ran.out) == (2, "")
    assert words in ran.messages
    assert not (tmp_path / "nieuw").exists()


def test_a_new_package_never_writes_over_another(tmp_path: Path) -> None:
    folder = package_in(tmp_path)
    before = (folder / "package.yaml").read_bytes()

    ran = klik("package", "new", folder, "--id", "x", "--title", "T")

    assert ran.code == 2
    assert "name one that does not exist yet" in ran.messages
    assert (folder / "package.yaml").read_bytes() == before


def test_what_changed_is_told_in_words(tmp_path: Path) -> None:
    old = package_in(tmp_path / "old")
    new = package_in(tmp_path / "new", ("default: [{rank_from: 1, amount: 100}]",
                                        "default: [{rank_from: 1, amount: 90}]"))  # fmt: skip

    ran = klik("package", "diff", old, new)

    assert (ran.code, ran.messages) == (0, "")
    assert "amount_by_rank" in ran.out
    (change,) = klik("package", "diff", old, new, "--json").json
    assert set(change) == {"what", "kind", "old", "new", "consequence"}


def test_two_equal_packages_differ_in_nothing(tmp_path: Path) -> None:
    folder = package_in(tmp_path)

    assert klik("package", "diff", folder, folder).out == "Nothing changed.\n"
    assert klik("package", "diff", folder, folder, "--json").json == []


def test_a_difference_with_no_package_is_told(tmp_path: Path) -> None:
    ran = klik("package", "diff", package_in(tmp_path), tmp_path / "none")

    assert (ran.code, ran.out) == (2, "")
    assert str(tmp_path / "none") in ran.messages
