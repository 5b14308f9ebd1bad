"""How what gathers people is called: the title of its session, in what everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Final

from klik.domains.knowledge.queries import programmes

if TYPE_CHECKING:
    from klik.domains.polls.models import Gathering

SESSION: Final = "session"
_KEPT_SECONDS: Final = 60
_Texts = Mapping[str, str]


def title_of(gathering: Gathering) -> _Texts:
    """Return the title of what a gathering is of, by language; nothing where it is not released.

    It is at most a minute old: every page of a room asks for it.
    """
    if gathering.kind != SESSION:
        return {}
    return _titles(int(monotonic() // _KEPT_SECONDS)).get(gathering.reference, {})


@lru_cache(maxsize=1)
def _titles(_minute: int) -> Mapping[str, _Texts]:
    return {
        session.key: session.title
        for one in programmes.shown_events()
        for session in one.programme.sessions
    }


def forget() -> None:
    """Forget every title, as between tests."""
    _titles.cache_clear()
