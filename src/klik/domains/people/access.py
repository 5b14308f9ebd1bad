"""Who may change who works here, and who may act for residents."""

from __future__ import annotations

from typing import Final

from klik.ground.tenancy import Actor, Role

SEES_PROTECTED: Final = frozenset({Role.CLERK, Role.AUDITOR})
"""The two roles that may see a protected address: who handles and posts, and who oversees."""


def may_change_staff(actor: Actor) -> bool:
    """Say whether `actor` may add accounts and give or take roles: the operator may."""
    return actor.is_of_the_installation


def may_meet_residents(actor: Actor) -> bool:
    """Say whether `actor` may make a resident known: log-in does, and a clerk at the counter."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_give_mandate_of(actor: Actor, giver: bytes) -> bool:
    """Say whether `actor` may let another act for `giver`: she herself, or a clerk for her."""
    return actor.is_resident(giver) or may_meet_residents(actor)


def may_end_mandate_of(actor: Actor, giver: bytes, taker: bytes) -> bool:
    """Say whether `actor` may end a mandate: who gave it, who took it, or a clerk."""
    return actor.is_resident(taker) or may_give_mandate_of(actor, giver)


def may_erase(actor: Actor, person: bytes) -> bool:
    """Say whether `actor` may erase what is kept of `person`: she herself, or a clerk for her."""
    return actor.is_resident(person) or may_meet_residents(actor)


def may_protect(actor: Actor) -> bool:
    """Say whether `actor` may protect an address and end that: a clerk, with a reason."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_see_protected(actor: Actor) -> bool:
    """Say whether `actor` may see a protected address: two roles, and the jobs that post letters.

    Whose address it is, she herself aside: `queries.may_see_address` decides, and asks this.
    """
    return actor.is_of_the_installation or bool(SEES_PROTECTED & actor.roles)
