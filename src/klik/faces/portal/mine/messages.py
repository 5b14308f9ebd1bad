"""Messages: what she and the municipality wrote to each other, and every letter to her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klik.domains.cases.queries import own
from klik.domains.messages import operations, queries
from klik.faces.portal.acting import ResidentRequest, resident_page
from klik.faces.portal.mine.hers import numbers_of, page_of, waiting_for
from klik.ground.clock import moment_now

A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of the list, of whichever kind.

    Attributes:
        at: When it was written.
        is_hers: Whether she wrote it.
        way: `app`, `ebox`, `email` or `paper`.
        words: What it says; of a letter its subject.
        about: The reference of a case of hers; empty for none.
        href: Of the letter, or of the case.
        files: That go with it.
        is_letter: Whether it is a letter with a document.
        is_new: Whether she did not read it before.
    """

    at: datetime
    is_hers: bool
    way: str
    words: str
    about: str
    href: str
    files: tuple[queries.FileWritten, ...]
    is_letter: bool
    is_new: bool


@require_safe
@resident_page(writes=True)
def messages(request: ResidentRequest) -> HttpResponse:
    """List every message, the latest first; what is on the page is read by that."""
    known_as = numbers_of(request)
    waiting = waiting_for(request)
    total = queries.counted(known_as) + queries.count_to(known_as)
    page = Paginator(range(total), A_PAGE).get_page(request.GET.get("page"))
    entries = list(islice(_entries(request, known_as, page.end_index()), page.end_index()))
    context = {
        "entries": entries[max(page.start_index() - 1, 0) :],
        "page": page,
        "here": "messages",
        "waiting": waiting,
    }
    operations.note_read(known_as, moment=moment_now())
    return render(request, "portal/mine/messages.html", context)


def _entries(request: ResidentRequest, known_as: frozenset[bytes], limit: int) -> Iterator[Entry]:
    """Yield what was written and what was sent, the latest first, in two queries."""
    hers = own.own_cases(known_as).references
    written = (_written(request, one, hers) for one in queries.thread_with(known_as, limit=limit))
    sent = (
        Entry(
            at=one.queued_at,
            is_hers=False,
            way=one.channel,
            words=queries.content_of(one).subject,
            about="",
            href=page_of(request, "letter", one.pk),
            files=(),
            is_letter=True,
            is_new=False,
        )
        for one in queries.latest_to(known_as, limit=limit)
    )
    return merge(written, sent, key=lambda one: one.at, reverse=True)


def _written(request: ResidentRequest, one: queries.MessageShown, hers: frozenset[str]) -> Entry:
    about = one.about if one.about in hers else ""
    return Entry(
        at=one.at,
        is_hers=one.is_hers,
        way=one.way,
        words=one.words,
        about=about,
        href=page_of(request, "case", about) if about else "",
        files=one.files,
        is_letter=False,
        is_new=one.is_new and not one.is_hers,
    )
