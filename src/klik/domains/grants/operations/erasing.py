"""What staff noted about a child stays with the decision that rests on it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from klik.domains.grants import queries
from klik.ground.persons import Erasure, Kept


def erase(person: bytes, *, moment: datetime) -> Erasure:  # noqa: ARG001 -- as every keeper
    """Say why nothing goes of what staff noted.

    Raises:
        NotActing: Outside `acting_for`.
    """
    whys = {
        "note": _("What staff noted stays as long as the decision that rests on it."),
        "declined": _("You said that you want no benefit of itself. We keep that to respect it."),
    }
    kinds = dict.fromkeys(held.kind for held in queries.held_about(person))
    return Erasure(kept=tuple(Kept(kind, whys[kind]) for kind in kinds))
