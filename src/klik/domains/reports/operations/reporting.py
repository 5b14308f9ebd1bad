"""Report a problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max

from klik.domains.audit.operations import record_act
from klik.domains.people.operations import remember_once
from klik.domains.reports import access, queries
from klik.domains.reports.models import Category, Photo, Report, State, Step
from klik.ground.callers import Caller, checked_caller, hash_of_code, new_code, sealed_caller
from klik.ground.clock import HOME
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import encrypt
from klik.ground.photos import Photo as Drawn
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

MOST_AN_HOUR: Final = 6
MOST_PHOTOS: Final = 3
LONGEST_DESCRIPTION: Final = 2000
LONGEST_PLACE: Final = 200
_TRIES: Final = 5
_NORTH: Final = (Decimal("49.4"), Decimal("51.6"))  # Belgium lies between these
_EAST: Final = (Decimal("2.5"), Decimal("6.5"))


class ReportsNotYours(Refusal):
    """An actor who may not do this."""

    status = 403
    reason = "Only a clerk of the municipality handles its reports."


class ReportRefused(Refusal):
    """A report that leads nobody to the problem."""

    status = 422
    reason = "Say what is wrong and where: a street with a number, or what stands nearby."


class TooManyReports(Refusal):
    """More reports from one place within an hour than a person makes."""

    status = 429
    reason = "Many reports came from here this hour. Try again later, or call us."


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe, WGS 84 in degrees."""

    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """What somebody reports.

    Attributes:
        key: Of the form that was sent, 1 to 64 signs: the same again makes no second report.
        category: One of `Category`.
        description: What is wrong, in her words.
        place: Where, in words.
        point: Where exactly; None where she did not point.
        photos: At most three.
        reporter: Who reports; None of who leaves no name.
        person: The keyed hash of who logged in; None of anybody else.
        language: In which she is told.
        sender: What tells senders apart for an hour, such as a network address; never kept.
    """

    key: str
    category: str
    description: str = field(repr=False)
    place: str
    point: Point | None
    photos: tuple[Drawn, ...]
    reporter: Caller | None = field(repr=False)
    person: bytes | None
    language: str
    sender: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reported:
    """A report, and the code that is shown once; empty where it was made before."""

    report: Report
    code: str = field(repr=False)


def report_problem(municipality_nis: str, problem: Problem, *, moment: datetime) -> Reported:
    """Take in a report; the same form again returns what is there.

    Raises:
        ReportsNotYours: An actor who reports nothing.
        ReportRefused: It does not say what or where, or its point lies outside the country.
        CallerRefused: Who reports left a name and no way to reach her.
        TooManyReports: The sender reported six times this hour.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    if not access.may_report(current_actor()):
        raise ReportsNotYours
    made = Report.objects.filter(municipality_nis=municipality_nis, key=problem.key).first()
    if made is not None:
        return Reported(made, "")
    _require_complete(problem)
    _require_few(municipality_nis, problem.sender, moment)
    code = new_code()
    report = _kept(_report(municipality_nis, problem, code, moment))
    Step.objects.create(
        municipality_nis=municipality_nis,
        report=report,
        number=1,
        state=State.RECEIVED,
        taken_at=moment,
        taken_by=current_actor().reference,
        told_at=moment if report.reporter is None else None,
    )
    _keep_photos(report, problem.photos)
    record_act(
        municipality_nis,
        "reports.report",
        subject=f"report:{report.reference}",
        payload={"category": report.category, "photos": len(problem.photos)},
        moment=moment,
    )
    return Reported(report, code)


def _require_complete(problem: Problem) -> None:
    says = problem.description.strip() and problem.place.strip()
    is_short = (
        len(problem.description) <= LONGEST_DESCRIPTION and len(problem.place) <= LONGEST_PLACE
    )
    if not says or not is_short or len(problem.photos) > MOST_PHOTOS:
        raise ReportRefused
    if problem.point is not None and not _is_near(problem.point):
        raise ReportRefused("This point lies outside the country. Give latitude and longitude.")
    Category(problem.category)


def _is_near(point: Point) -> bool:
    return _NORTH[0] <= point.latitude <= _NORTH[1] and _EAST[0] <= point.longitude <= _EAST[1]


def _require_few(municipality_nis: str, sender: str, moment: datetime) -> None:
    """Count one more of this sender: of six places an hour, one must be free."""
    if not sender:
        return
    hour = moment.astimezone(HOME).strftime("%Y-%m-%d %H")
    until = moment + timedelta(hours=1)
    for number in range(MOST_AN_HOUR):
        key = keyed_hash(f"report-sender:{municipality_nis}:{hour}:{number}:{sender}").hex()
        if remember_once(key, 1, until_at=until, moment=moment):
            return
    raise TooManyReports


def _report(municipality_nis: str, problem: Problem, code: str, moment: datetime) -> Report:
    identifier = uuid4()
    reporter = checked_caller(problem.reporter) if problem.reporter else None
    sealed_code = encrypt(municipality_nis, queries.code_purpose(identifier), code.encode())
    return Report(
        id=identifier,
        municipality_nis=municipality_nis,
        year=moment.astimezone(HOME).year,
        key=problem.key,
        category=problem.category,
        description=encrypt(
            municipality_nis,
            queries.description_purpose(identifier),
            problem.description.strip().encode(),
        ),
        place=problem.place.strip(),
        latitude=problem.point.latitude if problem.point else None,
        longitude=problem.point.longitude if problem.point else None,
        person=problem.person,
        reporter=sealed_caller(municipality_nis, queries.reporter_purpose(identifier), reporter)
        if reporter
        else None,
        code_hash=hash_of_code(queries.CODE_KIND, code),
        code=sealed_code,
        language=problem.language,
        received_at=moment,
        changed_at=moment,
    )


def _kept(report: Report) -> Report:
    """Save a report under the next number of its year; who comes second takes the one after."""
    for _ in range(_TRIES):
        rows = Report.objects.filter(municipality_nis=report.municipality_nis, year=report.year)
        last = rows.aggregate(last=Max("serial"))["last"] or 0
        report.serial = last + 1
        report.reference = f"M-{report.year}-{report.serial:04}"
        try:
            with transaction.atomic():
                report.save(force_insert=True)
        except IntegrityError:
            continue
        return report
    raise TooManyReports


def _keep_photos(report: Report, photos: tuple[Drawn, ...]) -> None:
    rows = []
    for place, photo in enumerate(photos, start=1):
        nis = report.municipality_nis
        row = Photo(id=uuid4(), municipality_nis=nis, report=report, place=place)
        row.content = encrypt(nis, queries.photo_purpose(row.pk), photo.content)
        rows.append(row)
    Photo.objects.bulk_create(rows)
