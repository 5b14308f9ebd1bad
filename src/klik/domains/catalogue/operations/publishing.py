"""Publishing a release: a package that holds, archived whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from klik.domains.catalogue import access
from klik.domains.catalogue.models import Release
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor
from klik.packages.archive import packed
from klik.packages.checking import check_folder
from klik.packages.folder import PackageFolder, digest, read_folder
from klik.packages.problems import PackageRefused, Problem


class ReleaseNotYours(Refusal):
    """An actor who may not publish."""

    status = 403
    reason = "Only the operator of the installation publishes a release."


class ReleaseRefused(Refusal):
    """A package that does not hold, or a version that is already another package.

    Attributes:
        problems: What to repair, each with its place.
    """

    status = 422

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def publish_release(folder: Path, *, moment: datetime) -> Release:
    """Archive the package in `folder` as a release; the same package again changes nothing.

    It is checked as `klik package check` does: examples and coverage included. What is archived is
    what was checked, and its digest is that of `klik.packages.folder.digest`.

    Args:
        folder: The package.
        moment: When it is published.

    Raises:
        ReleaseRefused: It does not hold, or this version was published with another content.
        ReleaseNotYours: Another actor than the operator or a job.
        NotActing: Outside `acting_for`.
    """
    if not access.may_publish_releases(current_actor()):
        raise ReleaseNotYours
    try:
        known = _published(digest(read_folder(folder)))
        if known is not None:
            return known
        checked = check_folder(folder)
    except PackageRefused as refused:
        raise ReleaseRefused(refused.problems) from refused
    if checked.problems:
        raise ReleaseRefused(checked.problems)
    _refuse_other_content(checked.folder)
    return _archived(checked.folder, moment)


def _published(release_digest: str) -> Release | None:
    return Release.objects.defer("archive").filter(digest=release_digest).first()


def _refuse_other_content(folder: PackageFolder) -> None:
    content = folder.package.content
    published = Release.objects.filter(package=content["id"], version=content["version"])
    if published.exclude(digest=digest(folder)).exists():
        place = folder.package.place(("version",))
        message = (
            f"{content['id']} {content['version']} was published with another content, and a "
            "release never changes; give this one a higher version"
        )
        raise ReleaseRefused((Problem(folder.package.file, place.line, place.column, message),))


def _archived(folder: PackageFolder, moment: datetime) -> Release:
    content = folder.package.content
    release, _ = Release.objects.get_or_create(
        digest=digest(folder),
        defaults={
            "package": content["id"],
            "version": content["version"],
            "family": content["subject"]["family"],
            "archive": packed(folder.files),
            "published_at": moment,
        },
    )
    return release
