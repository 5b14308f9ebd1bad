"""Adopting a package: the text is judged whole, and goes live or changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from klik.domains.audit.operations import record_act
from klik.domains.catalogue import access, queries
from klik.domains.catalogue.models import AdoptionRecord, AdoptionState, FamilyLock, Release
from klik.domains.catalogue.operations.fitness import body_problems, place_problems, problem_at
from klik.domains.catalogue.operations.overlap import first_overlap
from klik.ground.canonical import canonical, digest_of
from klik.ground.clock import HOME
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for
from klik.packages.adoption import Adoption, adoption_document, adoption_examples, adoption_of
from klik.packages.format.validation import schema_problems
from klik.packages.problems import PackageRefused, Problem
from klik.packages.reading import Document


class AdoptionNotYours(Refusal):
    """An actor who may not adopt for this municipality."""

    status = 403
    reason = "Only a regulation manager of the municipality adopts a package or ends an adoption."


class AdoptionRefused(Refusal):
    """The text of an adoption cannot go live as it stands; nothing was changed.

    Attributes:
        problems: What to repair, each with its place in the text.
    """

    status = 422

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class AdoptionOverlaps(AdoptionRefused):
    """Another adoption of the same family holds there and then."""

    status = 409


def adopt(
    municipality_nis: str, text: bytes, *, moment: datetime, file: str = "adoption.yaml"
) -> AdoptionRecord:
    """Adopt a package for a municipality; the same text again changes nothing.

    The examples in the text are computed first: one that fails, and nothing goes live.

    Args:
        municipality_nis: Among those acted for; the text names the same one.
        text: The adoption, as klik-adoption/1.
        moment: When it is adopted.
        file: How messages name the text.

    Raises:
        AdoptionRefused: The text, its examples or its granting body do not hold, or the release is
            not here; every problem with its place.
        AdoptionOverlaps: Another adoption of the same family holds in the same part of the
            municipality on the same days.
        AdoptionNotYours: Another role.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    if not access.may_adopt(current_actor()):
        raise AdoptionNotYours
    require_acting_for(municipality_nis)
    text_digest = hashlib.sha256(text).hexdigest()
    known = _standing(municipality_nis, text_digest)
    if known is not None:
        return known
    adoption, release = _judged(municipality_nis, text, file=file, day=_day_of(moment))
    _lock(municipality_nis, release.family)
    known = _standing(municipality_nis, text_digest)
    if known is not None:
        return known
    _refuse_overlap(municipality_nis, adoption, release.family)
    record = _record_of(adoption, release, text, text_digest)
    record.adopted_at = moment
    record.save(force_insert=True)
    record_act(
        municipality_nis,
        "catalogue.adopt",
        subject=f"adoption:{record.pk}",
        payload=_payload(record, adoption),
        moment=moment,
    )
    return record


def _standing(municipality_nis: str, text_digest: str) -> AdoptionRecord | None:
    same = queries.adoptions_of(municipality_nis).filter(digest=text_digest)
    return same.exclude(state=AdoptionState.WITHDRAWN).first()


def _day_of(moment: datetime) -> date:
    return moment.astimezone(HOME).date()


def _judged(
    municipality_nis: str, text: bytes, *, file: str, day: date
) -> tuple[Adoption, Release]:
    """Return the adoption that the text states, and its release.

    Raises:
        AdoptionRefused: Anything in it does not hold.
    """
    try:
        document = adoption_document(text, file=file)
        _refuse(schema_problems(document, schema_name="adoption"))
        problems = place_problems(document, municipality_nis)
        problems += body_problems(document, municipality_nis, day=day)
        release = _release(document, problems)
        adoption = adoption_of(document, queries.package_of(release))
        problems += adoption_examples(adoption)[1]
    except PackageRefused as refused:
        raise AdoptionRefused(refused.problems) from refused
    _refuse(problems)
    return adoption, release


def _release(document: Document, problems: list[Problem]) -> Release:
    content = document.content
    try:
        return queries.release_of(content["package"], content["release"])
    except queries.ReleaseNotFound as refused:
        problem = problem_at(document, ("release",), refused.reason)
        raise AdoptionRefused(tuple(sorted([*problems, problem]))) from refused


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise AdoptionRefused(tuple(sorted(set(problems))))


def _lock(municipality_nis: str, family: str) -> None:
    """Let one transaction at a time change the adoptions of a family."""
    held, _ = FamilyLock.objects.get_or_create(municipality_nis=municipality_nis, family=family)
    FamilyLock.objects.select_for_update().get(pk=held.pk)


def _refuse_overlap(municipality_nis: str, adoption: Adoption, family: str) -> None:
    standing = queries.adoptions_of(municipality_nis).filter(family=family)
    standing = standing.exclude(state=AdoptionState.WITHDRAWN)
    said = first_overlap(municipality_nis, adoption.territory, adoption.period, standing)
    if said:
        raise AdoptionOverlaps((problem_at(adoption.document, ("period",), said),))


def _record_of(
    adoption: Adoption, release: Release, text: bytes, text_digest: str
) -> AdoptionRecord:
    content = adoption.content
    first, last = adoption.period
    council = content["decision"]
    return AdoptionRecord(
        municipality_nis=adoption.municipality_nis,
        release=release,
        package=release.package,
        family=release.family,
        text=text,
        digest=text_digest,
        parameters_digest=digest_of(_plain(content.get("parameters", {}))).hex(),
        territory=dict(adoption.territory),
        from_on=first,
        until_on=last,
        council_organ=council["organ"],
        council_decided_on=date.fromisoformat(council["decided_on"]),
        council_reference=council["reference"],
    )


def _plain(value: Any) -> object:
    """Return a value of the text as one that has one way to be written: a number as its text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_plain(below) for below in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _payload(record: AdoptionRecord, adoption: Adoption) -> Mapping[str, object]:
    return {
        "package": record.package,
        "release": record.release.version,
        "release_digest": record.release.digest,
        "digest": record.digest,
        "parameters_digest": record.parameters_digest,
        "territory": canonical(record.territory).decode(),
        "from": record.from_on.isoformat(),
        "until": record.until_on.isoformat() if record.until_on else None,
        "organ": record.council_organ,
        "decided_on": record.council_decided_on.isoformat(),
        "reference": record.council_reference,
        "examples": len(adoption.content.get("examples", [])),
    }
