"""Writes of gatherings, and of who takes part in them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction

from klik.domains.polls import queries
from klik.domains.polls.models import CODE_SIGNS, Gathering, Participant, Population
from klik.domains.polls.operations.refusals import record, require_editor
from klik.ground.clock import HOME
from klik.ground.tenancy import require_acting_for

CODE_LENGTH: Final = 6
TOKEN_BYTES: Final = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Joined:
    """Who takes part, and the token that her browser keeps in a cookie.

    Attributes:
        participant: The row; it holds a hash of the token only.
        token: 43 letters, digits, _ and -; nobody else ever learns it.
    """

    participant: Participant
    token: str = field(repr=False)


def begin_gathering(owner_nis: str, *, kind: str, reference: str, moment: datetime) -> Gathering:
    """Return the gathering of a thing, made with a code of its own where there was none.

    Args:
        owner_nis: Among those acted for: its editors lead it.
        kind: Of what gathers people, such as `session`.
        reference: Of that; letters, digits and - only, for it stands in acts.
        moment: When.

    Raises:
        QuestionsNotYours: The actor is no editor.
        GatheringNotFound: Another municipality owns it.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    require_acting_for(owner_nis)
    standing = queries.gathering_of(kind, reference)
    while standing is None:  # a code is taken once in 80 million times
        new = Gathering(
            owner_nis=owner_nis, kind=kind, reference=reference, code=_code(), began_at=moment
        )
        require_editor(new)
        Gathering.objects.bulk_create([new], ignore_conflicts=True)
        standing = queries.gathering_of(kind, reference)
        if standing is not None and standing.pk == new.pk:
            payload = {"kind": kind, "reference": reference}
            _record(standing, "polls.begin-gathering", payload, moment)
    require_editor(standing)
    return standing


def set_live(gathering: Gathering, *, is_live: bool, moment: datetime) -> Gathering:
    """Let people join, propose ideas and ask the panel, or end that; the same again does nothing.

    Raises:
        GatheringNotFound: Another municipality owns it.
        QuestionsNotYours: The actor is no editor.
        NotActing: Outside `acting_for`.
    """
    locked = Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    require_editor(locked)
    if locked.is_live != is_live:
        locked.is_live = is_live
        locked.save(update_fields=["is_live"])
        act = "polls.begin-joining" if is_live else "polls.end-joining"
        _record(locked, act, {}, moment)
    return locked


def join(code: str, *, token: str | None, moment: datetime) -> Joined:
    """Let somebody in the room take part; the same token again is the same participant.

    Commits by itself: call it outside `acting_for`.

    Args:
        code: As typed, or from the address in a QR code.
        token: From the cookie of her browser; None, or another form, gives a new one.
        moment: Now; its day is kept, no more.

    Raises:
        CodeUnknown: No gathering that one can join has it.
    """
    with transaction.atomic(durable=True):
        gathering = queries.gathering_with_code(code)
        return _enter(gathering, token, Population.ROOM, moment)


def visit(gathering: Gathering, *, token: str | None, moment: datetime) -> Joined:
    """Let somebody who was not there answer what was frozen; who was there stays who she is.

    Commits by itself: call it outside `acting_for`.
    """
    with transaction.atomic(durable=True):
        return _enter(gathering, token, Population.VISITOR, moment)


def forget_tokens(*, joined_before: date) -> int:
    """Forget by which token participants of before a day are known; their ballots stay.

    Returns:
        How many were forgotten. Nobody finds her own answers again after that.
    """
    old = Participant.objects.filter(joined_on__lt=joined_before, token_hash__isnull=False)
    return old.update(token_hash=None)


def _enter(
    gathering: Gathering, token: str | None, population: Population, moment: datetime
) -> Joined:
    known = token if token and _TOKEN.fullmatch(token) else secrets.token_urlsafe(TOKEN_BYTES)
    new = Participant(
        gathering=gathering,
        token_hash=queries.hash_of(gathering, known),
        population=population,
        joined_on=moment.astimezone(HOME).date(),
    )
    Participant.objects.bulk_create([new], ignore_conflicts=True)
    participant = Participant.objects.get(gathering=gathering, token_hash=new.token_hash)
    if population == Population.ROOM and participant.population != Population.ROOM:
        # She looked from home first and came after all: from now on she is of the room.
        participant.population = Population.ROOM
        participant.save(update_fields=["population"])
    return Joined(participant, known)


def _code() -> str:
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def _record(
    gathering: Gathering, act: str, payload: Mapping[str, object], moment: datetime
) -> None:
    record(gathering, act, subject=f"gathering:{gathering.pk}", payload=payload, moment=moment)
