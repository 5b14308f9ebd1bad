"""One case of a resident: how it stands, what was decided and why, and what was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import applications, own
from klik.domains.messages import operations as messages_operations
from klik.domains.messages import queries as messages
from klik.domains.payments import queries as payments
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.hers import Regulation, numbers_of, page_of, regulations, waiting_for
from klik.faces.portal.mine.sources import source_said
from klik.faces.portal.mine.wording import PAID, heading_of, objection_said, standing_of
from klik.faces.ui.apply.hers import language_of_page
from klik.faces.ui.words import day_written
from klik.ground.clock import moment_now, today
from klik.packages.french import in_language

if TYPE_CHECKING:
    from klik.domains.cases.models import Application


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing of the course of a case."""

    title: str
    note: str
    at: datetime | None
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that a decision used."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A case of hers with everything that its pages need.

    Attributes:
        known_as: Her keyed hashes.
        case: As the list shows it.
        about: What it is about.
        decisions: Those of which she is a party, the latest first.
        application: Hers; None where she did not apply.
    """

    known_as: frozenset[bytes]
    case: own.OwnCase
    about: Regulation
    decisions: list[own.OwnDecision]
    application: Application | None

    @property
    def latest(self) -> own.OwnDecision | None:
        """Return the latest decision; None before one."""
        return next(iter(self.decisions), None)


def open_case(request: ResidentRequest, reference: str) -> Opened:
    """Return a case of hers.

    Raises:
        NotYourCase: There is none, or it is somebody else's.
    """
    known_as = numbers_of(request)
    case = own.own_cases(known_as).named(reference)
    if case is None:
        raise own.NotYourCase
    return Opened(
        known_as=known_as,
        case=case,
        about=regulations([case.adoption_id], request.municipality.nis)[case.adoption_id],
        decisions=own.own_decisions_in(reference, known_as),
        application=own.application_in(reference, known_as),
    )


@require_safe
@resident_page(writes=True)
def case(request: ResidentRequest, reference: str) -> HttpResponse:
    """Show one case; what the town wrote about it is read by that."""
    opened = open_case(request, reference)
    thread = messages.thread_with(opened.known_as, about=reference)
    messages_operations.note_read(opened.known_as, about=reference, moment=moment_now())
    context = {
        **context_of(request, opened),
        **_decision_context(opened),
        "thread": list(reversed(thread)),
        "earlier_messages": messages.counted(opened.known_as, about=reference) - len(thread),
        "files": _files(opened),
        "happened": list(_happened(opened)),
        "letters": _letters(request, opened),
        "form_key": uuid4(),
    }
    return render(request, "portal/mine/case.html", context)


def context_of(request: ResidentRequest, opened: Opened) -> dict[str, Any]:
    """Return what every page of a case needs."""
    standing = standing_of(opened.case)
    return {
        "case": opened.case,
        "about": opened.about,
        "standing": standing,
        "heading": heading_of(opened.case, opened.about.title),
        "contact": opened.about.contact,
        "here": "cases",
        "to_do": _to_do(request, opened),
        "waiting": waiting_for(request),
    }


def _decision_context(opened: Opened) -> dict[str, Any]:
    latest = opened.latest
    if latest is None:
        return {}
    reasons = own.own_reasons(latest, opened.known_as, language=language_of_page())
    until = own.term_to_object(latest.decision)
    objections = own.objections_of(opened.case.reference, opened.known_as)
    references = [one.decision.reference for one in opened.decisions]
    changes = payments.held_changes(references, opened.known_as)
    return {
        "decision": latest.decision,
        "is_told": latest.was_told_to_her,
        "reasons": reasons,
        "facts": _facts(reasons),
        "paid": PAID[opened.case.paid] if latest.was_told_to_her and not changes else "",
        "changes": changes,
        "until": until,
        "is_late": until is not None and today() > until,
        "objections": [(one, objection_said(one)) for one in objections],
        "may_object": not any(one.answered_at is None for one in objections),
        "earlier": [one.decision for one in opened.decisions[1:]],
    }


def _facts(reasons: tuple[own.OwnReason, ...]) -> list[Fact]:
    found: dict[str, Fact] = {}
    for reason in reasons:
        for label, value, source in reason.facts:
            said = label[:1].upper() + label[1:]
            found.setdefault(said, Fact(said, value, source_said(source)))
    return list(found.values())


def _files(opened: Opened) -> list[dict[str, Any]]:
    if opened.application is None:
        return []
    return [
        {"id": one.pk, "name": applications.name_of_file(one), "size": one.size}
        for one in applications.files_of(opened.application)
    ]


def _letters(request: ResidentRequest, opened: Opened) -> list[dict[str, Any]]:
    """Return the letters of this case that went to her."""
    keys = [f"decision:{one.decision.reference}" for one in opened.decisions]
    objections = own.objections_of(opened.case.reference, opened.known_as)
    keys += [one.letter_key for one in objections]
    if opened.application is not None:
        asked = applications.questions_of(opened.application)
        keys += [f"question:{opened.case.reference}/{one.number}" for one in asked]
    sent = messages.messages_with(request.municipality.nis, keys)
    return [
        {
            "href": page_of(request, "letter", one.pk),
            "subject": messages.content_of(one).subject,
            "at": one.queued_at,
        }
        for one in sorted(sent.values(), key=lambda one: one.queued_at, reverse=True)
        if one.person is not None and bytes(one.person) in opened.known_as
    ]


def _to_do(request: ResidentRequest, opened: Opened) -> dict[str, str]:
    application = opened.application
    if application is None:
        return {}
    reference = application.reference
    found = {}
    if application.state == "waiting":
        found["answer"] = page_of(request, "apply-answer", reference)
    if application.state == "draft":
        found["go_on"] = page_of(request, "apply-overview", reference)
    if application.is_running:
        found["withdraw"] = page_of(request, "apply-withdraw", reference)
    return found


def _happened(opened: Opened) -> Iterator[Happened]:
    found: list[Happened] = []
    application = opened.application
    if application is not None:
        found += _happened_before(application)
    for one in opened.decisions:
        decision = one.decision
        organ = in_language({"nl": decision.organ}, language_of_page())
        note = _("by %(organ)s") % {"organ": organ}
        found.append(Happened(_("Decided"), note, decision.decided_at))
    for objection in own.objections_of(opened.case.reference, opened.known_as):
        found.append(Happened(_("You objected"), "", objection.received_at))
        if objection.answered_at is not None:
            found.append(Happened(_("We answered your objection"), "", objection.answered_at))
    yield from sorted(found, key=lambda one: str(one.at))
    if not opened.case.is_over:
        standing = standing_of(opened.case)
        day = opened.case.do_by
        note = _("by %(day)s") % {"day": day_written(day)} if day else ""
        yield Happened(standing.word, note, None, "now")


def _happened_before(application: Application) -> Iterator[Happened]:
    if application.submitted_at is not None:
        yield Happened(_("You applied"), "", application.submitted_at)
    for asked in applications.questions_of(application):
        yield Happened(_("We asked you something"), "", asked.asked_at)
        if asked.answered_at is not None:
            yield Happened(_("You answered"), "", asked.answered_at)
    if application.state in {"withdrawn", "expired"} and application.ended_at is not None:
        yield Happened(_("Stopped"), "", application.ended_at)
