"""Reads of agreements and deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Sum

from klik.domains.registers import access
from klik.domains.registers.models import (
    Agreement,
    DeliveredRow,
    Delivery,
    DeliveryState,
    FileToRemove,
    RejectedRow,
)
from klik.ground.deliveries import Question, Rejected
from klik.ground.deliveries.texts import question_of
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class RegisterNotFound(Refusal):
    """No agreement, delivery or row of a municipality acted for has this key."""

    status = 404
    reason = "This is not there, or not of this municipality."


class RegistersNotYours(Refusal):
    """An actor whose role does not do this with deliveries."""

    status = 403
    reason = "Your role does not allow this with deliveries of registers."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about an accepted row.

    Attributes:
        line: Where the row starts in the file.
        question: About which column, and what.
    """

    line: int
    question: Question


def agreements(municipality_nis: str) -> QuerySet[Agreement]:
    """Return the agreements of a municipality acted for, the latest first.

    They are public: purpose, columns and period stand on a public page.
    """
    found = Agreement.objects.filter(municipality_nis=municipality_nis)
    return found.order_by("-from_on", "-recorded_at", "id")


def agreements_in_force(municipality_nis: str, day: date) -> QuerySet[Agreement]:
    """Return the agreements that are in force on `day`, the latest first."""
    open_ended = Q(until_on__isnull=True) | Q(until_on__gte=day)
    return agreements(municipality_nis).filter(open_ended, from_on__lte=day)


def agreement_of(municipality_nis: str, agreement_id: UUID) -> Agreement:
    """Return one agreement.

    Raises:
        RegisterNotFound: The municipality has no such agreement.
    """
    found = agreements(municipality_nis).filter(pk=agreement_id).first()
    if found is None:
        raise RegisterNotFound
    return found


def agreement_of_adoption(municipality_nis: str, adoption_id: UUID) -> Agreement:
    """Return the agreement that was recorded for an adoption.

    Raises:
        RegisterNotFound: None was.
    """
    found = agreements(municipality_nis).filter(adoption_id=adoption_id).first()
    if found is None:
        raise RegisterNotFound
    return found


def deliveries(municipality_nis: str) -> QuerySet[Delivery]:
    """Return the deliveries of a municipality acted for, with their agreement, the latest first.

    Raises:
        RegistersNotYours: No member of its staff.
    """
    if not access.may_read_deliveries(current_actor()):
        raise RegistersNotYours
    found = Delivery.objects.filter(municipality_nis=municipality_nis)
    return found.select_related("agreement").order_by("-received_at", "-number", "id")


def delivery_of(municipality_nis: str, delivery_id: UUID) -> Delivery:
    """Return one delivery with its agreement.

    Raises:
        RegisterNotFound: The municipality has no such delivery.
        RegistersNotYours: No member of its staff.
    """
    found = deliveries(municipality_nis).filter(pk=delivery_id).first()
    if found is None:
        raise RegisterNotFound
    return found


def deliveries_holding(token: OuterRef) -> QuerySet[Delivery]:
    """Return the deliveries with the row of this token, for a query that holds the token."""
    return Delivery.objects.filter(deliveredrow__token=token)


def delivery_of_row(municipality_nis: str, token: UUID) -> Delivery | None:
    """Return the delivery that a row came with, with its agreement; None where it expired.

    Raises:
        RegistersNotYours: No member of its staff.
    """
    return deliveries(municipality_nis).filter(deliveredrow__token=token).first()


def deliveries_to_check(municipality_nis: str) -> QuerySet[Delivery]:
    """Return the deliveries that were received and not checked to the end, the oldest first."""
    waiting = deliveries(municipality_nis).filter(
        state__in=[DeliveryState.RECEIVED, DeliveryState.CHECKING], expired_at__isnull=True
    )
    return waiting.order_by("received_at", "number", "id")


def accepted_count(municipality_nis: str, agreement_id: UUID) -> int:
    """Return how many accepted rows count under an agreement: about as many as a run has children.

    Raises:
        RegistersNotYours: Another role.
    """
    checked = deliveries(municipality_nis).filter(
        agreement_id=agreement_id, state=DeliveryState.CHECKED, expired_at__isnull=True
    )
    return int(checked.order_by().aggregate(total=Sum("accepted"))["total"] or 0)


def tokens_of(delivery: Delivery) -> QuerySet[DeliveredRow, UUID]:
    """Return the tokens of the accepted rows of a delivery, to ask within another query."""
    return DeliveredRow.objects.filter(delivery=delivery).values_list("token", flat=True)


def reports_to_close(municipality_nis: str) -> QuerySet[Delivery]:
    """Return the deliveries that were checked and whose report is open, the oldest first.

    Of one that was refused nothing is kept, so there is nothing to close.
    """
    left = deliveries(municipality_nis).filter(
        state=DeliveryState.CHECKED, report_closed_at__isnull=True, expired_at__isnull=True
    )
    return left.order_by("received_at", "number", "id")


def municipalities_with_files_to_remove(moment: datetime) -> list[str]:
    """Return the NIS codes of the municipalities acted for of which a file may go."""
    return _codes(FileToRemove.objects.filter(after_at__lte=moment))


def municipalities_with_deliveries_over(day: date) -> list[str]:
    """Return the NIS codes of the municipalities acted for of which a delivery's term is over."""
    return _codes(Delivery.objects.filter(expired_at__isnull=True, expires_on__lte=day))


def deliveries_to_name() -> QuerySet[Delivery]:
    """Return the deliveries of which it is not kept yet whom their rows name, the oldest first."""
    found = Delivery.objects.filter(
        state=DeliveryState.CHECKED, expired_at__isnull=True, parties_named_to__isnull=False
    )
    return found.select_related("agreement").order_by("received_at", "number", "id")


def asked_rows(delivery: Delivery) -> QuerySet[DeliveredRow]:
    """Return the accepted rows about which something is asked, by line; none once it expired."""
    return DeliveredRow.objects.filter(delivery=delivery).exclude(questions=[]).order_by("line")


def questions_of(rows: Iterable[DeliveredRow]) -> list[Asked]:
    """Return what is asked about these rows, row by row."""
    return [
        Asked(row.line, question_of(code, column)) for row in rows for code, column in row.questions
    ]


def rejected_rows(delivery: Delivery) -> QuerySet[RejectedRow]:
    """Return the rejected rows of a delivery by line; the values are gone once it is closed."""
    return RejectedRow.objects.filter(delivery=delivery).order_by("line")


def reject_report(delivery: Delivery) -> Iterator[Rejected]:
    """Yield the rejected rows as `write_reject_report` takes them."""
    for row in rejected_rows(delivery).iterator(chunk_size=500):
        yield Rejected(row.line, row.column, row.code, row.masked, row.reason, row.remedy)


def _codes(rows: QuerySet[Delivery] | QuerySet[FileToRemove]) -> list[str]:
    codes = rows.order_by("municipality_nis").values_list("municipality_nis", flat=True)
    return list(codes.distinct())
