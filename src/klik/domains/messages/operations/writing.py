"""Writing to each other: a resident to her municipality, and back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID, uuid4

from klik.domains.audit.operations import record_act
from klik.domains.messages import access, ports
from klik.domains.messages.models import Side, Way, Written, WrittenFile
from klik.domains.messages.queries.threads import (
    ThreadNotFound,
    name_purpose,
    require_reading,
    words_purpose,
)
from klik.ground.keys.sealing import encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

LONGEST_WORDS: Final = 5000
MOST_FILES: Final = 5
TASK_KIND: Final = "message"


class WordsMissing(Refusal):
    """A message without words, or with too many."""

    status = 422
    reason = "Write your message, in at most 5,000 signs."


class TooManyFiles(Refusal):
    """More files than one message takes."""

    status = 422
    reason = "At most 5 files go with one message."


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was looked at and stored already.

    Attributes:
        name: As its writer calls it.
        digest: SHA-256 of its content, in hexadecimal.
        size: Bytes.
        media_type: By its content.
    """

    name: str = field(repr=False)
    digest: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says.

    Attributes:
        key: Made with the form: sent twice, it is said once.
        words: What is said.
        files: That go with it.
    """

    key: UUID
    words: str = field(repr=False)
    files: tuple[Attached, ...] = ()


def write(
    municipality_nis: str,
    said: Said,
    *,
    person: bytes,
    about: str,
    moment: datetime,
    task_about: str = "case",
) -> Written:
    """Write a message in the thread of a person: she herself, or the town to her.

    The same key again returns what is there. A message of hers opens a task.

    Args:
        municipality_nis: Among those acted for.
        said: What is said.
        person: Whose thread it is, by keyed hash.
        about: The reference of a case; empty for none. The caller has seen that it is hers.
        moment: When.
        task_about: What `about` names, for the task: `case` or `application`; empty for no task.

    Raises:
        ThreadNotFound: The actor may not write here.
        WordsMissing, TooManyFiles: Each says what is wrong.
    """
    require_acting_for(municipality_nis)
    actor = current_actor()
    is_hers = actor.is_resident(person)
    _require_sayable(said)
    if not (is_hers or access.may_send(actor)):
        raise ThreadNotFound
    place = _Place(about, Side.RESIDENT if is_hers else Side.TOWN, Way.APP, task_about)
    return _written(municipality_nis, said, person, place, moment)


def take_down(
    municipality_nis: str,
    said: Said,
    *,
    person: bytes,
    about: str,
    moment: datetime,
    task_about: str = "case",
) -> Written:
    """Write down in the thread of a person what she said herself, on paper or at the counter.

    It is hers, and says that it came on paper; who wrote it down stands with it. Arguments and
    the task are those of `write`.

    Raises:
        ThreadNotFound: The actor is no clerk.
        WordsMissing, TooManyFiles: Each says what is wrong.
    """
    require_acting_for(municipality_nis)
    _require_sayable(said)
    if not access.may_handle_post(current_actor()):
        raise ThreadNotFound
    place = _Place(about, Side.RESIDENT, Way.PAPER, task_about)
    return _written(municipality_nis, said, person, place, moment)


class _Place(NamedTuple):
    about: str
    side: Side
    way: Way = Way.APP
    task_about: str = ""


def _written(
    municipality_nis: str, said: Said, person: bytes, place: _Place, moment: datetime
) -> Written:
    standing = Written.objects.filter(pk=said.key).first()
    if standing is not None:
        if bytes(standing.person) != person:
            raise ThreadNotFound
        return standing
    message = _new(municipality_nis, said, person, place, moment)
    _attach(message, said.files)
    files = [one.digest for one in said.files]
    record_act(
        municipality_nis,
        "messages.write",
        subject=f"written:{said.key}",
        payload={"about": place.about, "side": place.side.value, "files": files},
        moment=moment,
    )
    if place.side == Side.RESIDENT and place.task_about:
        ask_to_answer(message, about_kind=place.task_about, moment=moment)
    return message


def _require_sayable(said: Said) -> None:
    if not said.words.strip() or len(said.words) > LONGEST_WORDS:
        raise WordsMissing
    if len(said.files) > MOST_FILES:
        raise TooManyFiles


def acknowledge(
    municipality_nis: str, said: Said, *, person: bytes, about: str, moment: datetime
) -> Written:
    """Let the town say that something came in, in the transaction in which it did; once."""
    require_acting_for(municipality_nis)
    standing = Written.objects.filter(pk=said.key).first()
    if standing is not None:
        return standing
    return _new(municipality_nis, said, person, _Place(about, Side.TOWN), moment)


def _new(
    municipality_nis: str, said: Said, person: bytes, place: _Place, moment: datetime
) -> Written:
    return Written.objects.create(
        id=said.key,
        municipality_nis=municipality_nis,
        person=person,
        about=place.about,
        side=place.side,
        way=place.way,
        sealed=encrypt(municipality_nis, words_purpose(said.key), said.words.strip().encode()),
        written_at=moment,
        written_by=current_actor().reference,
    )


def ask_to_answer(message: Written, *, about_kind: str = "case", moment: datetime) -> None:
    """Open the task of a message that a resident wrote."""
    ports.open_task.service()(
        message.municipality_nis,
        key=f"written:{message.pk}",
        reason="written",
        about_kind=about_kind if message.about else TASK_KIND,
        about=message.about or str(message.pk),
        detail={"about": message.about},
        moment=moment,
    )


def note_read(person: Collection[bytes], *, about: str | None = None, moment: datetime) -> int:
    """Note that what the other side wrote was read; return how much was new.

    Raises:
        ThreadNotFound: The thread is not the actor's to read.
    """
    require_reading(person)
    actor = current_actor()
    other = Side.TOWN if actor.person in set(person) else Side.RESIDENT
    rows = Written.objects.filter(
        person__in=list(person), side=other, read_at__isnull=True, written_at__lte=moment
    )
    rows = rows if about is None else rows.filter(about=about)
    return rows.update(read_at=moment, read_by=actor.reference)


def _attach(message: Written, files: Sequence[Attached]) -> None:
    for one in {file.digest: file for file in files}.values():
        identifier = uuid4()
        purpose = name_purpose(identifier)
        WrittenFile.objects.create(
            id=identifier,
            municipality_nis=message.municipality_nis,
            message=message,
            digest=one.digest,
            size=one.size,
            media_type=one.media_type,
            sealed_name=encrypt(message.municipality_nis, purpose, one.name[:120].encode()),
        )
