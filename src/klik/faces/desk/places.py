"""The places of the desk: what stands in its menu, and for which roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klik.ground.tenancy import Role

_CLERK, _APPROVER, _FINANCE = Role.CLERK, Role.APPROVER, Role.FINANCE
_AUDITOR, _MANAGER = Role.AUDITOR, Role.REGULATION_MANAGER
_IN_THE_BAR: Final = 4  # on a phone; what follows is reached through "more"


@dataclass(frozen=True, slots=True)
class Place:
    """One word of the menu.

    Attributes:
        name: Of its address, and of the section that a page says it belongs to.
        word: As the menu shows it.
        says: What one finds there, for the list of everything.
        symbol: Its icon.
        roles: Who sees it; everybody where empty.
    """

    name: str
    word: str | Promise
    says: str | Promise
    symbol: str
    roles: frozenset[Role] = frozenset()


PLACES: Final = (
    Place("home", _("Today"), _("What waits for you"), "home"),
    Place(
        "tasks",
        _("Work list"),
        _("Children for whom a person must look"),
        "ballot",
        frozenset({_CLERK, _APPROVER, _FINANCE, _AUDITOR}),
    ),
    Place(
        "counter",
        _("Counter"),
        _("Help somebody apply who stands here, calls or writes"),
        "chat",
        frozenset({_CLERK}),
    ),
    Place(
        "runs",
        _("Runs"),
        _("Plan, approve and execute decisions"),
        "people",
        frozenset({_CLERK, _APPROVER, _FINANCE, _AUDITOR, _MANAGER}),
    ),
    Place(
        "deliveries",
        _("Deliveries"),
        _("Files from the register, with what was rejected"),
        "upload",
        frozenset({_CLERK, _APPROVER, _AUDITOR, _MANAGER}),
    ),
    Place(
        "cases",
        _("Cases"),
        _("Every decision, with its reasons"),
        "case",
        frozenset({_CLERK, _APPROVER, _AUDITOR}),
    ),
    Place(
        "applications",
        _("Applications"),
        _("What residents ask, to decide and decided"),
        "file",
        frozenset({_CLERK, _APPROVER, _AUDITOR}),
    ),
    Place(
        "payments",
        _("Payments"),
        _("Payment files, the bank's answers, vouchers and the journal"),
        "euro",
        frozenset({_FINANCE, _APPROVER, _AUDITOR}),
    ),
    Place(
        "post",
        _("Post"),
        _("E-mail and letters that leave"),
        "mail",
        frozenset({_CLERK, _APPROVER, _AUDITOR}),
    ),
    Place(
        "adoptions",
        _("Regulations"),
        _("What the council adopted, and how the municipality looks"),
        "info",
        frozenset({_MANAGER, _AUDITOR}),
    ),
    Place(
        "town",
        _("Municipality"),
        _("Appointments, reports, news and opening hours"),
        "calendar",
        frozenset({_CLERK, _MANAGER, _AUDITOR}),
    ),
    Place(
        "hub",
        _("Hub"),
        _("Events, questions to a room, and what you share with other municipalities"),
        "people",
        frozenset({Role.EDITOR}),
    ),
    Place("audit", _("Oversight"), _("Who did what, and who looked"), "eye", frozenset({_AUDITOR})),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A place as a menu shows it to somebody.

    Attributes:
        place: Which.
        href: Its address in this municipality.
        is_current: Whether the page belongs to it.
        waiting: How many things wait there.
        is_more: Whether it does not fit in the bar of a phone.
    """

    place: Place
    href: str
    is_current: bool
    waiting: int
    is_more: bool


def menu(
    roles: Collection[Role], slug: str, *, current: str, waiting: Mapping[str, int]
) -> list[MenuItem]:
    """Return the places that somebody with these roles may open, in the order of the menu."""
    held = frozenset(roles)
    open_to_her = [place for place in PLACES if not place.roles or place.roles & held]
    seen = [place for place in open_to_her if address_of(place.name, slug)]
    fits = len(seen) <= _IN_THE_BAR + 1
    return [
        MenuItem(
            place=place,
            href=address_of(place.name, slug),
            is_current=place.name == current,
            waiting=waiting.get(place.name, 0),
            is_more=not fits and at >= _IN_THE_BAR,
        )
        for at, place in enumerate(seen)
    ]


def address_of(name: str, *parts: object) -> str:
    """Return the address of a page of the desk; empty where this installation has no such page."""
    try:
        return reverse(f"desk:{name}", args=parts)
    except NoReverseMatch:
        return ""


def open_to(roles: Collection[Role], name: str, slug: str) -> str:
    """Return the address of a place of the menu; empty where these roles do not open it."""
    place = next(one for one in PLACES if one.name == name)
    is_open = not place.roles or bool(place.roles & frozenset(roles))
    return address_of(name, slug) if is_open else ""
