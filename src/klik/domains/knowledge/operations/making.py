"""Ask others to make something together, join, and say how far it is, to the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.knowledge.models import (
    CoCreation,
    CoCreationMember,
    CoCreationState,
    CoCreationStep,
)
from klik.domains.knowledge.operations.pages_refusals import AddressTaken
from klik.domains.knowledge.operations.refusals import require_editor
from klik.domains.knowledge.operations.wishes import LONGEST_TEXT, LONGEST_TITLE, is_slug, tidy
from klik.domains.knowledge.queries.making import NEXT, CoCreationNotFound
from klik.ground.programmes.programme import Texts
from klik.ground.refusals import Refusal

LONGEST_SENTENCE: Final = 300


class CoCreationRefused(Refusal):
    """A request, or a step of it, that lacks what it needs."""

    status = 422
    reason = "Give a title and what you look for, in Dutch."


class StepRefused(CoCreationRefused):
    """A step without a sentence."""

    reason = "Say in one sentence in Dutch how far it is."


class CoCreationOver(Refusal):
    """A request that is done or stopped changes no more."""

    status = 409
    reason = "This request is over, or somebody took this step already. Look at how far it is."


class OwnCoCreation(Refusal):
    """An owner joined already, by asking."""

    status = 409
    reason = "This request is your own. Others join it."


@dataclass(frozen=True, slots=True)
class CoCreationWish:
    """What a municipality asks.

    Attributes:
        slug: Its address.
        title: Per language, in Dutch at least; so with `need`, which is Markdown.
        need: What it looks for, and what it brings itself.
        package: What it is about; empty for no package.
    """

    slug: str
    title: Texts
    need: Texts
    package: str = ""


def ask(owner_nis: str, identifier: UUID, wish: CoCreationWish, *, moment: datetime) -> CoCreation:
    """Ask others, publicly; the same request again changes nothing.

    Raises:
        CoCreationRefused: It lacks a text in Dutch, or a text is too long.
        AddressTaken: Another request has this address.
        CoCreationNotFound: The request is of another owner.
        EventsNotYours, NotActing, OutsideActing: No editor of the owner acts here.
    """
    require_editor(owner_nis)
    title, need = tidy(wish.title), tidy(wish.need)
    is_sized = all(len(one) <= LONGEST_TITLE for one in title.values()) and all(
        len(one) <= LONGEST_TEXT for one in need.values()
    )
    if not (is_slug(wish.slug) and title.get("nl") and need.get("nl") and is_sized):
        raise CoCreationRefused
    known = CoCreation.objects.filter(pk=identifier).first()
    if known is not None:
        if known.owner_nis != owner_nis:
            raise CoCreationNotFound
        return known
    if CoCreation.objects.filter(slug=wish.slug).exists():
        raise AddressTaken
    made = CoCreation.objects.create(
        id=identifier, owner_nis=owner_nis, slug=wish.slug, title=title, need=need,
        package=wish.package if is_slug(wish.package) else "", asked_at=moment,
    )  # fmt: skip
    _record(made, owner_nis, "knowledge.ask-cocreation", moment)
    return made


def join(request: CoCreation, nis: str, *, moment: datetime) -> None:
    """Let another municipality take part; again changes nothing.

    Raises:
        OwnCoCreation: It is its own request.
        CoCreationOver: It is done or stopped.
        EventsNotYours, NotActing, OutsideActing: No editor of `nis` acts here.
    """
    locked = _locked(request, nis)
    if locked.owner_nis == nis:
        raise OwnCoCreation
    if not NEXT[locked.state]:
        raise CoCreationOver
    _, is_new = CoCreationMember.objects.get_or_create(
        request=locked, joined_nis=nis, defaults={"joined_at": moment}
    )
    if is_new:
        _record(locked, nis, "knowledge.join-cocreation", moment)


def leave(request: CoCreation, nis: str, *, moment: datetime) -> None:
    """Let a municipality that joined take part no more; again changes nothing.

    Raises:
        CoCreationOver: It is done or stopped: who took part stands.
        EventsNotYours, NotActing, OutsideActing: No editor of `nis` acts here.
    """
    locked = _locked(request, nis)
    if not NEXT[locked.state]:
        raise CoCreationOver
    gone = CoCreationMember.objects.filter(request=locked, joined_nis=nis).delete()[0]
    if gone:
        _record(locked, nis, "knowledge.leave-cocreation", moment)


def take_step(
    request: CoCreation, state: str, said: Texts, *, read: int, moment: datetime
) -> CoCreationStep:
    """Say publicly how far a request is: a next state, or more about the one that it has.

    Args:
        request: Of the municipality acted for.
        state: The one that it has, or one that may follow (`queries.making.NEXT`).
        said: One sentence per language, in Dutch at least.
        read: How many steps the editor had before her.
        moment: When.

    Raises:
        StepRefused: No sentence in Dutch, or one that is too long.
        CoCreationOver: It ended, that state does not follow, or somebody was first.
        EventsNotYours, NotActing, OutsideActing: No editor of the owner acts here.
    """
    locked = _locked(request, request.owner_nis)
    sentence = tidy(said)
    if not sentence.get("nl") or any(len(one) > LONGEST_SENTENCE for one in sentence.values()):
        raise StepRefused
    may_follow = {locked.state, *NEXT[locked.state]} if NEXT[locked.state] else set()
    if state not in may_follow or locked.steps.count() != read:
        raise CoCreationOver
    locked.state = CoCreationState(state)
    locked.save(update_fields=["state"])
    step = CoCreationStep.objects.create(
        request=locked, number=read + 1, state=locked.state, said=sentence, taken_at=moment
    )
    _record(locked, locked.owner_nis, "knowledge.step-cocreation", moment)
    return step


def _locked(request: CoCreation, nis: str) -> CoCreation:
    require_editor(nis)
    found = CoCreation.objects.select_for_update().filter(pk=request.pk).first()
    if found is None:
        raise CoCreationNotFound
    return found


def _record(request: CoCreation, nis: str, act: str, moment: datetime) -> None:
    subject, payload = f"cocreation:{request.pk}", {"state": request.state}
    record_act(nis, act, subject=subject, payload=payload, moment=moment)
