"""What happened in an application, in words, the first thing first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from klik.domains.cases.queries import applications
from klik.faces.desk import wording
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.answering import address_of

if TYPE_CHECKING:
    from klik.domains.cases.models import Application
    from klik.domains.cases.queries import Event


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing of the course of an application."""

    title: str
    note: str
    at: Any
    state: str = "done"
    href: str = ""


def came_in(channel: str) -> str:
    """Return how an application came in, in words."""
    words = {
        "portal": _("online"),
        "counter": _("at the counter"),
        "phone": _("by phone"),
        "paper": _("on paper"),
    }
    return words.get(channel, channel)


def course_of(request: DeskRequest, application: Application) -> list[Happened]:
    """Return what happened, and what comes next."""
    found = [_happened(request, one) for one in applications.application_timeline(application)]
    if application.state == "waiting":
        found.append(Happened(_("The applicant answers"), "", None, "now"))
    if application.is_running and application.decide_by is not None:
        found.append(Happened(_("To be decided"), "", application.decide_by, "next"))
    return found


def _happened(request: DeskRequest, event: Event) -> Happened:
    words = {
        "started": _("Application begun"),
        "submitted": _("Application handed in"),
        "file": _("File added"),
        "asked": _("Something more was asked"),
        "told": _("The question went to the applicant"),
        "answered": _("The applicant answered"),
        "disputed": _("The applicant says that a fact is not right"),
        "owner-told": _("The owner of the source was told"),
        "owner-answered": _("The owner of the source answered"),
        "settled": _("The fact was looked into"),
        "withdrawn": _("Taken back by the applicant"),
    }
    title = words.get(event.kind) or wording.word_of("event", event.kind)
    note = ""
    if event.kind in {"started", "submitted"}:
        note = came_in(event.what)
    elif event.kind in {"told", "message", "message-sent"}:
        note = wording.word_of("channel", event.what)
    elif event.kind == "owner-told":
        note = event.what
    elif event.kind == "owner-answered":
        note = wording.word_of("owner", event.what)
    elif event.kind == "decided":
        note = str(wording.worded("outcome", event.what).word)
    is_document = event.kind == "document"
    href = address_of(request, "document", event.reference) if is_document else ""
    return Happened(title, note, event.at, href=href)
