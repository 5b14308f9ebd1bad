"""What every view of a case needs, read once; that it was seen is noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from klik.domains.audit import access as audit
from klik.domains.audit.operations import record_view
from klik.domains.cases import queries
from klik.domains.documents import queries as documents
from klik.domains.messages import queries as messages
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.answering import address_of
from klik.faces.desk.cases.finding import title_of
from klik.faces.desk.persons import HANDLING, child_in_short, people_in_short
from klik.faces.desk.protecting import persons_in
from klik.faces.ui.words import money_written
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.cases.models import Case, Decision

_DECIDED = "granted"


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that somebody looks at.

    Attributes:
        case: Which.
        decisions: All of them, the first one first.
        decision: The one that stands, or else the last.
        grounds: What that one rests on, decrypted.
    """

    case: Case
    decisions: list[Decision]
    decision: Decision
    grounds: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, Any]:
        """Return the row that the decision kept, by column."""
        found: Mapping[str, Any] = self.grounds["row"]["values"]
        return found

    @property
    def persons(self) -> frozenset[bytes]:
        """Return everybody whom it names, by keyed hash."""
        return persons_in(self.grounds) | {bytes(self.case.subject)}


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing of the course of a case."""

    title: str
    note: str
    at: Any
    state: str = "done"
    href: str = ""


def open_case(
    request: DeskRequest, reference: str, *, part: str = "", purpose: str = HANDLING
) -> Opened:
    """Return a case to show it, of which a view is noted.

    Args:
        request: Of who looks.
        reference: Of the case or of one of its decisions.
        part: Which part of it is shown; empty for the overview.
        purpose: Why.

    Raises:
        DecisionNotFound: There is none.
        CasesNotYours: Another role.
        CannotDecrypt: What it kept was changed since.
    """
    case = queries.case_of(reference)
    record_view(
        request.municipality.nis,
        person=bytes(case.subject).hex(),
        shown=f"case:{case.reference}" + (f"/{part}" if part else ""),
        purpose=purpose,
        moment=moment_now(),
    )
    decisions = list(queries.decisions_of_case(case))
    if not decisions:
        raise queries.DecisionNotFound
    standing = (one for one in decisions if one.state == "standing")
    decision = next(standing, decisions[-1])
    return Opened(case, decisions, decision, queries.grounds_of(decision))


def context_of(request: DeskRequest, opened: Opened, tab: str) -> dict[str, Any]:
    """Return what every view of a case shows."""
    case, decision = opened.case, opened.decision
    references = [one.reference for one in opened.decisions]
    found = [one for ref in references for one in documents.documents_about("decision", ref)]
    sent = messages.messages_with(
        request.municipality.nis,
        [
            *(f"decision:{reference}" for reference in references),
            *(one.key for one in found if one.key.startswith(messages.BESIDE_A_DECISION)),
        ],
    )
    return {
        "case": case,
        "decision": decision,
        "title": title_of(decision.adoption_id),
        "heading": _heading(opened),
        "tab": tab,
        "people": people_in_short(opened.values),
        "documents_count": len(found),
        "messages_count": len(sent),
        "documents": found,
        "sent": sent,
        "timeline": list(_course(request, opened)),
        "may_see_views": audit.may_read_audit(request.staff),
    }


def _heading(opened: Opened) -> str:
    child, decision = child_in_short(opened.values), opened.decision
    if decision.state == "withdrawn":
        return _("{child}: this decision was taken back").format(child=child)
    if decision.outcome != _DECIDED:
        return _("{child} does not get this").format(child=child)
    if not decision.amount_cents:
        return _("{child} gets this").format(child=child)
    return _("{child} gets {money}").format(child=child, money=money_written(decision.amount_cents))


def _course(request: DeskRequest, opened: Opened) -> Iterator[Happened]:
    for event in queries.timeline(opened.case.reference):
        note = _noted(event.kind, event.what)
        if event.kind == "document":
            href = address_of(request, "document", event.reference)
            yield Happened(wording.word_of("event", event.kind), "", event.at, href=href)
        else:
            yield Happened(wording.word_of("event", event.kind), note, event.at)


def _noted(kind: str, what: str) -> str:
    if kind == "decided":
        return str(wording.worded("outcome", what).word)
    if kind in {"message", "message-sent"}:
        return wording.word_of("channel", what)
    if kind == "payment-settled":
        return str(wording.worded("order", what).word)
    if kind == "handout":
        return str(wording.worded("handout", what).word)
    if kind == "task-opened":
        return wording.word_of("reason", what)
    return wording.word_of("task-outcome", what) if kind == "task-finished" else ""
