"""Reads of releases, and a release as it decides: compiled from the bytes that were archived."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from klik.domains.catalogue.models import Release
from klik.ground.refusals import Refusal
from klik.packages.archive import ArchiveDamaged, unpack_into
from klik.packages.compiling import Package
from klik.packages.folder import PackageFolder, digest, read_folder
from klik.packages.loading import load_folder
from klik.packages.problems import PackageRefused

PACKAGES_KEPT: Final = 16  # compiled, per process; each takes some megabytes


class ReleaseNotFound(Refusal):
    """No such version of a package was published here."""

    status = 404
    reason = "This release is not in this installation."


class ReleaseDamaged(RuntimeError):
    """The archived bytes of a release are not those that its digest names."""


@dataclass(frozen=True, slots=True)
class _Archived:
    """A release by its digest; equal digests are one release."""

    digest: str
    key: int = field(compare=False)


def releases() -> QuerySet[Release]:
    """Return every release without its bytes, by package, the latest published first."""
    return Release.objects.defer("archive").order_by("package", "-published_at", "-id")


def release_of(package: str, version: str) -> Release:
    """Return one release, without its bytes.

    Raises:
        ReleaseNotFound: This version of the package was never published here; it names those that
            were.
    """
    found = releases().filter(package=package, version=version).first()
    if found is None:
        known = ", ".join(map(str, releases().filter(package=package))) or "none"
        raise ReleaseNotFound(
            f"{package} {version} is not in this installation; releases of this package: {known}. "
            "An operator adds one with: klik release FOLDER"
        )
    return found


def package_of(release: Release) -> Package:
    """Return a release compiled, out of the cache of this process where it was used before.

    The bytes come from the database, not from the package that Klik ships today: so what was
    decided under an old release can be decided again after an upgrade.

    Raises:
        ReleaseDamaged: Its bytes were changed.
        PackageRefused: This version of Klik no longer reads it.
    """
    return _compiled(_Archived(release.digest, release.pk))


@lru_cache(maxsize=PACKAGES_KEPT)
def _compiled(archived: _Archived) -> Package:
    folder = _cache_folder(archived.digest)
    found = _read_whole(folder, archived.digest)
    if found is None:
        try:
            unpack_into(folder, _archive_of(archived.key))
        except ArchiveDamaged as damaged:
            raise ReleaseDamaged(f"{archived.digest}: {damaged}") from damaged
        found = _read_whole(folder, archived.digest)
    if found is None:
        raise ReleaseDamaged(f"{archived.digest}: the archived bytes have another digest.")
    return load_folder(found)


def _cache_folder(release_digest: str) -> Path:
    """Return where a release is unpacked; anything in there may be removed, and comes back."""
    home = Path(settings.KLIK_HOME)
    return home / "cache" / "releases" / release_digest.removeprefix("sha256:")


def _archive_of(key: int) -> bytes:
    return bytes(Release.objects.values_list("archive", flat=True).get(pk=key))


def _read_whole(path: Path, release_digest: str) -> PackageFolder | None:
    """Return what the cache holds; None where it is not there or was changed."""
    try:
        found = read_folder(path)
    except PackageRefused:
        return None
    return found if digest(found) == release_digest else None
