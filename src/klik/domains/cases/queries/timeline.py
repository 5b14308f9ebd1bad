"""What happened in a case, over the domains below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from klik.domains.cases.models import Case
from klik.domains.cases.queries.decisions import case_of, decisions_of_case
from klik.domains.documents import queries as documents
from klik.domains.messages import queries as messages
from klik.domains.payments import queries as payments
from klik.domains.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        at: When.
        kind: `decided`, `document`, `message`, `message-sent` by mail, `message-printed`,
            `message-posted`, `payment`, `payment-settled`, `handout`, `task-opened` or
            `task-finished`.
        reference: Of what: a decision, the key of a document, message or task, an order.
        what: An outcome, a title, a channel, a state or a reason code; names nobody.
    """

    at: datetime
    kind: str
    reference: str
    what: str


def timeline(reference: str) -> list[Event]:
    """Return what happened in the case of a decision, the first thing first.

    Raises:
        DecisionNotFound: There is no case of that reference.
        NotActing: Outside `acting_for`.
    """
    return sorted(_events(case_of(reference)), key=lambda one: (one.at, one.kind, one.reference))


def _events(case: Case) -> Iterator[Event]:
    yield from _tasks("case", case.reference)
    for decision in decisions_of_case(case):
        yield Event(decision.decided_at, "decided", decision.reference, decision.outcome)
        for document in documents.documents_about("decision", decision.reference):
            yield Event(document.filed_at, "document", document.key, document.title)
            if document.key.startswith(messages.BESIDE_A_DECISION):
                yield from _message(decision.municipality_nis, document.key)
        yield from _message(decision.municipality_nis, f"decision:{decision.reference}")
        yield from _payments(decision.reference)
        yield from _tasks("decision", decision.reference)


def _message(municipality_nis: str, key: str) -> Iterator[Event]:
    for sent in messages.messages_with(municipality_nis, [key]).values():
        yield Event(sent.queued_at, "message", key, sent.channel)
        if sent.sent_at is not None:
            yield Event(sent.sent_at, "message-sent", key, sent.channel)
        if sent.printed_at is not None:
            yield Event(sent.printed_at, "message-printed", key, sent.channel)
        if sent.batch is not None and sent.batch.posted_at is not None and sent.printed_at:
            yield Event(sent.batch.posted_at, "message-posted", key, sent.channel)


def _payments(reference: str) -> Iterator[Event]:
    for order in payments.orders_about(reference):
        yield Event(order.placed_at, "payment", order.end_to_end_id, "placed")
        if order.settled_at is not None:
            yield Event(order.settled_at, "payment-settled", order.end_to_end_id, order.state)
    for handout in payments.handouts_about(reference):
        yield Event(handout.placed_at, "handout", handout.reference, handout.state)


def _tasks(kind: str, reference: str) -> Iterator[Event]:
    for task in tasks.tasks_about(kind, reference):
        yield Event(task.opened_at, "task-opened", task.key, task.reason)
        if task.finished_at is not None:
            yield Event(task.finished_at, "task-finished", task.key, task.outcome)
