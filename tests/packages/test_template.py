"""A new package is whole from the start."""

from pathlib import Path

import pytest

from klik.packages.checking import check_folder
from klik.packages.folder import read_folder
from klik.packages.problems import PackageRefused
from klik.packages.template import new_package


def test_a_new_package_passes_the_check(tmp_path: Path) -> None:
    written = new_package(tmp_path / "new", package_id="luierpremie", title="Luierpremie")

    checked = check_folder(tmp_path / "new")

    assert checked.problems == ()
    assert [path.name for path in written] == [
        *("package.yaml", "examples.yaml", "README.md", "CHANGELOG.md")
    ]


def test_id_and_title_stand_where_they_belong(tmp_path: Path) -> None:
    title = 'Premie: "luiers", {x} & __ID__ # één'
    new_package(tmp_path / "new", package_id="luier-premie-2", title=title)

    folder = read_folder(tmp_path / "new")

    assert folder.package.content["id"] == "luier-premie-2"
    assert folder.package.content["subject"]["family"] == "luier-premie-2"
    assert folder.package.content["title"] == {"nl": title}
    assert folder.readme is not None
    assert folder.readme.startswith(f"# {title}\n")


def test_a_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")

    with pytest.raises(PackageRefused, match="name one that does not exist yet"):
        new_package(tmp_path, package_id="luierpremie", title="Luierpremie")

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("package_id", ["", "Luier", "luier premie", "../luier", "1a", "x" * 61])
def test_an_id_that_is_none_is_refused(tmp_path: Path, package_id: str) -> None:
    with pytest.raises(PackageRefused, match="expected lowercase letters, digits and hyphens"):
        new_package(tmp_path / "new", package_id=package_id, title="Luierpremie")

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("title", ["", " ", "a\nb", "a\x00", "x" * 201])
def test_a_title_that_is_none_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(PackageRefused, match="expected 1 to 200 characters on one line"):
        new_package(tmp_path / "new", package_id="luierpremie", title=title)

    assert not (tmp_path / "new").exists()
