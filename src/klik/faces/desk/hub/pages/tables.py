"""Tables that a page asks anew each time it is read: an editor chooses, and types no question."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from klik.domains.catalogue import queries as catalogue
from klik.domains.knowledge.operations import pages as operations
from klik.domains.knowledge.operations.pages import MOST_TABLES, PageWish
from klik.domains.knowledge.queries import shared_pages
from klik.domains.knowledge.queries.pages_tables import TableWish, tables_of
from klik.domains.knowledge.queries.shared_pages import relations_in
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.desk.hub.pages import wording
from klik.faces.desk.hub.pages.reviewing import read_in
from klik.faces.ui.languages import letter_language
from klik.ground.clock import moment_now, today
from klik.ground.territory import municipalities

if TYPE_CHECKING:
    from uuid import UUID

    from klik.domains.knowledge.models import KnowledgePage, PageVersion

_ALL = ("", gettext_lazy("all"))


class TableForm(forms.Form):
    """What a table shows, out of a small closed set."""

    read = forms.IntegerField(widget=forms.HiddenInput)
    shows = forms.ChoiceField(
        label=gettext_lazy("What the table shows"),
        choices=[
            ("adopters", gettext_lazy("Who adopted a package")),
            ("pages", gettext_lazy("Pages of knowledge")),
        ],
        widget=forms.RadioSelect,
    )
    package = forms.ChoiceField(label=gettext_lazy("About which package"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of page"), choices=[_ALL, *wording.KINDS.items()], required=False
    )
    province = forms.ChoiceField(label=gettext_lazy("In which province"), required=False)
    size = forms.ChoiceField(
        label=gettext_lazy("How large the municipality is"),
        choices=[
            _ALL,
            ("small", gettext_lazy("fewer than 15,000 inhabitants")),
            ("middling", gettext_lazy("15,000 to 29,999 inhabitants")),
            ("large", gettext_lazy("30,000 inhabitants or more")),
        ],
        required=False,
    )

    def __init__(self, *given: Any, packages: dict[str, str], **options: Any) -> None:
        """Ask for a table; `packages` names those that are there."""
        super().__init__(*given, **options)
        provinces = sorted({one.province for one in municipalities().values()})
        for name, choices in (
            ("package", list(packages.items())),
            ("province", [(one, one) for one in provinces]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [_ALL, *choices]

    def clean(self) -> dict[str, Any]:
        """Return what was chosen; who adopted must be of a package."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("shows") == "adopters" and not found.get("package"):
            self.add_error("package", _("Choose a package: adopters are those of one package."))
        return found

    def wish(self) -> TableWish:
        """Return the saved query; a table of adopters is of no kind of page."""
        names = ("shows", "package", "kind", "province", "size")
        found = {name: self.cleaned_data[name] for name in names}
        return TableWish(**{**found, "kind": "" if found["shows"] == "adopters" else found["kind"]})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=EDITORS)
def add_table(request: DeskRequest, page: UUID) -> HttpResponse:
    """Add a table to a page, as a new draft."""
    found, last = _last(request, page)
    shown = catalogue.packages_shown(today(), language=letter_language())
    packages = {one.package: one.title for one in shown}
    form = TableForm(request.POST or None, initial={"read": found.latest}, packages=packages)
    if request.method == "POST" and form.is_valid() and len(last.tables) < MOST_TABLES:
        tables = (*tables_of(last), form.wish())
        _keep(found, last, tables, form.cleaned_data["read"])
        messages.success(request, _("The table is kept in a draft."))
        return see_other(request, "hub-page", page)
    context = {"form": form, "page": found, "is_full": len(last.tables) >= MOST_TABLES}
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/hub/pages/table.html", context, status=status)


@require_POST
@desk_page(roles=EDITORS)
def remove_table(request: DeskRequest, page: UUID, number: int) -> HttpResponse:
    """Take the table with this number, from 1, off a page, as a new draft."""
    found, last = _last(request, page)
    tables = tables_of(last)
    if not 1 <= number <= len(tables):
        raise Http404
    kept = (*tables[: number - 1], *tables[number:])
    _keep(found, last, kept, read_in(request))
    messages.success(request, _("The table is off the page, in a draft."))
    return see_other(request, "hub-page", page)


def tables_said(version: PageVersion) -> list[str]:
    """Say each table of a version in words."""
    fields = TableForm(packages={}).fields
    return [
        ", ".join(_word(fields[name], value) for name, value in asdict(one).items() if value)
        for one in tables_of(version)
    ]


def _word(field: Any, value: str) -> str:
    return str(dict(field.choices).get(value, value))


def _last(request: DeskRequest, page: UUID) -> tuple[KnowledgePage, PageVersion]:
    found = shared_pages.own_page(request.municipality.nis, page)
    return found, shared_pages.version_of(found, found.latest)


def _keep(page: KnowledgePage, last: PageVersion, tables: tuple[TableWish, ...], read: int) -> None:
    """Keep the page as it is with other tables."""
    wish = PageWish(
        slug=page.slug,
        kind=page.kind,
        title=last.title,
        summary=last.summary,
        body=last.body,
        review_on=page.review_on,
        relations=relations_in(last),
        tables=tables,
        comment=_("Other tables"),
    )
    operations.write(page.owner_nis, page.pk, wish, read=read, moment=moment_now())
