"""What people noted about children, decrypted where a run needs it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klik.domains.grants.models import Note
from klik.ground.granting.noted import BEREAVED, Noted, PayeeNoted
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import decrypt
from klik.ground.persons import Held


@dataclass(frozen=True, slots=True)
class NotedOnSubject:
    """What is noted about one child, as it was written."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    is_bereaved: bool = False
    own_words: str = ""
    payee: PayeeNoted | None = None

    def read(self, *, was_read: bool) -> Noted:
        """Return this for a ruling; a letter of one's own goes only after reading."""
        return Noted(
            facts=self.facts,
            is_bereaved=self.is_bereaved or self.facts.get(BEREAVED) is True,
            was_read=was_read,
            own_words=self.own_words if was_read else "",
            payee=self.payee,
        )


def notes_on(family: str, subjects: Collection[bytes]) -> Mapping[bytes, NotedOnSubject]:
    """Return what is noted about these subjects, by subject, in the municipalities acted for."""
    rows = Note.objects.filter(family=family, subject__in=sorted(set(subjects)))
    return {bytes(row.subject): _opened(row) for row in rows}


def held_about(person: bytes) -> list[Held]:
    """Return what staff noted about a person in the municipalities acted for."""
    notes = Note.objects.filter(subject=person).order_by("noted_at", "id")
    return [
        Held(
            kind="note",
            title=_("What staff noted"),
            source=_("A member of staff"),
            under=_("The regulation of the benefit"),
            fields={name: str(value) for name, value in _opened(note).facts.items()},
            since=note.noted_at,
            corrects=_("Call us when it is not right. We look it up, and decide anew."),
        )
        for note in notes
    ]


def row_subject(token: UUID) -> bytes:
    """Return what stands for a child without any key: its row."""
    return keyed_hash(f"row:{token}")


def note_purpose(note: Note) -> str:
    """Return what a note is encrypted for, so that two cannot change places."""
    return f"grants:note/{note.pk}"


def _opened(note: Note) -> NotedOnSubject:
    read = json.loads(decrypt(note.municipality_nis, note_purpose(note), bytes(note.sealed)))
    payee = PayeeNoted(**read["payee"]) if read.get("payee") else None
    return NotedOnSubject(read["facts"], read["is_bereaved"], read["own_words"], payee)
