"""Pages of knowledge as an editor writes them: the list, one page, and its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.operations import pages as operations
from klik.domains.knowledge.operations.pages_refusals import AddressTaken, PageChanged
from klik.domains.knowledge.queries import pages_checks, shared_pages
from klik.domains.knowledge.queries.shared_pages import KnowledgeNotFound, relations_in
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.desk.hub.pages.forms import RELATED, PageForm, in_a_year, typed
from klik.faces.desk.hub.pages.tables import tables_said
from klik.faces.ui.languages import letter_language
from klik.ground.clock import moment_now, today
from klik.ground.territory import municipality_of

if TYPE_CHECKING:
    from uuid import UUID

    from klik.domains.knowledge.models import KnowledgePage, PageVersion

_STALE: Final = 409
_CHOICES_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in the list of its owner."""

    page: KnowledgePage
    version: PageVersion
    state: str


@require_safe
@desk_page(roles=EDITORS)
def pages(request: DeskRequest) -> HttpResponse:
    """Show the pages of this municipality, and what has to be done about them."""
    nis, day = request.municipality.nis, today()
    found = [Listed(page, version, state_of(page)) for page, version in shared_pages.own_pages(nis)]
    known = {one.package for one in catalogue.packages_shown(day, language=letter_language())}
    place = reverse("hub:knowledge")
    context = {
        "pages": found,
        "overdue": shared_pages.overdue_pages(nis, day),
        "broken": pages_checks.broken_links_of(nis, place=place, packages=known),
        "orphans": shared_pages.orphans_of(nis),
    }
    return render(request, "desk/hub/pages/list.html", context)


@require_safe
@desk_page(roles=EDITORS)
def page(request: DeskRequest, page: UUID) -> HttpResponse:
    """Show a page as it was written last, with what may be done, and every version."""
    found = shared_pages.own_page(request.municipality.nis, page)
    version = shared_pages.version_of(found, found.latest)
    context = {
        "page": found,
        "version": version,
        "state": state_of(found),
        "tables": tables_said(version),
        "is_author": version.written_by == request.staff.reference,
        "versions": shared_pages.versions_of(found),
        "is_overdue": found.public is not None and found.review_on < today(),
    }
    return render(request, "desk/hub/pages/page.html", context)


@require_safe
@desk_page(roles=EDITORS)
def version(request: DeskRequest, page: UUID, number: int) -> HttpResponse:
    """Show what one version changed in the one before."""
    found = shared_pages.own_page(request.municipality.nis, page)
    later = shared_pages.version_of(found, number)
    earlier = shared_pages.version_of(found, number - 1) if number > 1 else None
    difference = shared_pages.difference_between(earlier, later) if earlier else None
    context = {"page": found, "later": later, "earlier": earlier, "difference": difference}
    return render(request, "desk/hub/pages/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def add(request: DeskRequest) -> HttpResponse:
    """Write a new page; it is a draft."""
    known = _known(request, None, None)
    first = {"review_on": in_a_year(today())}
    form = PageForm(request.POST or None, initial=first, page=None, known=known)
    return _answered(request, form, None, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def change(request: DeskRequest, page: UUID) -> HttpResponse:
    """Change a page: what is kept is a new draft."""
    found = shared_pages.own_page(request.municipality.nis, page)
    last = shared_pages.version_of(found, found.latest)
    known = _known(request, found, last)
    form = PageForm(request.POST or None, initial=typed(found, last), page=found, known=known)
    return _answered(request, form, found, last)


def state_of(page: KnowledgePage) -> str:
    """Return how a page stands, as `wording` names it."""
    if page.asked is not None:
        return "asked"
    if page.public is None:
        return "draft"
    return "published" if page.public == page.latest else "changed"


def _answered(
    request: DeskRequest, form: PageForm, page: KnowledgePage | None, last: PageVersion | None
) -> HttpResponse:
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, page, status=NOT_UNDERSTOOD if form.errors else 200)
    wish, key = form.wish(last), page.pk if page else form.cleaned_data["key"]
    if request.POST.get("do") == "preview":
        return _form(request, form, page, preview=wish)
    nis, read = request.municipality.nis, form.cleaned_data["read"]
    try:
        kept = operations.write(nis, key, wish, read=read, moment=moment_now())
    except PageChanged:
        return _changed(request, key, wish)
    except AddressTaken as refused:
        form.add_error("slug", _(refused.reason))
        return _form(request, form, page, status=NOT_UNDERSTOOD)
    messages.success(request, _("It is kept."))
    return see_other(request, "hub-page", kept.pk)


def _changed(request: DeskRequest, key: UUID, wish: operations.PageWish) -> HttpResponse:
    """Show what was saved meanwhile beside what she typed, all of which stays in the form."""
    found = _own_or_none(request, key)
    if found is None:
        raise PageChanged
    difference = operations.difference_to(found, wish)
    if not difference:  # the same text, sent twice
        return see_other(request, "hub-page", found.pk)
    last = shared_pages.version_of(found, found.latest)
    sent = request.POST.copy()
    sent["read"] = str(found.latest)
    again = PageForm(sent, page=found, known=_known(request, found, last))
    return _form(request, again, found, status=_STALE, difference=difference)


def _own_or_none(request: DeskRequest, key: UUID) -> KnowledgePage | None:
    try:
        return shared_pages.own_page(request.municipality.nis, key)
    except KnowledgeNotFound:
        return None


def _form(
    request: DeskRequest, form: PageForm, page: KnowledgePage | None, *, status: int = 200,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "page": page, **more}
    return render(request, "desk/hub/pages/write.html", context, status=status)


def _known(
    request: DeskRequest, page: KnowledgePage | None, last: PageVersion | None
) -> dict[str, list[tuple[str, str]]]:
    """Return what a page may be about; what it is about already stays among it."""
    nis, day = request.municipality.nis, today()
    shown = catalogue.packages_shown(day, language=letter_language())
    titles = {one.package: one.title for one in shown}
    town = municipality_of(nis).name
    own = dict.fromkeys(one.package for one in catalogue.adoptions_in_force(nis, day))
    others = [one for one in shared_pages.shown_pages() if page is None or one.page.pk != page.pk]
    known = {
        "package": dict(titles),
        "adoption": {f"{nis}/{one}": f"{town}: {titles.get(one, one)}" for one in own},
        "page": {str(one.page.pk): one.version.title["nl"] for one in others[:_CHOICES_SHOWN]},
    }
    for one in relations_in(last) if last else ():
        known[one.kind].setdefault(one.reference, one.reference)
    return {name: sorted(known[kind].items(), key=_by_word) for kind, name in RELATED.items()}


def _by_word(choice: tuple[str, str]) -> str:
    return choice[1].lower()
