"""What is done with a page that is written: reviewed, published, restored, found right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klik.domains.knowledge.operations import pages as operations
from klik.domains.knowledge.queries import shared_pages
from klik.faces.desk.acting import DeskRequest, desk_page
from klik.faces.desk.answering import see_other
from klik.faces.desk.hub.home import EDITORS
from klik.faces.desk.hub.pages.forms import in_a_year
from klik.ground.clock import moment_now, today

if TYPE_CHECKING:
    from uuid import UUID

    from klik.domains.knowledge.models import KnowledgePage


class ReadForm(forms.Form):
    """Which version somebody had before her."""

    read = forms.IntegerField()


@require_POST
@desk_page(roles=EDITORS)
def ask_review(request: DeskRequest, page: UUID) -> HttpResponse:
    """Ask another editor to review the last version."""
    return _done(
        request, page, operations.ask_review, _("Another editor can review and publish it now.")
    )


@require_POST
@desk_page(roles=EDITORS)
def send_back(request: DeskRequest, page: UUID) -> HttpResponse:
    """Let a page that was to be reviewed be a draft again."""
    return _done(request, page, operations.send_back, _("It is a draft again."))


@require_POST
@desk_page(roles=EDITORS)
def publish(request: DeskRequest, page: UUID) -> HttpResponse:
    """Let everybody read what was reviewed."""
    return _done(request, page, operations.publish, _("Everybody can read it now."))


@require_POST
@desk_page(roles=EDITORS)
def take_down(request: DeskRequest, page: UUID) -> HttpResponse:
    """Let only staff read a page."""
    return _done(request, page, operations.take_down, _("Nobody but staff reads it now."))


@require_POST
@desk_page(roles=EDITORS)
def find_right(request: DeskRequest, page: UUID) -> HttpResponse:
    """Note that a page is still right, for another year."""
    found, read = _read(request, page)
    operations.find_right(found, in_a_year(today()), read=read, moment=moment_now())
    messages.success(request, _("It is noted. You read it again in a year."))
    return see_other(request, "hub-page", page)


@require_POST
@desk_page(roles=EDITORS)
def restore(request: DeskRequest, page: UUID, number: int) -> HttpResponse:
    """Let a page say again what an older version said, as a new draft."""
    found, read = _read(request, page)
    operations.restore(found, number, read=read, moment=moment_now())
    messages.success(request, _("It is restored as a draft."))
    return see_other(request, "hub-page", page)


def _done(
    request: DeskRequest, page: UUID, act: Callable[..., KnowledgePage], said: str
) -> HttpResponse:
    found, read = _read(request, page)
    act(found, read=read, moment=moment_now())
    messages.success(request, said)
    return see_other(request, "hub-page", page)


def _read(request: DeskRequest, page: UUID) -> tuple[KnowledgePage, int]:
    """Return the page and the version that she had before her."""
    return shared_pages.own_page(request.municipality.nis, page), read_in(request)


def read_in(request: DeskRequest) -> int:
    """Return the version that she had before her; -1, which none is, of no number."""
    form = ReadForm(request.POST)
    return form.cleaned_data["read"] if form.is_valid() else -1
