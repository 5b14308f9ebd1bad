"""Requests to make something together, of fictitious editors."""

from typing import Any
from uuid import UUID, uuid4

from tests.factories.acting import EDITOR, NOON, WINGENE

from klik.domains.knowledge.models import CoCreation
from klik.domains.knowledge.operations import making
from klik.domains.knowledge.operations.making import CoCreationWish
from klik.ground.tenancy import acting_for

SAID = {"nl": "We zijn begonnen.", "en": "We began."}


def cocreation_wish(number: int = 1, **changes: Any) -> CoCreationWish:
    """Return what a municipality asks: to make a form for moving house with it."""
    fields: dict[str, Any] = {
        "slug": f"samen-{number}",
        "title": {"nl": f"Samen {number} (voorbeeld)", "en": f"Together {number} (example)"},
        "need": {"nl": "We zoeken **twee gemeenten**.", "en": "We look for two others."},
        "package": "geboortepremie",
    }
    return CoCreationWish(**{**fields, **changes})


def asked_cocreation(
    wish: CoCreationWish | None = None, *, nis: str = WINGENE, key: UUID | None = None
) -> CoCreation:
    """Let an editor ask others, in her own transaction."""
    with acting_for([nis], EDITOR):
        return making.ask(nis, key or uuid4(), wish or cocreation_wish(), moment=NOON)


def stepped(request: CoCreation, state: str = "started", *, read: int = 0) -> None:
    """Let the owner take a step, in her own transaction."""
    with acting_for([request.owner_nis], EDITOR):
        making.take_step(request, state, SAID, read=read, moment=NOON)
