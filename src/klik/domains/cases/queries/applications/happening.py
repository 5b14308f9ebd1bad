"""What happened in an application, up to its decision and what followed from that."""

from __future__ import annotations

from collections.abc import Iterator

from klik.domains.cases.models import Application, ApplicationState, Dispute
from klik.domains.cases.queries.applications.finding import files_of, questions_of
from klik.domains.cases.queries.timeline import Event, timeline
from klik.domains.messages import queries as messages


def application_timeline(application: Application) -> list[Event]:
    """Return what happened, the first thing first.

    Kinds: `started`, `submitted`, `file`, `asked`, `told`, `answered`, `disputed`, `owner-told`,
    `owner-answered`, `settled`, `withdrawn`, `expired`, and those of `timeline` once it is decided.

    Raises:
        NotActing: Outside `acting_for`.
    """
    events = list(_events(application))
    if application.decision:
        events += timeline(application.decision)
    return sorted(events, key=lambda one: (one.at, one.kind, one.reference))


def _events(application: Application) -> Iterator[Event]:
    reference = application.reference
    yield Event(application.started_at, "started", reference, application.channel)
    if application.submitted_at is not None:
        yield Event(application.submitted_at, "submitted", reference, application.channel)
    for file in files_of(application):
        yield Event(file.added_at, "file", file.digest, file.question)
    yield from _questions(application)
    for dispute in Dispute.objects.filter(application=application).order_by("said_at"):
        yield Event(dispute.said_at, "disputed", reference, dispute.fact)
        yield from _owner(dispute, reference)
        if dispute.settled_at is not None:
            yield Event(dispute.settled_at, "settled", reference, dispute.fact)
    ended = {ApplicationState.WITHDRAWN, ApplicationState.EXPIRED}
    if application.state in ended and application.ended_at is not None:
        yield Event(application.ended_at, application.state, reference, "")


def _owner(dispute: Dispute, reference: str) -> Iterator[Event]:
    """What happened between the town and who owns the source of a fact."""
    if dispute.told_at is not None:
        yield Event(dispute.told_at, "owner-told", reference, dispute.told_to)
    if dispute.owner_answered_at is not None:
        yield Event(dispute.owner_answered_at, "owner-answered", reference, dispute.owner_answer)


def _questions(application: Application) -> Iterator[Event]:
    asked = questions_of(application)
    keys = {f"question:{application.reference}/{one.number}": one for one in asked}
    sent = messages.messages_with(application.municipality_nis, list(keys))
    for key, one in keys.items():
        yield Event(one.asked_at, "asked", key, one.fact)
        if key in sent:
            yield Event(sent[key].queued_at, "told", key, sent[key].channel)
        if one.answered_at is not None:
            yield Event(one.answered_at, "answered", key, one.fact)
