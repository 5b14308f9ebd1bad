"""What is held of a resident, in sentences: codes, amounts and days as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klik.faces.ui.words import BULLET, day_written, moment_written, money_written
from klik.ground.persons import Held, Value

SHOWN_A_KIND: Final = 5
_KINDS: Final[Mapping[str, str | Promise]] = {
    "resident": gettext_lazy("Who you are"),
    "identity": gettext_lazy("Your log-in with the government"),
    "protection": gettext_lazy("Your address is protected"),
    "log-in": gettext_lazy("When you logged in"),
    "mandate": gettext_lazy("Who may act for whom"),
    "channel": gettext_lazy("How you get your letters"),
    "declined": gettext_lazy("What you do not want"),
    "application": gettext_lazy("Your applications"),
    "dispute": gettext_lazy("What you said is not right"),
    "application-file": gettext_lazy("Documents that you added"),
    "decision": gettext_lazy("Decisions"),
    "objection": gettext_lazy("Your objections"),
    "payment": gettext_lazy("Payments"),
    "account-change": gettext_lazy("Changes of your account"),
    "handout": gettext_lazy("Vouchers and gifts"),
    "document": gettext_lazy("Letters that we keep"),
    "message": gettext_lazy("Letters that we sent"),
    "written": gettext_lazy("Messages"),
    "register-row": gettext_lazy("What others told us about you"),
    "note": gettext_lazy("What staff noted"),
    "appointment": gettext_lazy("Your appointments"),
    "report": gettext_lazy("Problems that you reported"),
    "task": gettext_lazy("Work of staff on your case"),
    "view": gettext_lazy("Who saw your data"),
}
# Codes of domains; what is not among them is shown as it stands.
_CODES: Final[Mapping[str, str | Promise]] = {
    "granted": gettext_lazy("granted"),
    "refused": gettext_lazy("refused"),
    "not_selected": gettext_lazy("not granted"),
    "undecided": gettext_lazy("not decided yet"),
    "invited": gettext_lazy("you were invited"),
    "corrected": gettext_lazy("it was wrong, and is corrected"),
    "confirmed": gettext_lazy("it is right as it was"),
    "none-yet": gettext_lazy("no answer yet"),
    "paper": gettext_lazy("on paper"),
    "eBox": gettext_lazy("to your eBox"),
    "email": gettext_lazy("by e-mail"),
    "e-mail": gettext_lazy("by e-mail"),
    "app": gettext_lazy("in this app"),
}


@dataclass(frozen=True, slots=True)
class HeldShown:
    """One thing that is held, in words."""

    title: str
    source: str
    under: str
    since: str
    corrects: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KindShown:
    """Everything of one kind.

    Attributes:
        name: As a code.
        title: In words.
        things: The first few.
        more: How many more stand in the download.
    """

    name: str
    title: str
    things: tuple[HeldShown, ...]
    more: int


def kinds_of(held: Iterable[Held], *, most: int | None = SHOWN_A_KIND) -> list[KindShown]:
    """Return what is held by kind, in the order in which people look for it.

    Args:
        held: As the keepers gave it.
        most: How many of a kind; None for all, and then nothing is masked.
    """
    order = list(_KINDS)
    sorted_ones = sorted(
        held, key=lambda one: order.index(one.kind) if one.kind in _KINDS else len(order)
    )
    found = []
    for kind, group in groupby(sorted_ones, key=lambda one: one.kind):
        things = list(group)
        shown = things if most is None else things[:most]
        found.append(
            KindShown(
                kind,
                str(_KINDS.get(kind, _("Something else"))),
                tuple(_shown(one, masks=most is not None) for one in shown),
                len(things) - len(shown),
            )
        )
    return found


def plain_of(held: Iterable[Held]) -> list[dict[str, Any]]:
    """Return what is held for a machine to read: everything, in the order of the keepers."""
    return [
        {
            "kind": one.kind,
            "title": one.title,
            "source": one.source,
            "under": one.under,
            "since": one.since.isoformat() if one.since else None,
            "corrects": one.corrects,
            "reference": one.reference,
            "fields": {
                label: value.isoformat() if isinstance(value, date) else value
                for label, value in one.fields.items()
            },
        }
        for one in held
    ]


def _shown(one: Held, *, masks: bool) -> HeldShown:
    fields = []
    for label, value in one.fields.items():
        if value is None or value == "":
            continue
        is_masked = masks and label in one.masked
        fields.append((_label(label, value), BULLET * 4 if is_masked else _written(label, value)))
    return HeldShown(
        title=one.title,
        source=one.source,
        under=one.under,
        since="" if one.since is None else day_written(one.since),
        corrects=one.corrects,
        fields=tuple(fields),
    )


def _label(label: str, value: Value) -> str:
    return _("Amount") if _is_amount(label, value) else label


def _written(label: str, value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment_written(value)
    if isinstance(value, date):
        return day_written(value)
    if _is_amount(label, value):
        return money_written(int(str(value)))
    return str(_CODES.get(str(value), value))


def _is_amount(label: str, value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and "cent" in label.lower()
