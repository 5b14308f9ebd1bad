"""A package folder is read as the format names it, and nothing else in it is."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
from tests.packages.sample_package import EXAMPLES, GRANTED, PACKAGE, write_package

from klik.packages.folder import LetterFile, digest, read_folder
from klik.packages.problems import PackageRefused

EVERY_FILE = "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum | sha256sum"


def _refused(path: Path) -> str:
    with pytest.raises(PackageRefused) as refused:
        read_folder(path)
    return str(refused.value)


def test_a_whole_folder_is_read(tmp_path: Path) -> None:
    write_package(tmp_path, letters={"granted.nl": GRANTED})
    (tmp_path / "README.md").write_text("# Lees dit\n\tmet een tab\n")
    (tmp_path / "CHANGELOG.md").write_text("# Wat er veranderde\n")

    folder = read_folder(tmp_path)

    assert folder.package.content["id"] == "geboortepremie"
    assert folder.examples is not None
    assert folder.letters == {
        ("granted", "nl"): LetterFile("letters/granted.nl.md", GRANTED),
    }
    assert folder.readme == "# Lees dit\n\tmet een tab\n"
    assert folder.changelog == "# Wat er veranderde\n"
    assert sorted(folder.files) == [
        *("CHANGELOG.md", "README.md", "examples.yaml", "letters/granted.nl.md", "package.yaml")
    ]


def test_only_package_yaml_must_be_there(tmp_path: Path) -> None:
    write_package(tmp_path, examples=None)

    folder = read_folder(tmp_path)

    assert (folder.examples, folder.readme, folder.changelog) == (None, None, None)
    assert folder.letters == {}


def test_a_folder_without_package_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("x")

    assert _refused(tmp_path).startswith("package.yaml:1:1: this file is missing; a package holds")


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    assert "this folder cannot be opened (No such file" in _refused(tmp_path / "absent")


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "package.yml", "package.yaml~", ".DS_Store", "Package.yaml", "script.py"],
)
def test_a_file_that_the_format_does_not_name_is_refused(tmp_path: Path, name: str) -> None:
    write_package(tmp_path)
    (tmp_path / name).write_text("x")

    assert _refused(tmp_path).startswith(
        f"{name}:1:1: a file that the format does not name; remove it: a package holds package.yaml"
    )


@pytest.mark.parametrize("name", ["granted.fr", "welcome.nl", "granted", "granted.nl.md", "x"])
def test_a_letter_of_another_kind_or_language_is_refused(tmp_path: Path, name: str) -> None:
    write_package(tmp_path, letters={name: "x"})

    assert _refused(tmp_path).startswith(f"letters/{name}.md:1:1: a file that the format does not")


def test_a_link_is_refused_and_not_followed(tmp_path: Path) -> None:
    write_package(tmp_path, examples=None, letters={})
    (tmp_path / "examples.yaml").symlink_to("/etc/passwd")
    (tmp_path / "letters" / "granted.nl.md").symlink_to("/etc/passwd")

    said = _refused(tmp_path)

    assert "examples.yaml:1:1: this is a link; a plain file is expected" in said
    assert "letters/granted.nl.md:1:1: this is a link" in said
    assert "root" not in said


def test_a_linked_letters_folder_is_refused(tmp_path: Path) -> None:
    write_package(tmp_path / "package")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "package" / "letters").symlink_to(tmp_path / "elsewhere")

    assert _refused(tmp_path / "package").startswith("letters:1:1: this is a link and not a folder")


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    write_package(tmp_path, examples=None)
    os.mkfifo(tmp_path / "examples.yaml")

    assert "examples.yaml:1:1: this is a pipe" in _refused(tmp_path)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    write_package(tmp_path)
    (tmp_path / "README.md").mkdir()
    (tmp_path / "more").mkdir()

    said = _refused(tmp_path)

    assert "README.md:1:1: this is a folder; a plain file is expected" in said
    assert "more:1:1: a folder that the format does not name" in said


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    write_package(tmp_path)
    with (tmp_path / "README.md").open("wb") as sparse:
        sparse.truncate(10**12)

    assert "README.md:1:1: the file holds 1,000,000,000,000 bytes" in _refused(tmp_path)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    write_package(tmp_path)
    for number in range(150):
        (tmp_path / f"{number}.txt").touch()

    assert "the folder holds more than 100 files" in _refused(tmp_path)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    write_package(tmp_path)
    (tmp_path / "examples.yaml").chmod(0)
    if os.access(tmp_path / "examples.yaml", os.R_OK):
        # Who may read everything, as root may, reads it.
        assert read_folder(tmp_path).examples is not None
    else:
        assert "examples.yaml:1:1: this file cannot be read" in _refused(tmp_path)


def test_a_name_that_cannot_be_printed_is_shown_safely(tmp_path: Path) -> None:
    write_package(tmp_path)
    (tmp_path / "a\x1b[31m\n.txt").touch()

    assert "a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}.txt:1:1:" in _refused(tmp_path)


def test_the_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    write_package(tmp_path, package="a:", examples="b:", letters={"granted.nl": "x\x00"})

    said = _refused(tmp_path)

    assert [line.split(" ")[0] for line in said.splitlines()] == [
        "package.yaml:1:1:",
        "examples.yaml:1:1:",
        "letters/granted.nl.md:1:2:",
    ]


def test_the_digest_can_be_computed_with_common_commands(tmp_path: Path) -> None:
    write_package(tmp_path, letters={"granted.nl": GRANTED, "refused.nl": "x"})

    computed = subprocess.run(  # noqa: S603 -- the command that the documentation gives
        ["/bin/sh", "-c", EVERY_FILE], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert digest(read_folder(tmp_path)) == f"sha256:{computed.stdout.split()[0]}"


def test_the_digest_is_the_hash_of_a_list_of_hashes(tmp_path: Path) -> None:
    write_package(tmp_path)
    listed = "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
        for name, text in (("examples.yaml", EXAMPLES), ("package.yaml", PACKAGE))
    )

    expected = hashlib.sha256(listed.encode()).hexdigest()

    assert digest(read_folder(tmp_path)) == f"sha256:{expected}"


def test_the_digest_changes_with_a_name_or_a_byte(tmp_path: Path) -> None:
    digests = {
        digest(read_folder(write_package(tmp_path / name, letters=letters)))
        for name, letters in {
            "a": {"granted.nl": "x"},
            "b": {"refused.nl": "x"},
            "c": {"granted.nl": "y"},
            "d": {"granted.nl": "x", "refused.nl": ""},
        }.items()
    }

    assert len(digests) == 4
