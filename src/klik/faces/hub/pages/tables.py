"""Saved queries of a page as tables: asked anew each time, also as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.queries import shared_pages
from klik.domains.knowledge.queries.pages_tables import TableWish, is_within, tables_of
from klik.faces.hub.pages import wording
from klik.faces.hub.places import address_of
from klik.faces.hub.reading import read_everywhere
from klik.faces.ui.languages import letter_language, page_language
from klik.faces.ui.words import day_written
from klik.ground.clock import today
from klik.ground.deliveries.reporting import neutralise
from klik.ground.territory import municipality_of

_SIZES: Final[Mapping[str, str | Promise]] = {
    "small": gettext_lazy("with fewer than 15,000 inhabitants"),
    "middling": gettext_lazy("with 15,000 to 29,999 inhabitants"),
    "large": gettext_lazy("with 30,000 inhabitants or more"),
}
_COLUMNS: Final[Mapping[str, tuple[str | Promise, ...]]] = {
    "adopters": (
        gettext_lazy("Municipality"),
        gettext_lazy("Province"),
        gettext_lazy("From"),
        gettext_lazy("Version"),
    ),
    "pages": (
        gettext_lazy("Title"),
        gettext_lazy("Kind of page"),
        gettext_lazy("Owner"),
        gettext_lazy("Published"),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first cell leads somewhere."""

    cells: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class LiveTable:
    """What a saved query gives now."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, str]]]]:
        """Each row, with every cell but the first beside the name of its column."""
        return [(row, list(zip(self.columns[1:], row.cells[1:], strict=True))) for row in self.rows]


def live_tables(wishes: Sequence[TableWish]) -> list[LiveTable]:
    """Return what saved queries give now, each in three queries at most.

    Raises:
        NotActing: Outside `acting_for`.
    """
    return [_live(one) for one in wishes]


@require_safe
@read_everywhere
def table_file(_request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give one table of a page as CSV, counted from 1."""
    wishes = tables_of(shared_pages.shown_page(slug).version)
    if not 1 <= number <= len(wishes):
        raise Http404
    found = _live(wishes[number - 1])
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(found.columns)
    writer.writerows([neutralise(cell) for cell in row.cells] for row in found.rows)
    # The mark lets spreadsheets read the letters of names as they are.
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}.csv"'
    return response


def _live(wish: TableWish) -> LiveTable:
    columns = tuple(str(one) for one in _COLUMNS[wish.shows])
    rows = _adopters(wish) if wish.shows == "adopters" else _pages(wish)
    return LiveTable(_title(wish), columns, tuple(rows))


def _adopters(wish: TableWish) -> Iterable[Row]:
    for one in catalogue.adopters_of(wish.package, today(), language=letter_language()):
        if is_within(wish, one.nis):
            province = municipality_of(one.nis).province
            where = f"{one.name} ({one.territory})" if one.territory else one.name
            cells = (where, province, day_written(one.from_on), one.version)
            yield Row(cells, address_of("package", wish.package))


def _pages(wish: TableWish) -> Iterable[Row]:
    for one in shared_pages.shown_pages(kind=wish.kind, package=wish.package):
        if is_within(wish, one.page.owner_nis) and one.version.reviewed_at:
            title = one.version.title.get(page_language()) or one.version.title["nl"]
            owner = municipality_of(one.page.owner_nis).name
            kind = str(wording.ONE[one.page.kind])
            published = day_written(one.version.reviewed_at.date())
            yield Row((title, kind, owner, published), address_of("page", one.page.slug))


def _title(wish: TableWish) -> str:
    """Say in words what is asked."""
    if wish.shows == "adopters":
        said = _("Who adopted %(package)s") % {"package": _named(wish.package)}
    elif wish.package:
        said = _("Pages about %(package)s") % {"package": _named(wish.package)}
    else:
        said = _("Pages of knowledge")
    parts = [said]
    if wish.kind:
        parts.append(str(wording.MANY[wish.kind]).lower())
    if wish.province:
        parts.append(_("province of %(province)s") % {"province": wish.province})
    if wish.size:
        parts.append(_("municipalities %(size)s") % {"size": _SIZES[wish.size]})
    return ", ".join(parts)


def _named(package: str) -> str:
    shown = catalogue.packages_shown(today(), language=letter_language())
    return next((one.title for one in shown if one.package == package), package)
