"""What is new, as an Atom feed (RFC 4287).

Written by hand, as payment files are (ADR 0012): a feed has nine elements, and the library that
writes it would bring a dependency for each of two formats that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr  # -- writes only; nothing is read

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_NO_SIGN_OF_XML: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing in a feed.

    Attributes:
        identifier: A URN or address that is the same for good, such as `urn:uuid:...`.
        title: What it is.
        address: Of its page.
        updated_at: When it last changed.
        lines: What it says, a sentence each.
    """

    identifier: str
    title: str
    address: str
    updated_at: datetime
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is.

    Attributes:
        identifier: As of an entry.
        title: What it is about.
        author: The body that writes; of no person.
        address: Of the page that it belongs to.
        own_address: Of the feed itself.
        language: Of its texts.
        updated_at: When it last changed; what it is where it has no entries.
    """

    identifier: str
    title: str
    author: str
    address: str
    own_address: str
    language: str
    updated_at: datetime


def atom_feed(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    """Return the feed in UTF-8, its entries in the order given; the same bytes for the same feed.

    It was last changed when its latest entry was, or at `feed.updated_at` if that is later.
    """
    shown = list(entries)
    latest = max([feed.updated_at, *(one.updated_at for one in shown)])
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(feed.language)}>',
        _element("id", feed.identifier),
        _element("title", feed.title),
        _element("updated", _moment(latest)),
        f"<author>{_element('name', feed.author)}</author>",
        f'<link rel="alternate" type="text/html" href={_quoted(feed.address)}/>',
        f'<link rel="self" type="application/atom+xml" href={_quoted(feed.own_address)}/>',
        *(_entry(one) for one in shown),
        "</feed>",
    ]
    return "\n".join(lines).encode() + b"\n"


def _entry(entry: FeedEntry) -> str:
    said = "".join(f"<li>{escape(_plain(line))}</li>" for line in entry.lines)
    parts = [
        _element("id", entry.identifier),
        _element("title", entry.title),
        _element("updated", _moment(entry.updated_at)),
        f'<link rel="alternate" type="text/html" href={_quoted(entry.address)}/>',
    ]
    if said:
        parts.append(f'<content type="html">{escape(f"<ul>{said}</ul>")}</content>')
    return f"<entry>{''.join(parts)}</entry>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_plain(text))}</{name}>"


def _quoted(text: str) -> str:
    return quoteattr(_plain(text))


def _plain(text: str) -> str:
    return text.translate(_NO_SIGN_OF_XML)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
