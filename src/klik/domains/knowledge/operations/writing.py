"""Write, publish and take down what everybody reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final, TypeAlias
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.knowledge import access, queries
from klik.domains.knowledge.models import PageState
from klik.domains.knowledge.queries import AnyPage
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 20_000
_LANGUAGES: Final = frozenset({"nl", "en", "fr", "de"})


class PagesNotYours(Refusal):
    """An actor who writes nothing for everybody."""

    status = 403
    reason = "Only a clerk or a regulation manager writes what everybody reads."


class PageRefused(Refusal):
    """A page without a title or a text in Dutch, or that ends before it begins."""

    status = 422
    reason = "Give a title and a text in Dutch, and an end that comes after the beginning."


@dataclass(frozen=True, slots=True)
class NewsDays:
    """When something is news; no last day means for good."""

    published_on: date
    until_on: date | None = None

    def is_in_order(self) -> bool:
        """Whether it ends after it begins."""
        return self.until_on is None or self.published_on <= self.until_on


@dataclass(frozen=True, slots=True)
class EventMoments:
    """When and where something takes place."""

    starts_at: datetime
    ends_at: datetime
    place: str

    def is_in_order(self) -> bool:
        """Whether it ends after it begins, somewhere."""
        return self.starts_at < self.ends_at and bool(self.place.strip())


@dataclass(frozen=True, slots=True)
class VacancyDays:
    """Until when one can apply."""

    deadline_on: date

    def is_in_order(self) -> bool:
        """Whether it holds: a single day does."""
        return True


Particulars: TypeAlias = NewsDays | EventMoments | VacancyDays
_KINDS: Final = {NewsDays: "news", EventMoments: "event", VacancyDays: "vacancy"}


@dataclass(frozen=True, slots=True)
class Written:
    """A title and a text (Markdown) per language; both are needed in Dutch."""

    title: Mapping[str, str]
    text: Mapping[str, str]
    particulars: Particulars

    @property
    def kind(self) -> str:
        """Of which kind it is: a key of `queries.MODELS`."""
        return _KINDS[type(self.particulars)]


def write_page(
    municipality_nis: str, identifier: UUID, written: Written, *, moment: datetime
) -> AnyPage:
    """Keep a page, new or changed; one that is new is a draft, one that is published stays so.

    Raises:
        PagesNotYours: Another role.
        PageRefused: No title or text in Dutch, too long a one, or an end before its beginning.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    _require_writer()
    title, text = _tidy(written.title), _tidy(written.text)
    is_sized = all(len(one) <= LONGEST_TITLE for one in title.values()) and all(
        len(one) <= LONGEST_TEXT for one in text.values()
    )
    if not (title.get("nl") and text.get("nl") and is_sized and written.particulars.is_in_order()):
        raise PageRefused
    page, _ = queries.MODELS[written.kind].objects.update_or_create(
        pk=identifier,
        municipality_nis=municipality_nis,
        defaults={
            "title": title,
            "text": text,
            **asdict(written.particulars),
            "set_at": moment,
            "set_by": current_actor().reference,
        },
    )
    _record(page, written.kind, "knowledge.write", moment)
    return page


def publish(kind: str, page: AnyPage, *, moment: datetime) -> AnyPage:
    """Let everybody read a page; again changes nothing.

    Raises:
        PagesNotYours: Another role.
        PageNotFound: It is of another municipality.
    """
    return _turned(kind, page, PageState.PUBLISHED, "knowledge.publish", moment)


def take_down(kind: str, page: AnyPage, *, moment: datetime) -> AnyPage:
    """Let nobody but staff read a page any more; again changes nothing.

    Raises:
        PagesNotYours: Another role.
        PageNotFound: It is of another municipality.
    """
    return _turned(kind, page, PageState.DOWN, "knowledge.take-down", moment)


def _turned(kind: str, page: AnyPage, state: PageState, act: str, moment: datetime) -> AnyPage:
    _require_writer()
    locked = queries.MODELS[kind].objects.select_for_update().filter(pk=page.pk).first()
    if locked is None:
        raise queries.PageNotFound
    if locked.state != state:
        locked.state, locked.set_at = state, moment
        locked.save(update_fields=["state", "set_at"])
        _record(locked, kind, act, moment)
    return locked


def _tidy(texts: Mapping[str, str]) -> dict[str, str]:
    stripped = {language: text.strip() for language, text in texts.items()}
    return {key: text for key, text in stripped.items() if text and key in _LANGUAGES}


def _require_writer() -> None:
    if not access.may_write(current_actor()):
        raise PagesNotYours


def _record(page: AnyPage, kind: str, act: str, moment: datetime) -> None:
    record_act(page.municipality_nis, act, subject=f"{kind}:{page.pk}", payload={}, moment=moment)
