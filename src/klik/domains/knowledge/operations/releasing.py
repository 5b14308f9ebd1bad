"""Release a programme: freeze what everybody reads from now on."""

from __future__ import annotations

from datetime import datetime

from klik.domains.knowledge.models import EventSession, HubEvent, ProgrammeRelease
from klik.domains.knowledge.operations.programming import record
from klik.domains.knowledge.operations.refusals import NothingToRelease, locked_event
from klik.domains.knowledge.operations.wishes import tidy
from klik.domains.knowledge.queries.programmes import draft_of, latest_release_of
from klik.ground.programmes.frozen import counted, digest_of_text, is_same, read, written
from klik.ground.programmes.programme import Texts
from klik.ground.tenancy import current_actor


def release(event: HubEvent, *, comment: Texts, moment: datetime) -> ProgrammeRelease:
    """Freeze the draft as the version that everybody reads, and return it.

    A draft that says what the latest version says makes no new one: that version is returned.
    Whoever is concerned hears of it by the job `knowledge.announce`.

    Args:
        event: Its owner is acted for.
        comment: What the editor says about it, per language; may be empty.
        moment: When.

    Raises:
        NothingToRelease: The event has no day.
        EventsNotYours: No editor of the owner.
        NotActing, OutsideActing: Nobody acts for the owner here.
    """
    locked = locked_event(event)
    draft = draft_of(locked)
    if not draft.days:
        raise NothingToRelease
    latest = latest_release_of(locked)
    before = read(latest.frozen) if latest else None
    if latest is not None and before is not None and is_same(draft, before):
        return latest
    frozen = written(counted(draft, before, moment=moment))
    made = ProgrammeRelease.objects.create(
        event=locked,
        number=latest.number + 1 if latest else 1,
        comment=tidy(comment),
        frozen=frozen,
        digest=digest_of_text(frozen),
        released_at=moment,
        released_by=current_actor().reference,
    )
    EventSession.objects.filter(event=locked).update(was_released=True)
    payload = {"release": made.number, "digest": made.digest}
    record(locked, "knowledge.release-programme", payload, moment)
    return made
