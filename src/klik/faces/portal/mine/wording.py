"""How a case stands, in words of who has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from klik.domains.cases.queries import own
from klik.domains.cases.queries.own import OwnCase, PaidState, Step
from klik.faces.ui.words import day_written, money_written

PAID: Final[dict[PaidState, str | Promise]] = {
    PaidState.NOTHING: "",
    PaidState.HELD: gettext_lazy("We must find something out before we can pay. We contact you."),
    PaidState.NEW_ACCOUNT: gettext_lazy("We pay into your new account, on the day that we told."),
    PaidState.READY: gettext_lazy("We pay this with the next payments."),
    PaidState.UNDER_WAY: gettext_lazy("The payment is on its way to the bank."),
    PaidState.PAID: gettext_lazy("The bank paid this amount."),
    PaidState.STOPPED: gettext_lazy("The payment did not arrive. We look into it."),
    PaidState.TO_COLLECT: gettext_lazy("It waits for you at the town hall."),
    PaidState.HANDED_OUT: gettext_lazy("You got it."),
    PaidState.LAPSED: gettext_lazy("It can no longer be collected."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands.

    Attributes:
        word: In at most three words.
        status: One of the five of the design system.
        sentence: Who must do what, by when.
        steps: Their names.
        at: Which step it is at, from 1; one more than all when all are over.
    """

    word: str
    status: str
    sentence: str
    steps: tuple[str, ...]
    at: int


def standing_of(case: OwnCase) -> Standing:
    """Return how a case stands."""
    word, status, sentence = _said(case)
    if case.objects:
        sentence = _("We look at your objection. You read the answer here.")
        word, status = _("Objection received"), "waiting"
    steps, at = _steps(case)
    return Standing(word, status, sentence, steps, at)


def _said(case: OwnCase) -> tuple[str, str, str]:
    if case.outcome:
        return _said_when_decided(case)
    return _WHEN_ASKED.get(case.state, _busy)(case)


def _said_when_decided(case: OwnCase) -> tuple[str, str, str]:
    if not case.is_standing:
        return _("No longer holds"), "", _("Another decision took its place, or it was taken back.")
    if case.outcome != "granted":
        return _("Not granted"), "refused", _("Read why. You can object when you do not agree.")
    if case.paid == PaidState.TO_COLLECT:
        return _("You have something to do"), "action", str(PAID[case.paid])
    amount = "" if case.amount_cents is None else money_written(case.amount_cents)
    said = str(PAID[case.paid])
    if amount:
        said = " ".join((_("You get %(amount)s.") % {"amount": amount}, said)).strip()
    return _("Granted"), "granted", said


_PLACES: Final = {
    Step.TO_HAND_IN: 1, Step.RECEIVED: 2, Step.LOOKED_AT: 2, Step.DECIDED: 3, Step.PAID: 4,
}  # fmt: skip


def _draft(case: OwnCase) -> tuple[str, str, str]:
    said = _("Go on with your application, and hand it in.")
    if case.do_by:
        said += " " + _("We keep it until %(day)s.") % {"day": day_written(case.do_by)}
    return _("You have something to do"), "action", said


def _waiting(case: OwnCase) -> tuple[str, str, str]:
    said = _("We asked you something more.")
    if case.do_by:
        said += " " + _("Answer by %(day)s at the latest.") % {"day": day_written(case.do_by)}
    return _("You have something to do"), "action", said


def _busy(case: OwnCase) -> tuple[str, str, str]:
    said = _("We look at your application.")
    if case.do_by:
        said += " " + _("We decide by %(day)s at the latest.") % {"day": day_written(case.do_by)}
    return _("We are busy"), "waiting", said


def _stopped(_case: OwnCase) -> tuple[str, str, str]:
    return _("Stopped"), "", _("You stopped this application. You can apply again.")


def _expired(_case: OwnCase) -> tuple[str, str, str]:
    return _("Deleted"), "", _("You did not hand this in on time. You can apply again.")


def _cosign(_case: OwnCase) -> tuple[str, str, str]:
    return _("Waits"), "waiting", _("Another person must sign this first.")


def _decided(_case: OwnCase) -> tuple[str, str, str]:
    return _("Decided"), "info", _("We decided. The letter went to who it is for.")


_WHEN_ASKED: Final[dict[str, Callable[[OwnCase], tuple[str, str, str]]]] = {
    "draft": _draft,
    "waiting": _waiting,
    "cosign": _cosign,
    "withdrawn": _stopped,
    "expired": _expired,
    "decided": _decided,
}


def _steps(case: OwnCase) -> tuple[tuple[str, ...], int]:
    is_stopped = case.state in {"withdrawn", "expired"}
    if is_stopped:
        return _names(get_language(), asked_for=case.asked_for, last="stopped"), 3
    is_paid_out = not case.outcome or case.paid != PaidState.NOTHING
    still_holds = case.is_standing or not case.outcome
    has_payment = still_holds and is_paid_out and case.outcome in {"", "granted"}
    last = "paid" if has_payment else "decided"
    names = _names(get_language(), asked_for=case.asked_for, last=last)
    return names, min(_PLACES.get(case.step, len(names) + 1), len(names) + 1)


@lru_cache(maxsize=64)
def _names(_language: str, *, asked_for: bool, last: str) -> tuple[str, ...]:
    """Return the names of the steps: looked up once, for a list asks them for each case.

    Each names what is done in it, and so is as right while it is being done as afterwards.
    """
    first = _("To hand in") if asked_for else _("To receive")
    if last == "stopped":
        return first, _("Stopped")
    names = (first, _("To look at it"), _("To take the decision"))
    return (*names, _("To pay")) if last == "paid" else names


def heading_of(case: OwnCase, title: str) -> str:
    """Return the title of the page of a case: what is so, where it is decided."""
    if case.outcome == "granted" and case.is_standing:
        return _("You get: %(title)s") % {"title": title}
    if case.outcome and case.is_standing:
        return _("You do not get: %(title)s") % {"title": title}
    return title


_DECIDED_ON_IT: Final = {
    "upheld": gettext_lazy("You are right."),
    "partly": gettext_lazy("You are right in part."),
    "dismissed": gettext_lazy("You are not right. Our decision stays."),
    "inadmissible": gettext_lazy("We could not take it up. Our decision stays."),
}


def objection_said(one: own.ObjectionShown) -> str:
    """Return what became of an objection."""
    if one.answered_at is not None:
        answered = _("We answered on %(day)s.") % {"day": day_written(one.answered_at)}
        return f"{answered} {_DECIDED_ON_IT[one.outcome]}" if one.outcome else answered
    return _("Another person than who decided looks at it.")
