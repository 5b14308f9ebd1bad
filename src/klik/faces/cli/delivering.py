"""What `klik deliver` and `klik watch` do with one file; needs Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from klik.domains.registers import jobs, queries
from klik.domains.registers.queries import Channel
from klik.ground.clock import HOME
from klik.ground.deliveries import write_reject_report
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, ActorKind, acting_for
from klik.packages.wording import Language

OPERATOR: Final = Actor(ActorKind.OPERATOR, "deliver")
Progress = Callable[[int], None]


class AgreementNotChosen(Refusal):
    """The command names no agreement, or none of the municipality."""

    status = 422


class FileRefused(Refusal):
    """A delivery that was refused as a whole, perhaps when it came before."""

    status = 422


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file is delivered to.

    Attributes:
        municipality_nis: The municipality.
        agreement_id: Under which it is delivered.
        title: What people call the agreement.
    """

    municipality_nis: str
    agreement_id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery that was checked to its end.

    Attributes:
        target: Where it was delivered.
        delivery_id: Names it.
        was_known: Whether the same bytes came before.
        figures: Rows delivered, accepted, rejected, and asked about.
        reasons: Code of a reject to how many.
    """

    target: Target
    delivery_id: UUID
    was_known: bool
    figures: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """Return the figures in words."""
        return (
            "{delivered:,} rows delivered: {accepted:,} accepted ({asked:,} with a question), "
            "{rejected:,} rejected"
        ).format(**self.figures)

    def as_mapping(self) -> dict[str, Any]:
        """Return it for a machine."""
        return {
            "delivery": str(self.delivery_id),
            "was_known": self.was_known,
            **self.figures,
            "reasons": dict(self.reasons),
        }


def target_of(municipality_nis: str, agreement: str, *, moment: datetime) -> Target:
    """Return the agreement that is meant: by how its id begins, or the only one in force.

    Raises:
        ActingNowhere: No municipality of today has this code.
        AgreementNotChosen: None is in force, several are, or none has an id that begins so.
    """
    day = moment.astimezone(HOME).date()
    with acting_for([municipality_nis], OPERATOR):
        in_force = list(queries.agreements_in_force(municipality_nis, day))
    found = [one for one in in_force if str(one.pk).startswith(agreement.lower())]
    if len(found) == 1:
        return Target(municipality_nis, found[0].pk, found[0].title["nl"])
    listed = "".join(f"\n  {one.pk}  {one.title['nl']}" for one in in_force)
    said = "Name one of these with --agreement:" if in_force else "Adopt a package first."
    raise AgreementNotChosen(
        f"{len(found)} agreements of {municipality_nis} in force today fit. {said}{listed}"
    )


def deliver_file(
    path: Path,
    target: Target,
    *,
    moment: datetime,
    channel: Channel = Channel.COMMAND,
    progress: Progress | None = None,
) -> Delivered:
    """Take in a file and check it to its end; a file that came before is left as it was.

    Raises:
        DeliveryRefused: It cannot be read, or has columns outside the agreement.
        FileRefused: The same bytes were refused before, or are refused while they are checked.
        AgreementNotInForce: Today nothing may be delivered under it.
    """
    nis = target.municipality_nis
    sending = jobs.Sending(nis, target.agreement_id, OPERATOR, path.name, channel)
    received = jobs.deliver(path, sending, moment=moment)
    delivery = jobs.check_delivery(
        nis, received.pk, moment=moment, actor=OPERATOR, progress=progress
    )
    jobs.remove_files(nis, moment=moment)
    if delivery.refusal:
        said = delivery.refusal
        raise FileRefused(f"{said['reason']['en']} {said['remedy']['en']}")
    with acting_for([nis], OPERATOR):
        codes = queries.rejected_rows(delivery).values_list("code", flat=True)
        reasons = Counter(codes.iterator(chunk_size=1000))
    figures = {
        name: getattr(delivery, name) for name in ("delivered", "accepted", "rejected", "asked")
    }
    return Delivered(target, delivery.pk, received.was_known, figures, dict(reasons.most_common()))


def write_report(done: Delivered, path: Path, *, language: Language) -> int:
    """Write the rejected rows of a delivery as CSV to `path`; return how many."""
    nis = done.target.municipality_nis
    with acting_for([nis], OPERATOR):
        delivery = queries.delivery_of(nis, done.delivery_id)
        return write_reject_report(path, queries.reject_report(delivery), language=language)


def is_closed(target: Target, sha256: str) -> bool:
    """Return whether the report of the delivery of these bytes is closed."""
    with acting_for([target.municipality_nis], OPERATOR):
        found = queries.deliveries(target.municipality_nis).filter(
            agreement_id=target.agreement_id, sha256=sha256
        )
        delivery = found.first()
        return delivery is not None and bool(delivery.report_closed_at or delivery.expired_at)
