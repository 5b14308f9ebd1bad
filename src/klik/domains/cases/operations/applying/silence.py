"""Notes that a source of an application does not answer, and that it does again."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from klik.domains.cases.models import Application, SilentSource, SourceOutcome
from klik.domains.cases.operations.applying.keeping import record_act_on
from klik.domains.cases.queries.applications.silent import silent_source
from klik.domains.registers.queries import Silent
from klik.ground.tenancy import current_actor


def note_silence(
    application: Application, record: str, because: Silent, *, moment: datetime
) -> SilentSource | None:
    """Note that a source does not answer; noted again, nothing changes.

    Returns:
        What waits; None where a person found a proof enough.
    """
    standing = silent_source(application)
    if standing is not None:
        return standing
    latest = SilentSource.objects.filter(application=application).order_by("-since_at").first()
    if latest is not None and latest.outcome == SourceOutcome.PROOF:
        return None
    silent = SilentSource(
        id=uuid4(),
        municipality_nis=application.municipality_nis,
        application=application,
        record=record,
        because=because.value,
        since_at=moment,
    )
    silent.save(force_insert=True)
    payload = {"source": record, "because": because.value}
    record_act_on(application, "cases.note-silent-source", payload, moment)
    return silent


def note_answer(silent: SilentSource | None, *, moment: datetime) -> None:
    """Note that a source answers again; nothing where none was silent."""
    if silent is None:
        return
    end_silence(silent, SourceOutcome.ANSWERED, moment=moment)
    record_act_on(silent.application, "cases.note-answer", {"source": silent.record}, moment)


def end_silence(silent: SilentSource, outcome: SourceOutcome, *, moment: datetime) -> None:
    """Note how the waiting for a source ended."""
    silent.ended_at, silent.ended_by = moment, current_actor().reference
    silent.outcome = outcome
    silent.save(update_fields=["ended_at", "ended_by", "outcome"])
