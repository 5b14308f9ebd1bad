"""Codes that have a state: their word, and which of the five states of the design they show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Worded(NamedTuple):
    """A word, and the state of the design system in which it is shown; empty for none."""

    word: str | Promise
    status: str = ""


STATES: Final[Mapping[str, Mapping[str, Worded]]] = MappingProxyType(
    {
        "report": {
            "received": Worded(_("Received"), "action"),
            "planned": Worded(_("Planned"), "waiting"),
            "in-work": Worded(_("Being worked on"), "waiting"),
            "solved": Worded(_("Solved"), "granted"),
            "not-ours": Worded(_("Passed on"), "info"),
            "closed": Worded(_("Closed"), "info"),
        },
        "page": {
            "draft": Worded(_("Draft"), "waiting"),
            "published": Worded(_("Published"), "granted"),
            "down": Worded(_("Taken down"), "info"),
        },
        "cocreation": {
            "open": Worded(_("Looking for others"), "action"),
            "started": Worded(_("Being made"), "waiting"),
            "done": Worded(_("Ready"), "granted"),
            "stopped": Worded(_("Stopped"), "info"),
        },
        "hub-page": {
            "draft": Worded(_("Draft"), "waiting"),
            "asked": Worded(_("To be reviewed"), "action"),
            "published": Worded(_("Published"), "granted"),
            "changed": Worded(_("Published, with a newer draft"), "info"),
        },
        "delivery": {
            "received": Worded(_("Received"), "waiting"),
            "checking": Worded(_("Being checked"), "waiting"),
            "checked": Worded(_("Checked"), "granted"),
            "refused": Worded(_("Refused"), "refused"),
        },
        "application": {
            "submitted": Worded(_("To decide"), "action"),
            "waiting": Worded(_("Waits for the applicant"), "waiting"),
            "cosign": Worded(_("Waits for a second signature"), "waiting"),
            "decided": Worded(_("Decided"), "granted"),
            "withdrawn": Worded(_("Withdrawn"), "info"),
        },
        "run": {
            "planned": Worded(_("To approve"), "action"),
            "approved": Worded(_("Approved"), "waiting"),
            "executing": Worded(_("Under way"), "waiting"),
            "done": Worded(_("Executed"), "granted"),
            "stale": Worded(_("Out of date"), "refused"),
            "cancelled": Worded(_("Cancelled")),
        },
        "treatment": {
            "grant": Worded(_("Gets it"), "granted"),
            "revise": Worded(_("New decision"), "granted"),
            "person": Worded(_("For a person"), "action"),
            "none": Worded(_("Nothing to do"), "info"),
        },
        "outcome": {
            "granted": Worded(_("Granted"), "granted"),
            "refused": Worded(_("Not granted"), "refused"),
            "not_selected": Worded(_("Not selected"), "info"),
            "invited": Worded(_("Invited"), "info"),
            "waiting": Worded(_("Later"), "waiting"),
            "undecided": Worded(_("Not yet known"), "action"),
            "not_applicable": Worded(_("Does not apply")),
        },
        "decision": {
            "standing": Worded(_("Stands"), "granted"),
            "replaced": Worded(_("Replaced"), "info"),
            "withdrawn": Worded(_("Withdrawn"), "refused"),
        },
        "task": {
            "open": Worded(_("Open"), "action"),
            "late": Worded(_("Late"), "refused"),
            "urgent": Worded(_("Urgent"), "action"),
            "normal": Worded(_("Open"), "waiting"),
            "waits-for-approval": Worded(_("Waits for approval"), "waiting"),
            "done": Worded(_("Done"), "granted"),
        },
        "order": {
            "ready": Worded(_("Ready to pay"), "waiting"),
            "held": Worded(_("We hold it back"), "action"),
            "batched": Worded(_("In a payment file"), "waiting"),
            "at-bank": Worded(_("At the bank"), "waiting"),
            "executed": Worded(_("Paid"), "granted"),
            "rejected": Worded(_("Refused by the bank"), "refused"),
            "cancelled": Worded(_("Cancelled")),
        },
        "batch": {
            "drawn": Worded(_("Drawn up"), "waiting"),
            "second-person": Worded(_("To approve"), "action"),
            "written": Worded(_("File ready"), "action"),
            "sent": Worded(pgettext_lazy("payment file", "Sent"), "waiting"),
            "answered": Worded(_("Answered"), "granted"),
            "declined": Worded(_("Turned down"), "refused"),
        },
        "handout": {
            "to_hand_out": Worded(_("To hand out"), "action"),
            "handed_out": Worded(_("Handed out"), "granted"),
            "expired": Worded(_("Expired"), "refused"),
            "cancelled": Worded(_("Cancelled")),
        },
        "message": {
            "waiting": Worded(_("Waits"), "waiting"),
            "sending": Worded(_("Being sent"), "waiting"),
            "sent": Worded(_("Sent"), "granted"),
            "printed": Worded(_("Printed"), "waiting"),
            "posted": Worded(_("Brought to the post"), "granted"),
            "failed": Worded(_("Not delivered"), "refused"),
        },
        "adoption": {
            "in_force": Worded(_("In force"), "granted"),
            "ending": Worded(_("In force, ends"), "granted"),
            "later": Worded(_("Begins later"), "waiting"),
            "ended": Worded(_("Ended"), "info"),
            "withdrawn": Worded(_("Withdrawn"), "refused"),
        },
        "print": {
            "drawn": Worded(_("Being made"), "waiting"),
            "written": Worded(_("To bring to the post"), "action"),
            "posted": Worded(_("Posted"), "granted"),
            "void": Worded(_("Empty")),
        },
    }
)
