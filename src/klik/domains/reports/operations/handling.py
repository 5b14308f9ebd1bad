"""Say what becomes of a report, put aside what is none, and forget who reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from klik.domains.audit.operations import record_act
from klik.domains.reports import access, queries
from klik.domains.reports.models import ENDED, Photo, Report, State, Step
from klik.domains.reports.operations.reporting import ReportsNotYours
from klik.ground.keys.sealing import encrypt
from klik.ground.persons import Erasure
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

KEPT_DAYS: Final = 90
LONGEST_SENTENCE: Final = 300
LONGEST_NOTE: Final = 2000
_AT_ONCE: Final = 200


class StepRefused(Refusal):
    """A step that says too little, or that does not follow."""

    status = 422
    reason = "Say in one sentence what happens; with a report that is not yours, who has it now."


@dataclass(frozen=True, slots=True)
class NextStep:
    """What becomes of a report.

    Attributes:
        state: One of `State`, not received.
        sentence: For everybody to read, at most 300 signs.
        forwarded_to: Who has it now; with not-ours only.
        note: For colleagues; may be empty.
    """

    state: str
    sentence: str
    forwarded_to: str = ""
    note: str = field(default="", repr=False)


def take_step(report: Report, step: NextStep, *, moment: datetime) -> Report:
    """Bring a report to a state; exactly the last step again changes nothing.

    From now on everybody may see category, place, state and sentences.

    Args:
        report: Of a municipality acted for.
        step: Its state, the sentence with it, and who has it now.
        moment: When.

    Raises:
        ReportsNotYours: Another role.
        StepRefused: No sentence, nobody to whom it went, or back to received.
        ReportNotFound: It is of another municipality, or spam.
    """
    state = State(step.state)
    sentence, to = step.sentence.strip(), step.forwarded_to.strip()
    is_told_whom = bool(to) == (state == State.NOT_OURS)
    is_sized = 0 < len(sentence) <= LONGEST_SENTENCE and len(step.note) <= LONGEST_NOTE
    if state == State.RECEIVED or not is_sized or not is_told_whom:
        raise StepRefused
    locked = _locked(report)
    if locked.is_spam:
        raise queries.ReportNotFound
    *_, last = queries.steps_of(locked)
    if (last.state, last.sentence, locked.forwarded_to) == (state, sentence, to):
        return locked
    locked.state, locked.forwarded_to = state, to
    locked.is_public, locked.changed_at = True, moment
    locked.save(update_fields=["state", "forwarded_to", "is_public", "changed_at"])
    _add_step(locked, last.number + 1, step, moment)
    _record(locked, "reports.take-step", {"state": state.value}, moment)
    return locked


def mark_spam(report: Report, *, moment: datetime) -> Report:
    """Put aside what is no report: nobody is told, and its photos go; again changes nothing.

    Raises:
        ReportsNotYours: Another role.
        ReportNotFound: It is of another municipality.
    """
    locked = _locked(report)
    if locked.is_spam:
        return locked
    locked.is_spam, locked.is_public = True, False
    locked.changed_at, locked.code = moment, None
    locked.save(update_fields=["is_spam", "is_public", "changed_at", "code"])
    Photo.objects.filter(report=locked).delete()
    Step.objects.filter(report=locked, told_at__isnull=True).update(told_at=moment)
    _record(locked, "reports.mark-spam", {}, moment)
    return locked


def hide(report: Report, *, hidden: bool, moment: datetime) -> Report:
    """Keep a report out of the public list, or show it there; the same again changes nothing.

    Raises:
        ReportsNotYours: Another role.
        ReportNotFound: It is of another municipality.
    """
    locked = _locked(report)
    if locked.is_public == hidden and not locked.is_spam:
        locked.is_public = not hidden
        locked.save(update_fields=["is_public"])
        _record(locked, "reports.hide" if hidden else "reports.show", {}, moment)
    return locked


def forget_reporters(*, moment: datetime) -> int:
    """Forget who reported, her words and photos, three months after the end; return how many.

    Raises:
        NotActing: Outside `acting_for`.
    """
    before = moment - timedelta(days=KEPT_DAYS)
    rows = Report.objects.filter(changed_at__lt=before, forgotten_at__isnull=True)
    over = list(rows.filter(Q(state__in=ENDED) | Q(is_spam=True))[:_AT_ONCE])
    for row in over:
        _forget(row, moment)
    return len(over)


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Forget a person, her words and photos in the municipalities acted for.

    The problem, its place and what became of it stay: they are of the street, not of her.
    """
    rows = list(Report.objects.filter(person=person))
    for row in rows:
        _forget(row, moment)
        _record(row, "reports.erase", {}, moment)
    return Erasure(erased=len(rows))


def _forget(report: Report, moment: datetime) -> None:
    Photo.objects.filter(report=report).delete()
    Step.objects.filter(report=report, told_at__isnull=True).update(told_at=moment)
    purpose = queries.description_purpose(report.pk)
    report.description = encrypt(report.municipality_nis, purpose, b"")
    report.person, report.reporter, report.code = None, None, None
    report.forgotten_at = moment
    report.save(update_fields=["description", "person", "reporter", "code", "forgotten_at"])


def _locked(report: Report) -> Report:
    if not access.may_handle(current_actor()):
        raise ReportsNotYours
    found = Report.objects.select_for_update().filter(pk=report.pk).first()
    if found is None:
        raise queries.ReportNotFound
    return found


def _add_step(report: Report, number: int, step: NextStep, moment: datetime) -> None:
    row = Step(
        municipality_nis=report.municipality_nis,
        report=report,
        number=number,
        state=step.state,
        sentence=step.sentence.strip(),
        taken_at=moment,
        taken_by=current_actor().reference,
        told_at=moment if report.reporter is None else None,
    )
    if step.note.strip():
        purpose = queries.note_purpose(row)
        row.note = encrypt(report.municipality_nis, purpose, step.note.strip().encode())
    row.save()


def _record(report: Report, act: str, payload: Mapping[str, object], moment: datetime) -> None:
    record_act(
        report.municipality_nis,
        act,
        subject=f"report:{report.reference}",
        payload=payload,
        moment=moment,
    )
