"""Decisions are not erased: the law keeps them, and they say until when."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from klik.domains.cases import queries
from klik.ground.persons import Erasure, Kept


def erase(person: bytes, *, moment: datetime) -> Erasure:  # noqa: ARG001 -- as every keeper
    """Say why nothing goes of what was decided, paid and written about a person.

    Raises:
        NotActing: Outside `acting_for`.
    """
    whys = {
        "decision": _(
            "A decision stays as long as the archives of the municipality must keep it. It proves "
            "what you got, and why."
        ),
        "payment": _("The accounts of the municipality stay as long as the law asks."),
        "handout": _("The accounts of the municipality stay as long as the law asks."),
        "document": _("A letter stays as long as the decision that it tells."),
        "objection": _("An objection stays as long as the decision that it is about."),
        "task": _("What staff did on your case stays as long as the case."),
    }
    kinds = dict.fromkeys(held.kind for held in queries.held_about(person))
    return Erasure(kept=tuple(Kept(kind, whys[kind]) for kind in kinds))
