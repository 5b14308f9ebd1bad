"""News, agenda and vacancies, as staff write them; and the file of the waste company."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klik.domains.knowledge import access, operations, queries
from klik.domains.knowledge.operations import (
    LONGEST_TITLE,
    EventMoments,
    NewsDays,
    VacancyDays,
    Written,
)
from klik.domains.knowledge.queries import AnyPage
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import NOT_UNDERSTOOD, see_other
from klik.faces.desk.town.forms import FileForm
from klik.faces.desk.town.roles import KEEPS, READS
from klik.faces.ui.forms import DateField
from klik.ground.clock import HOME, moment_now, today

_LANGUAGES: Final = ("nl", "en")


class PageForm(forms.Form):
    """A title and a text, in Dutch and, where it is wanted, in English."""

    title_nl = forms.CharField(label=gettext_lazy("Title in Dutch"), max_length=LONGEST_TITLE)
    text_nl = forms.CharField(
        label=gettext_lazy("Text in Dutch"),
        help_text=gettext_lazy("A line that begins with a hyphen is a list, **so** is bold."),
        widget=forms.Textarea({"rows": 8}),
    )
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=LONGEST_TITLE, required=False
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"), required=False, widget=forms.Textarea({"rows": 6})
    )

    def texts(self, name: str) -> dict[str, str]:
        """Return a text per language in which it was written."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in _LANGUAGES}


class NewsForm(PageForm):
    """Something new."""

    published_on = DateField(label=gettext_lazy("From"))
    until_on = DateField(label=gettext_lazy("Until"), required=False)

    def particulars(self) -> NewsDays:
        """Return when it is news."""
        return NewsDays(self.cleaned_data["published_on"], self.cleaned_data["until_on"])


class EventForm(PageForm):
    """Something that takes place."""

    place = forms.CharField(label=gettext_lazy("Where"), max_length=150)
    day = DateField(label=gettext_lazy("Day"))
    starts = forms.TimeField(
        label=gettext_lazy("From what time"), widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("Until what time"), widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )

    def particulars(self) -> EventMoments:
        """Return when and where it takes place."""
        begin, end = (_at(self.cleaned_data["day"], self.cleaned_data[one]) for one in _TIMES)
        return EventMoments(begin, end, self.cleaned_data["place"])


class VacancyForm(PageForm):
    """A job."""

    deadline_on = DateField(label=gettext_lazy("Apply until"))

    def particulars(self) -> VacancyDays:
        """Return until when one can apply."""
        return VacancyDays(self.cleaned_data["deadline_on"])


_TIMES: Final = ("starts", "ends")
KINDS: Final = tuple(queries.MODELS)
_FORMS: Final[dict[str, type[Any]]] = {
    "news": NewsForm,
    "event": EventForm,
    "vacancy": VacancyForm,
}


@require_safe
@desk_page(roles=READS)
def pages(request: DeskRequest, kind: str) -> HttpResponse:
    """Show the pages of a kind, drafts too."""
    context = {
        "add_name": f"desk:add-{kind}",
        "kind": kind,
        "pages": queries.pages(request.municipality.nis, kind),
        "may_write": access.may_write(request.staff),
    }
    return render(request, "desk/town/pages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=KEEPS)
def add(request: DeskRequest, kind: str) -> HttpResponse:
    """Write a new page; it is a draft."""
    first = {"published_on": today()}
    return _answered(request, kind, None, _FORMS[kind](request.POST or None, initial=first))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(roles=KEEPS)
def change(request: DeskRequest, kind: str, page: UUID) -> HttpResponse:
    """Change a page."""
    _require_kind(kind)
    found = queries.page_of(kind, page)
    form = _FORMS[kind](request.POST or None, initial=_typed(found))
    return _answered(request, kind, found, form)


@require_POST
@desk_page(roles=KEEPS)
def publish(request: DeskRequest, kind: str, page: UUID) -> HttpResponse:
    """Let everybody read a page."""
    _require_kind(kind)
    operations.publish(kind, queries.page_of(kind, page), moment=moment_now())
    messages.success(request, _("Everybody can read it now."))
    return see_other(request, f"pages-{kind}")


@require_POST
@desk_page(roles=KEEPS)
def take_down(request: DeskRequest, kind: str, page: UUID) -> HttpResponse:
    """Let only staff read a page."""
    _require_kind(kind)
    operations.take_down(kind, queries.page_of(kind, page), moment=moment_now())
    messages.success(request, _("Nobody but staff reads it now."))
    return see_other(request, f"pages-{kind}")


@require_safe
@desk_page(roles=READS)
def waste(request: DeskRequest) -> HttpResponse:
    """Show the zones, and how much of the calendar is known."""
    return _waste(request, FileForm())


@require_POST
@desk_page(roles=KEEPS)
def take_rounds(request: DeskRequest) -> HttpResponse:
    """Take over what is fetched when."""
    return _taken(request, operations.take_rounds)


@require_POST
@desk_page(roles=KEEPS)
def take_streets(request: DeskRequest) -> HttpResponse:
    """Take over which street lies in which zone."""
    return _taken(request, operations.take_streets)


def _taken(request: DeskRequest, take: Callable[..., operations.Taken]) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _waste(request, form)
    content = form.cleaned_data["file"].read(operations.LARGEST_BYTES)
    taken = take(request.municipality.nis, content, moment=moment_now())
    said = _("%(rows)s rows are taken over, for %(zones)s zones.")
    messages.success(request, said % {"rows": taken.rows, "zones": taken.zones})
    return see_other(request, "waste")


def _waste(request: DeskRequest, form: FileForm) -> HttpResponse:
    nis = request.municipality.nis
    counted = queries.count_rounds(nis, today())
    context = {
        "zones": [(zone, counted.get(zone.pk, 0)) for zone in queries.zones(nis)],
        "streets": queries.count_streets(nis),
        "kinds": ", ".join(queries.WASTE_KINDS),
        "rounds_form": form,
        "streets_form": FileForm(auto_id="streets_%s"),
        "form": form if form.errors else None,
        "may_write": access.may_write(request.staff),
    }
    status = NOT_UNDERSTOOD if form.errors else 200
    return render(request, "desk/town/waste.html", context, status=status)


def _answered(request: DeskRequest, kind: str, page: AnyPage | None, form: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        written = Written(form.texts("title"), form.texts("text"), form.particulars())
        key = page.pk if page else uuid4()
        operations.write_page(request.municipality.nis, key, written, moment=moment_now())
        messages.success(request, _("It is kept."))
        return see_other(request, f"pages-{kind}")
    status = NOT_UNDERSTOOD if form.errors else 200
    context = {"form": form, "kind": kind, "page": page, "list_name": f"desk:pages-{kind}"}
    return render(request, "desk/town/write.html", context, status=status)


def _typed(page: Any) -> dict[str, Any]:
    typed = {f"title_{code}": page.title.get(code, "") for code in _LANGUAGES}
    typed |= {f"text_{code}": page.text.get(code, "") for code in _LANGUAGES}
    for name in ("published_on", "until_on", "deadline_on", "place"):
        if hasattr(page, name):
            typed[name] = getattr(page, name)
    if hasattr(page, "starts_at"):
        begin, end = page.starts_at.astimezone(HOME), page.ends_at.astimezone(HOME)
        typed |= {"day": begin.date(), "starts": begin.time(), "ends": end.time()}
    return typed


def _at(day: Any, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=HOME)


def _require_kind(kind: str) -> None:
    if kind not in _FORMS:
        raise Http404
