"""Reads of reports."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from klik.domains.reports.models import ENDED, Category, Photo, Report, State, Step
from klik.ground.callers import Caller, hash_of_code, opened_caller
from klik.ground.keys.sealing import decrypt
from klik.ground.persons import Held
from klik.ground.refusals import Refusal

CODE_KIND: Final = "report"
CATEGORIES: Final = tuple(Category.values)
STATES: Final = tuple(State.values)
ENDED_STATES: Final = frozenset(state.value for state in ENDED)


class ReportNotFound(Refusal):
    """No report of the municipalities acted for has this reference or code."""

    status = 404
    reason = "There is no such report."


def report_of(municipality_nis: str, reference: str) -> Report:
    """Return the report with this reference.

    Raises:
        ReportNotFound: There is none, or nobody acts for that municipality.
    """
    rows = Report.objects.filter(municipality_nis=municipality_nis, reference=reference)
    found = rows.first()
    if found is None:
        raise ReportNotFound
    return found


def report_with_code(municipality_nis: str, code: str) -> Report:
    """Return the report that was made with this code.

    Raises:
        ReportNotFound: There is none.
    """
    hashed = hash_of_code(CODE_KIND, code)
    found = Report.objects.filter(municipality_nis=municipality_nis, code_hash=hashed).first()
    if found is None:
        raise ReportNotFound
    return found


def public_reports(municipality_nis: str) -> QuerySet[Report]:
    """Return what anybody may see in a list, the latest first: no word of who reported."""
    rows = Report.objects.filter(municipality_nis=municipality_nis, is_public=True, is_spam=False)
    return rows.order_by("-changed_at", "-serial")


def public_report_of(municipality_nis: str, reference: str) -> Report:
    """Return a report that anybody may see.

    Raises:
        ReportNotFound: There is none, or a person did not look at it yet.
    """
    found = public_reports(municipality_nis).filter(reference=reference).first()
    if found is None:
        raise ReportNotFound
    return found


def reports(
    municipality_nis: str, *, states: Collection[str] = (), category: str = "", spam: bool = False
) -> QuerySet[Report]:
    """Return the reports of a municipality, the latest first.

    Args:
        municipality_nis: Among those acted for.
        states: Only these; every one where empty.
        category: Only this; every one where empty.
        spam: What was put aside as such, in place of the others.
    """
    rows = Report.objects.filter(municipality_nis=municipality_nis, is_spam=spam)
    if states:
        rows = rows.filter(state__in=set(states))
    if category:
        rows = rows.filter(category=category)
    return rows.order_by("-received_at", "-serial")


def counts(municipality_nis: str) -> dict[str, int]:
    """Return how many reports are in each state; spam does not count."""
    rows = Report.objects.filter(municipality_nis=municipality_nis, is_spam=False)
    return dict(rows.values_list("state").annotate(Count("pk")).order_by())


def reports_of(municipality_nis: str, known_as: Collection[bytes]) -> QuerySet[Report]:
    """Return the reports of a person who logged in, by any of her keyed hashes; latest first."""
    rows = Report.objects.filter(municipality_nis=municipality_nis, person__in=list(known_as))
    return rows.order_by("-received_at")


def steps_of(report: Report) -> list[Step]:
    """Return what happened to a report, in order."""
    return list(Step.objects.filter(report=report).order_by("number"))


def photos_of(report: Report) -> list[UUID]:
    """Return the keys of the photos of a report, in order."""
    rows = Photo.objects.filter(report=report).order_by("place")
    return list(rows.values_list("pk", flat=True))


def photo_content(report: Report, identifier: UUID) -> bytes:
    """Return one photo as a JPEG.

    Raises:
        ReportNotFound: The report has no such photo.
        CannotDecrypt: It was changed.
    """
    found = Photo.objects.filter(report=report, pk=identifier).first()
    if found is None:
        raise ReportNotFound
    return decrypt(found.municipality_nis, photo_purpose(found.pk), bytes(found.content))


def description_of(report: Report) -> str:
    """Return what the reporter wrote, decrypted.

    Raises:
        CannotDecrypt: It was changed.
    """
    purpose = description_purpose(report.pk)
    return decrypt(report.municipality_nis, purpose, bytes(report.description)).decode()


def reporter_of(report: Report) -> Caller | None:
    """Return who reported, decrypted; None where she left no name or was forgotten.

    Raises:
        CannotDecrypt: It was changed.
    """
    if report.reporter is None:
        return None
    purpose = reporter_purpose(report.pk)
    return opened_caller(report.municipality_nis, purpose, bytes(report.reporter))


def code_of(report: Report) -> str:
    """Return the code of a report that was just made; empty once its message has it.

    Raises:
        CannotDecrypt: It was changed.
    """
    if report.code is None:
        return ""
    purpose = code_purpose(report.pk)
    return decrypt(report.municipality_nis, purpose, bytes(report.code)).decode()


def note_of(step: Step) -> str:
    """Return what a step says to colleagues, decrypted; empty where it says nothing."""
    if step.note is None:
        return ""
    return decrypt(step.municipality_nis, note_purpose(step), bytes(step.note)).decode()


def held_about(person: bytes) -> list[Held]:
    """Return what is held of a person in the municipalities acted for."""
    return [_held(row) for row in Report.objects.filter(person=person).order_by("received_at")]


def _held(row: Report) -> Held:
    reporter = reporter_of(row)
    return Held(
        kind="report",
        title=_("A problem that you reported"),
        source=_("You yourself"),
        under=_("Your report; who reported is forgotten 90 days after its end"),
        fields={
            _("Place"): row.place,
            _("What you wrote"): description_of(row),
            _("Name"): reporter.name if reporter else "",
            _("E-mail address"): reporter.email if reporter else "",
            _("Phone"): reporter.phone if reporter else "",
        },
        since=row.received_at,
        masked=frozenset({_("E-mail address"), _("Phone")}),
        corrects=_("The town hall corrects it for you."),
        reference=row.reference,
    )


def description_purpose(identifier: UUID) -> str:
    """Return what the words of a report are encrypted for."""
    return f"report-description:{identifier}"


def reporter_purpose(identifier: UUID) -> str:
    """Return what a reporter is encrypted for."""
    return f"report-reporter:{identifier}"


def code_purpose(identifier: UUID) -> str:
    """Return what a code is encrypted for until its receipt leaves."""
    return f"report-code:{identifier}"


def photo_purpose(identifier: UUID) -> str:
    """Return what a photo is encrypted for."""
    return f"report-photo:{identifier}"


def note_purpose(step: Step) -> str:
    """Return what the note of a step is encrypted for."""
    return f"report-note:{step.report_id}:{step.number}"
