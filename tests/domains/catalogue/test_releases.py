"""A release is archived once and for good, and decides from the bytes that were archived."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.factories.acting import MANAGER, NOON, OPERATOR
from tests.factories.catalogue import publish
from tests.packages.sample_package import replaced
from tests.packages.shipped_package import FOLDER

from klik.domains.catalogue import operations, queries
from klik.domains.catalogue.models import Release
from klik.domains.catalogue.queries import released
from klik.ground.tenancy import EVERYWHERE, acting_for
from klik.packages.archive import packed
from klik.packages.folder import digest, read_folder


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Let every test begin as a new process does, with nothing unpacked."""
    released._compiled.cache_clear()  # noqa: SLF001 -- what a new process begins with
    shutil.rmtree(Path(settings.KLIK_HOME) / "cache", ignore_errors=True)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the shipped package that a test may change."""
    return shutil.copytree(FOLDER, tmp_path / "package")


def _changed(folder: Path, *changes: tuple[str, str]) -> Path:
    file = folder / "package.yaml"
    file.write_text(replaced(file.read_text(encoding="utf-8"), *changes), encoding="utf-8")
    return folder


def test_a_release_is_named_by_the_digest_of_its_package(db: None) -> None:
    release = publish()

    assert str(release) == "geboortepremie 1.0.0"
    assert release.family == "geboorte"
    assert release.digest == digest(read_folder(FOLDER))


def test_publishing_again_changes_nothing(db: None) -> None:
    first, again = publish(), publish()

    assert again.pk == first.pk
    assert Release.objects.count() == 1


def test_a_version_is_never_published_with_another_content(db: None, package: Path) -> None:
    publish()

    with pytest.raises(operations.ReleaseRefused) as raised:
        publish(_changed(package, ("license: EUPL-1.2", "license: EUPL-1.1")))

    assert Release.objects.count() == 1
    assert raised.value.problems[0].line == 12
    assert "give this one a higher version" in raised.value.reason


def test_a_package_that_does_not_hold_is_not_published(db: None, package: Path) -> None:
    with pytest.raises(operations.ReleaseRefused) as raised:
        publish(_changed(package, ("when: foster.long_term", "when: NOT foster.long_term")))

    assert Release.objects.count() == 0
    assert "examples.yaml:" in raised.value.reason


def test_a_folder_that_is_no_package_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(operations.ReleaseRefused, match=r"package\.yaml"):
        publish(tmp_path)


def test_only_the_operator_publishes(db: None) -> None:
    with acting_for(["37021"], MANAGER), pytest.raises(operations.ReleaseNotYours):
        operations.publish_release(FOLDER, moment=NOON)


def test_a_release_decides_without_the_package_that_it_came_from(db: None, package: Path) -> None:
    release = publish(package)
    shutil.rmtree(package)

    found = queries.package_of(release)

    assert digest(found.folder) == release.digest
    assert found.folder.path.is_relative_to(settings.KLIK_HOME)


def test_a_release_is_compiled_once_per_process(db: None) -> None:
    release = publish()

    first = queries.package_of(release)

    assert queries.package_of(queries.release_of("geboortepremie", "1.0.0")) is first


@pytest.mark.parametrize("damage", ["changed", "added", "emptied", "gone"])
def test_a_cache_that_was_changed_is_made_again(db: None, damage: str) -> None:
    release = publish()
    folder = queries.package_of(release).folder.path
    released._compiled.cache_clear()  # noqa: SLF001 -- what a new process begins with
    {
        "changed": lambda: (folder / "README.md").write_text("x"),
        "added": lambda: (folder / "more.txt").write_text("x"),
        "emptied": (folder / "package.yaml").unlink,
        "gone": lambda: shutil.rmtree(folder),
    }[damage]()

    found = queries.package_of(release)

    assert digest(found.folder) == release.digest
    assert digest(read_folder(folder)) == release.digest
    assert [one.name for one in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("planted", [b"no archive", b"", None])
def test_a_release_of_which_a_byte_changed_is_named(db: None, planted: bytes | None) -> None:
    folder = read_folder(FOLDER)
    archive = packed(folder.files) if planted is None else planted
    release = Release.objects.create(
        package="geboortepremie", version="1.0.0", family="geboorte", digest=digest(folder),
        archive=archive.replace(b"Geboortepremie", b"Geboortepremia", 1), published_at=NOON,
    )  # fmt: skip

    with pytest.raises(queries.ReleaseDamaged, match=release.digest):
        queries.package_of(release)


def test_the_application_cannot_change_a_release(engine: str, db: None) -> None:
    if engine == "sqlite":
        return  # SQLite has no rights per table
    publish()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('catalogue_release', 'UPDATE'),"
            " has_table_privilege('catalogue_release', 'DELETE')"
        )
        assert cursor.fetchone() == (False, False)


def test_an_unknown_release_is_told_with_those_that_are_there(db: None) -> None:
    publish()

    with pytest.raises(queries.ReleaseNotFound, match=r"geboortepremie 1\.0\.0"):
        queries.release_of("geboortepremie", "2.0.0")


def test_releases_are_listed_without_their_bytes(db: None) -> None:
    with acting_for(EVERYWHERE, OPERATOR):
        operations.publish_release(FOLDER, moment=NOON)

    (release,) = queries.releases()

    assert "archive" in release.get_deferred_fields()
