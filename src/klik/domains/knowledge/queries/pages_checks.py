"""Reads of what is wrong with published pages: links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from klik.domains.knowledge.models import RelationKind
from klik.domains.knowledge.queries.shared_pages import PageShown, shown_pages


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link of a page to what nobody can read.

    Attributes:
        shown: The page.
        reference: What it names: an address, a page or a package.
    """

    shown: PageShown
    reference: str


def broken_links_of(owner_nis: str, *, place: str, packages: Collection[str]) -> list[BrokenLink]:
    """Return the links of an owner's public pages that lead nowhere, in two queries at most.

    Args:
        owner_nis: Whose pages.
        place: How the address of a page begins, before its slug.
        packages: Those that are there.
    """
    every = shown_pages()
    slugs = {one.page.slug for one in every}
    keys = {str(one.page.pk) for one in every}
    link = re.compile(re.escape(place) + r"([-\w]+)")
    found: list[BrokenLink] = []
    for one in every:
        if one.page.owner_nis == owner_nis:
            named = [*_typed(one, link, slugs), *_related(one, keys, packages)]
            found += [BrokenLink(one, reference) for reference in dict.fromkeys(named)]
    return sorted(found, key=lambda one: (one.shown.page.slug, one.reference))


def _typed(shown: PageShown, link: re.Pattern[str], slugs: Collection[str]) -> Iterator[str]:
    for text in shown.version.body.values():
        for match in link.finditer(text):
            if match[1] not in slugs:
                yield match[0]


def _related(shown: PageShown, keys: Collection[str], packages: Collection[str]) -> Iterator[str]:
    for one in shown.relations:
        is_page = one.kind == RelationKind.PAGE
        known = keys if is_page else packages
        if (one.reference if is_page else one.reference.rpartition("/")[2]) not in known:
            yield one.reference
