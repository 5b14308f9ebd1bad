"""What the codes of the domains are called at the desk, and which of the five states they show."""

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

WORDS: Final[Mapping[str, Mapping[str, str | Promise]]] = MappingProxyType(
    {
        "category": {
            "lighting": _("Street lighting"),
            "road": _("Road or pavement"),
            "waste": _("Litter or dumped waste"),
            "green": _("Trees and green"),
            "sign": _("Road signs"),
            "water": _("Sewer and water"),
            "play": _("Playground or bench"),
            "other": _("Something else"),
        },
        "channel": {
            "command": _("command line"),
            "desk": _("desk"),
            "folder": _("watched folder"),
            "email": _("e-mail"),
            "paper": _("letter by post"),
        },
        "came": {
            "portal": _("online"),
            "counter": _("at the counter"),
            "phone": _("on the phone"),
            "paper": _("on paper"),
        },
        "held": {
            "account-missing": _("No account number"),
            "account-wrong": _("The account number is not right"),
            "name-unwritable": _("The name does not fit in a payment file"),
            "stopped": _("Held back by a member of staff"),
            "holder": _("Account in another name"),
            "before-payment": _("Look before payment"),
            "event": _("Corrected or taken back by the register"),
            "account-changed": _("New account: waits until the day that we told"),
            "account-contested": _("The payee says that this is not her account"),
        },
        "reason": {
            "event": _("Corrected or taken back by the register"),
            "bereavement": _("Somebody died"),
            "undecided": _("A fact is missing"),
            "account": _("No account number"),
            "holder": _("Account in another name"),
            "payee": _("Payee not known"),
            "letter": _("Letter cannot be made"),
            "bank": _("Bank cannot process it"),
            "before-payment": _("Look before payment"),
            "invite": _("Invite the family"),
            "bank-rejected": _("Refused by the bank"),
            "not-delivered": _("Message not delivered"),
            "corrected-after-payment": _("Corrected after payment"),
            "withdrawn-after-payment": _("Taken back after payment"),
            "application": _("Application to decide"),
            "dispute": _("Fact disputed"),
            "objection": _("Objection to a decision"),
            "written": _("Message to answer"),
            "account-change": _("Account changed"),
            "source-down": _("Source does not answer"),
        },
        "way": {"app": _("in the app"), "email": _("by e-mail"), "paper": _("on paper")},
        "task-outcome": {
            "handled": _("Handled"),
            "not-needed": _("Was not needed"),
            "passed-on": _("Passed on"),
        },
        "purpose": {
            "handling": _("Handles the case"),
            "question": _("Question of the resident"),
            "counter": _("Resident at the counter"),
            "phone": _("Resident on the phone"),
            "paper": _("Form on paper"),
            "search": _("Looked for the number"),
            "check": _("Checked before payment"),
            "bank": _("Question of the bank"),
            "audit": _("Oversight"),
        },
        "seen": {
            "application": _("Application"),
            "case": _("Case"),
            "row": _("Row of a delivery"),
            "document": _("Document"),
            "order": _("Payment"),
            "task": _("Thing on the work list"),
            "counter": _("Helped at the counter"),
            "case-search": _("Search by number"),
            "documents": _("documents"),
            "messages": _("messages"),
            "payment": _("payment"),
            "people": _("people, masked"),
            "people/shown": _("people, in full"),
            "looked": _("who looked"),
            "reproduce": _("computed again"),
        },
        "account": {
            "expense": _("Awards granted"),
            "payable": _("Awards to pay"),
            "in_transit": _("Payments under way"),
            "bank": _("Bank"),
            "handouts_due": _("Vouchers and gifts to hand out"),
            "handouts": _("Vouchers and gifts handed out"),
        },
        "bank": {
            "AC01": _("The account number is wrong"),
            "AC04": _("The account is closed"),
            "AC06": _("The account is blocked"),
            "AC13": _("The kind of account is wrong"),
            "AG01": _("Not allowed on this account"),
            "AM04": _("Too little money on our account"),
            "AM05": _("The bank had this payment already"),
            "BE04": _("The address of the payee is missing"),
            "MD07": _("The holder of the account died"),
            "MS02": _("The payee refused it"),
            "MS03": _("The bank gives no reason"),
            "RC01": _("The bank of the payee is unknown"),
        },
        "bank-status": {
            "ACCP": _("Accepted"),
            "ACSC": _("Paid"),
            "ACSP": _("Being paid"),
            "ACTC": _("Read by the bank"),
            "PART": _("Paid in part"),
            "PDNG": _("Waits"),
            "RCVD": _("Received by the bank"),
            "RJCT": _("Refused by the bank"),
        },
        "trouble": {
            "no-address": _("No address that fits on an envelope"),
            "returned": _("The e-mail came back"),
            "address-unprintable": _("The address cannot be printed"),
            "document-unreadable": _("A document cannot be read"),
            "interrupted": _("Sending was cut off too often"),
            "unreachable": _("The mail server does not answer"),
        },
        "handout": {"voucher": _("Voucher"), "gift": _("Gift"), "credit": _("Credit")},
        "event": {
            "decided": _("Decision taken"),
            "document": _("Document filed"),
            "message": _("Message queued"),
            "message-sent": _("Message sent"),
            "message-printed": _("Letter printed"),
            "message-posted": _("Brought to the post"),
            "payment": _("Payment order placed"),
            "payment-settled": _("Payment settled"),
            "handout": _("Voucher or gift"),
            "task-opened": _("A person is asked to look"),
            "task-finished": _("A person looked"),
        },
        "closing": {
            "decided": _("Decided"),
            "task": _("Became a task for a person"),
            "nothing": _("Nothing to do"),
            "changed": _("Changed since the approval, so left out"),
            "claimed": _("Granted elsewhere in the meantime"),
        },
    }
)

_LONGEST_TOKEN: Final = 24  # a longer one is no reference that people read
VERDICTS: Final[Mapping[str, str]] = MappingProxyType(
    {"met": "yes", "unmet": "no", "unknown": "unknown"}
)


def worded(kind: str, code: str) -> Worded:
    """Return the word and state of a code; a code that nobody worded is shown as it is."""
    return STATES[kind].get(code) or Worded(code)


def seen(shown: str) -> str:
    """Return in words what a view of personal data showed: `case:GEB-1/payment`."""
    kind, _between, rest = shown.partition(":")
    whole, _slash, part = rest.partition("/")
    token = whole.rpartition(":")[2]
    reference = token if len(token) <= _LONGEST_TOKEN else f"{token[: _LONGEST_TOKEN - 8]}…"
    named = " ".join(one for one in (word_of("seen", kind), reference) if one)
    return f"{named}, {word_of('seen', part)}" if part else named


def word_of(kind: str, code: str) -> str:
    """Return the word of a code that has no state of its own."""
    return str(WORDS[kind].get(code, code))
