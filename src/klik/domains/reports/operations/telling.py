"""Tell who reported what becomes of it, a note for each step."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from klik.domains.messages.models import Kind
from klik.domains.messages.operations import Note
from klik.domains.reports import queries
from klik.domains.reports.models import Report, State, Step
from klik.ground.callers import Caller
from klik.ground.letters.letter import Language
from klik.ground.letters.letter_text import plain_in_markdown

MOST_AT_ONCE: Final = 50
GRACE: Final = timedelta(minutes=1)
"""So long the page itself shows the code, before the message takes it along."""
_SAID: Final = MappingProxyType(
    {
        ("received", "nl"): ("Wij kregen uw melding", "Bedankt. Wij bekijken uw melding."),
        ("received", "en"): ("We received your report", "Thank you. We look at your report."),
        ("planned", "nl"): ("Uw melding is gepland", "Wij plannen het werk."),
        ("planned", "en"): ("Your report is planned", "We plan the work."),
        ("in-work", "nl"): ("Wij werken aan uw melding", "Het werk is begonnen."),
        ("in-work", "en"): ("We work on your report", "The work has begun."),
        ("solved", "nl"): ("Uw melding is opgelost", "Het probleem is opgelost."),
        ("solved", "en"): ("Your report is solved", "The problem is solved."),
        ("not-ours", "nl"): ("Wij gaven uw melding door", "Dit is niet van ons."),
        ("not-ours", "en"): ("We passed your report on", "This is not ours."),
        ("closed", "nl"): ("Uw melding is gesloten", "Wij doen hier niets meer aan."),
        ("closed", "en"): ("Your report is closed", "We do nothing more about it."),
    }
)


def untold(municipality_nis: str, *, moment: datetime) -> list[tuple[int, Note]]:
    """Return the steps of which somebody must be told, the oldest first, at most fifty."""
    rows = Step.objects.filter(
        municipality_nis=municipality_nis, told_at__isnull=True, taken_at__lte=moment - GRACE
    )
    steps = rows.select_related("report").order_by("taken_at", "number")[:MOST_AT_ONCE]
    notes = [(step, queries.reporter_of(step.report)) for step in steps]
    return [(step.pk, _note(step, reporter)) for step, reporter in notes if reporter]


def note_told(step: int, *, moment: datetime) -> None:
    """Note that a step was told: then the code of a receipt is gone for good."""
    found = Step.objects.filter(pk=step)
    found.filter(told_at__isnull=True).update(told_at=moment)
    Report.objects.filter(steps__in=found.filter(number=1)).update(code=None)


def forget_codes(*, moment: datetime) -> int:
    """Forget the codes of who left no name, once her page had time to show them; return how many.

    Raises:
        NotActing: Outside `acting_for`.
    """
    shown = Report.objects.filter(received_at__lte=moment - GRACE, code__isnull=False)
    return shown.filter(reporter__isnull=True).update(code=None)


def municipalities_to_tell(moment: datetime) -> list[str]:
    """Return the NIS codes, among those acted for, where something must be told."""
    rows = Step.objects.filter(told_at__isnull=True, taken_at__lte=moment - GRACE)
    return sorted(set(rows.values_list("municipality_nis", flat=True)))


def _note(step: Step, reporter: Caller) -> Note:
    report = step.report
    language: Language = "en" if report.language == "en" else "nl"
    subject, opening = _SAID[step.state, language]
    name = plain_in_markdown(reporter.name)
    parts = [
        f"Dear {name}," if language == "en" else f"Beste {name},",
        opening,
        plain_in_markdown(step.sentence),
        _forwarded(step, language),
        _where(report, language),
        _code(report, step, language),
    ]
    return Note(
        key=f"report:{report.pk}:{step.number}",
        person=bytes(report.person) if report.person else None,
        caller=reporter,
        subject=subject,
        body_markdown="\n\n".join(part for part in parts if part),
        language=language,
        reference=report.reference,
        kind=Kind.NEWS,
        about_kind="report",
        about=report.reference,
    )


def _forwarded(step: Step, language: Language) -> str:
    to = plain_in_markdown(step.report.forwarded_to)
    if step.state != State.NOT_OURS or not to:
        return ""
    return f"It is now with: {to}." if language == "en" else f"Wie het nu heeft: {to}."


def _where(report: Report, language: Language) -> str:
    place = plain_in_markdown(report.place)
    if language == "en":
        return f"- Report: **{report.reference}**\n- Place: {place}"
    return f"- Melding: **{report.reference}**\n- Plaats: {place}"


def _code(report: Report, step: Step, language: Language) -> str:
    code = queries.code_of(report)
    if not code or step.number > 1:
        return ""
    if language == "en":
        return f"Follow it on our website with your code **{code}**."
    return f"Volg ze op onze website met uw code **{code}**."
