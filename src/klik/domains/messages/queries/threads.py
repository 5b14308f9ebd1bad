"""Reads of what a resident and her municipality wrote to each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from klik.domains.messages import access
from klik.domains.messages.models import Side, Written, WrittenFile
from klik.ground.keys.sealing import decrypt
from klik.ground.persons import Held
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor
from klik.ground.tenancy.prepared import prepared


class ThreadNotFound(Refusal):
    """No such message or file, or it is in the thread of somebody else."""

    status = 404
    reason = "There is no such message."


@dataclass(frozen=True, slots=True)
class FileWritten:
    """A file that goes with a message."""

    id: UUID
    name: str = field(repr=False)
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message as both sides read it.

    Attributes:
        id: Its key.
        about: The reference of what it is about; empty for none.
        is_hers: Whether the resident wrote it.
        way: `app`, `email` or `paper`.
        words: What it says.
        at: When it was written.
        by: The reference of who wrote it.
        is_new: Whether the other side has not read it.
        files: That go with it.
    """

    id: UUID
    about: str
    is_hers: bool
    way: str
    words: str = field(repr=False)
    at: datetime
    by: str
    is_new: bool
    files: tuple[FileWritten, ...]


def thread_with(
    person: Collection[bytes], *, about: str | None = None, limit: int = 50, skip: int = 0
) -> list[MessageShown]:
    """Return what was written with one person, the latest first.

    Args:
        person: Her keyed hashes.
        about: Only about this; empty for what is about nothing in particular, None for all.
        limit: How many at most.
        skip: How many of the latest to leave out.

    Raises:
        ThreadNotFound: It is not the actor's to read.
    """
    rows = _thread(person).order_by("-written_at", "pk")
    rows = rows if about is None else rows.filter(about=about)
    return _shown(list(rows[skip : skip + limit]))


def counted(person: Collection[bytes], *, about: str | None = None) -> int:
    """Return how many messages a thread has."""
    rows = _thread(person)
    return (rows if about is None else rows.filter(about=about)).count()


def new_for(person: Collection[bytes]) -> dict[str, int]:
    """Return how many messages of the town she did not read yet, by what they are about."""
    require_reading(person)
    return dict(_new_about(person=person))


@prepared
def _new_about(person: Any) -> QuerySet[Written, tuple[str, int]]:
    rows = Written.objects.filter(person__in=person, side=Side.TOWN, read_at__isnull=True)
    return rows.order_by().values_list("about").annotate(new=Count("pk"))


def people_writing_about(references: Collection[str]) -> list[bytes]:
    """Return whose threads say something about these, for staff.

    Raises:
        ThreadNotFound: The actor may not read messages.
    """
    if not access.may_read_messages(current_actor()):
        raise ThreadNotFound
    rows = Written.objects.filter(about__in=list(references)).order_by("person")
    return [bytes(one) for one in rows.values_list("person", flat=True).distinct()]


def message_with(message_id: UUID) -> MessageShown:
    """Return one message, to its resident and to staff.

    Raises:
        ThreadNotFound: There is none, or it is not the actor's to read.
    """
    found = Written.objects.filter(pk=message_id).first()
    if found is None:
        raise ThreadNotFound
    require_reading([bytes(found.person)])
    return _shown([found])[0]


def person_of_message(message_id: UUID) -> bytes:
    """Return in whose thread a message stands, for staff.

    Raises:
        ThreadNotFound: There is none, or the actor may not read messages.
    """
    found = Written.objects.filter(pk=message_id).first()
    if found is None or not access.may_read_messages(current_actor()):
        raise ThreadNotFound
    return bytes(found.person)


def file_of(file_id: UUID, person: Collection[bytes], *, about: str | None = None) -> WrittenFile:
    """Return a file of the thread of these persons, about one thing where it is named.

    Raises:
        ThreadNotFound: There is none.
    """
    require_reading(person)
    rows = WrittenFile.objects.filter(pk=file_id, message__person__in=list(person))
    found = (rows if about is None else rows.filter(message__about=about)).first()
    if found is None:
        raise ThreadNotFound
    return found


def name_of_written_file(file: WrittenFile) -> str:
    """Return how its writer calls a file."""
    return decrypt(file.municipality_nis, name_purpose(file.pk), bytes(file.sealed_name)).decode()


def written_held_about(person: bytes) -> list[Held]:
    """Return what a person and the municipality wrote to each other."""
    rows = Written.objects.filter(person=person).order_by("-written_at", "pk")
    return [
        Held(
            kind="written",
            title=_("A message from you") if one.is_hers else _("A message from the municipality"),
            source=_("You yourself") if one.is_hers else _("The municipality"),
            under=_("Administrative Decree, on electronic messages"),
            fields={
                _("Message"): one.words,
                _("Reference"): one.about,
                _("Files"): ", ".join(file.name for file in one.files),
            },
            since=one.at,
            reference=str(one.id),
        )
        for one in _shown(list(rows))
    ]


def require_reading(person: Collection[bytes]) -> None:
    """Return silently where the actor may read the thread of this person: she, or staff.

    Raises:
        ThreadNotFound: She may not.
    """
    actor = current_actor()
    if not (actor.person in set(person) or access.may_read_messages(actor)):
        raise ThreadNotFound


def words_purpose(message_id: UUID) -> str:
    """Return what the words of a message are encrypted for."""
    return f"written:words/{message_id}"


def name_purpose(file_id: UUID) -> str:
    """Return what the name of a file is encrypted for."""
    return f"written:file/{file_id}"


def _thread(person: Collection[bytes]) -> QuerySet[Written]:
    require_reading(person)
    return Written.objects.filter(Q(person__in=list(person)))


def _shown(rows: list[Written]) -> list[MessageShown]:
    files: dict[UUID, list[FileWritten]] = {}
    for file in WrittenFile.objects.filter(message__in=[one.pk for one in rows]).order_by("pk"):
        shown = FileWritten(file.pk, name_of_written_file(file), file.size, file.media_type)
        files.setdefault(file.message_id, []).append(shown)
    return [
        MessageShown(
            id=one.pk,
            about=one.about,
            is_hers=one.side == Side.RESIDENT,
            way=one.way,
            words=decrypt(one.municipality_nis, words_purpose(one.pk), bytes(one.sealed)).decode(),
            at=one.written_at,
            by=one.written_by,
            is_new=one.read_at is None,
            files=tuple(files.get(one.pk, ())),
        )
        for one in rows
    ]
