"""What one can come for, when somebody is there, and what is forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.appointments import access
from klik.domains.appointments.models import Appointment, AppointmentKind, Opening
from klik.domains.audit.operations import record_act
from klik.ground.hours import Span, stored_hours
from klik.ground.persons import Erasure
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

KEPT_DAYS: Final = 30
_SHORTEST_MINUTES: Final = 5
_LONGEST_MINUTES: Final = 480


class KindsNotYours(Refusal):
    """An actor who may not change what one can come for."""

    status = 403
    reason = "Only a clerk or a regulation manager changes what people can come for."


class KindRefused(Refusal):
    """Something to come for that has no name, no length or no room."""

    status = 422
    reason = "Give a title, a length from 5 to 480 minutes, and room for at least one at a time."


@dataclass(frozen=True, slots=True)
class KindWish:
    """Something that one can come for, as staff write it.

    Attributes:
        title, bring: A text per language; Dutch is needed for the title.
        minutes: How long it takes.
        capacity: How many are received at the same time.
        lead_hours: Not sooner than in so many hours.
        horizon_days: Not later than in so many days.
        is_offered: Whether one can come for it now.
    """

    title: Mapping[str, str]
    bring: Mapping[str, str]
    minutes: int
    capacity: int
    lead_hours: int
    horizon_days: int
    is_offered: bool = True


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody is there: of a weekday (0 is Monday) or of one day.

    Attributes:
        weekday: None for hours of one day.
        day: None for hours of a weekday.
        spans: None at all where nobody is there.
        capacity: How many at the same time; None for that of the kind.
    """

    weekday: int | None
    day: date | None
    spans: tuple[Span, ...]
    capacity: int | None = None


def set_kind(
    municipality_nis: str, identifier: UUID, wish: KindWish, *, moment: datetime
) -> AppointmentKind:
    """Keep something that one can come for, new or changed; appointments made before stay.

    Raises:
        KindsNotYours: Another role.
        KindRefused: No title, no length or no room.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    _require_keeper()
    is_timed = _SHORTEST_MINUTES <= wish.minutes <= _LONGEST_MINUTES
    fits = is_timed and wish.capacity >= 1 and wish.horizon_days >= 1
    if not wish.title.get("nl") or not fits:
        raise KindRefused
    kind, _ = AppointmentKind.objects.update_or_create(
        pk=identifier,
        municipality_nis=municipality_nis,
        defaults={
            "title": dict(wish.title),
            "bring": dict(wish.bring),
            "minutes": wish.minutes,
            "capacity": wish.capacity,
            "lead_hours": wish.lead_hours,
            "horizon_days": wish.horizon_days,
            "is_offered": wish.is_offered,
            "set_at": moment,
        },
    )
    payload = {"minutes": wish.minutes, "capacity": wish.capacity, "is_offered": wish.is_offered}
    _record(kind, "appointments.set-kind", payload, moment)
    return kind


def set_openings(kind: AppointmentKind, hours: Sequence[Hours], *, moment: datetime) -> None:
    """Keep when somebody is there for a kind, in place of what was kept.

    Raises:
        KindsNotYours: Another role.
        KindRefused: Hours of no day or of both, or twice of the same.
    """
    _require_keeper()
    places = [(one.weekday, one.day) for one in hours]
    is_placed = all((weekday is None) != (day is None) for weekday, day in places)
    if not is_placed or len(set(places)) < len(places):
        raise KindRefused("Give hours once for each weekday, and once for each single day.")
    Opening.objects.filter(kind=kind).delete()
    Opening.objects.bulk_create(
        [
            Opening(
                municipality_nis=kind.municipality_nis,
                kind=kind,
                weekday=one.weekday,
                day=one.day,
                spans=stored_hours(one.spans),
                capacity=one.capacity,
            )
            for one in hours
        ]
    )
    _record(kind, "appointments.set-openings", {"rules": len(hours)}, moment)


def forget_past(*, moment: datetime) -> int:
    """Remove appointments a month after their moment, with who came; return how many.

    Raises:
        NotActing: Outside `acting_for`.
    """
    past = Appointment.objects.filter(ends_at__lt=moment - timedelta(days=KEPT_DAYS))
    return past.delete()[0]


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Remove every appointment of a person in the municipalities acted for.

    One that is still to come goes too: nobody knows any more who would come.
    """
    rows = list(Appointment.objects.filter(person=person))
    for row in rows:
        record_act(
            row.municipality_nis,
            "appointments.erase",
            subject=f"appointment:{row.pk}",
            payload={},
            moment=moment,
        )
        row.delete()
    return Erasure(erased=len(rows))


def _require_keeper() -> None:
    if not access.may_keep_kinds(current_actor()):
        raise KindsNotYours


def _record(
    kind: AppointmentKind, act: str, payload: Mapping[str, object], moment: datetime
) -> None:
    record_act(
        kind.municipality_nis,
        act,
        subject=f"appointment-kind:{kind.pk}",
        payload=payload,
        moment=moment,
    )
