"""Reads of gatherings and of who takes part."""

from __future__ import annotations

import hashlib
from uuid import UUID

from klik.domains.polls.models import CODE_SIGNS, Gathering, Participant
from klik.ground.refusals import Refusal


class GatheringNotFound(Refusal):
    """There is no such gathering, or it is of others."""

    status = 404
    reason = "There is nothing to answer here."


class CodeUnknown(Refusal):
    """No gathering that one can join has this code."""

    status = 404
    reason = "This code leads nowhere. Look at the screen in the room once more."


def gathering_of(kind: str, reference: str) -> Gathering | None:
    """Return the gathering of a thing; None where nobody was asked anything there."""
    return Gathering.objects.filter(kind=kind, reference=reference).first()


def gatherings_of(owner_nis: str) -> list[Gathering]:
    """Return every gathering of an owner, the last made first: for its staff."""
    return list(Gathering.objects.filter(owner_nis=owner_nis).order_by("-began_at", "pk"))


def gathering_by(identifier: UUID) -> Gathering:
    """Return one gathering.

    Raises:
        GatheringNotFound: There is none.
    """
    found = Gathering.objects.filter(pk=identifier).first()
    if found is None:
        raise GatheringNotFound
    return found


def gathering_with_code(code: str) -> Gathering:
    """Return the gathering that one joins with this code, in any form that people type.

    Raises:
        CodeUnknown: There is none, or one can join it no more.
    """
    plain = "".join(sign for sign in code.upper() if sign in CODE_SIGNS)
    found = Gathering.objects.filter(code=plain, is_live=True).first()
    if found is None:
        raise CodeUnknown
    return found


def code_in_words(gathering: Gathering) -> str:
    """Return its code as it is shown: in two halves, such as `KDP-4RM`."""
    half = len(gathering.code) // 2
    return f"{gathering.code[:half]}-{gathering.code[half:]}"


def participant_with(gathering: Gathering | UUID, token: str) -> Participant | None:
    """Return who holds this token at a gathering; None where nobody does."""
    key = gathering if isinstance(gathering, UUID) else gathering.pk
    # At most one: nothing is sorted where hundreds a second ask.
    rows = Participant.objects.filter(gathering_id=key, token_hash=hash_of(key, token)).order_by()
    return next(iter(rows[:1]), None)


def hash_of(gathering: Gathering | UUID, token: str) -> bytes:
    """Return what is kept of a token; another at each gathering, so that they say nothing together.

    A token is 256 random bits: nobody finds it by trying, with or without a key.
    """
    key = gathering if isinstance(gathering, UUID) else gathering.pk
    return hashlib.sha256(f"polls:{key}:{token}".encode()).digest()
