"""How an act of the desk answers: another page, a file, or a list leafed through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from klik.domains.municipalities import queries as municipalities
from klik.faces.desk.acting import DeskRequest
from klik.ground.refusals import Refusal

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    _Row = TypeVar("_Row", bound=Model)

_Shown = TypeVar("_Shown")

ROWS_A_PAGE: Final = 50
NOT_UNDERSTOOD: Final = 422


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of a list, as a chip shows it."""

    word: str
    href: str
    is_current: bool


class AddressWrong(Refusal):
    """An address with a filter or a day that does not exist."""

    status = 404
    reason = "There is no such page. Choose one of the filters on the page itself."


def address_of(request: DeskRequest, view: str, *named: object) -> str:
    """Return the address of another page of this desk."""
    slug = municipalities.slug_of(request.municipality.name)
    return reverse(f"desk:{view}", args=[slug, *named])


def see_other(request: DeskRequest, view: str, *named: object) -> HttpResponse:
    """Lead from an act that is done to the page that says so: reloading it does nothing again."""
    return HttpResponse(status=303, headers={"Location": address_of(request, view, *named)})


def download(content: bytes | Iterable[str], filename: str, media_type: str) -> HttpResponse:
    """Answer with a file; what is still to be read is read here, inside the transaction."""
    whole = content if isinstance(content, bytes) else "".join(content).encode()
    response = HttpResponse(whole, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def page_of(request: HttpRequest, rows: QuerySet[_Row]) -> Page[_Row]:
    """Return the page of a list that the address names, read now: a template asks for nothing."""
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return page


def page_showing(page: Page[Any], shown: list[_Shown]) -> Page[_Shown]:
    """Return a page of a list with other things in it: what a template shows of each row."""
    return Page(shown, page.number, page.paginator)


def chosen(request: HttpRequest, name: str, known: Iterable[str]) -> str:
    """Return a filter of the address; empty where it has none.

    Raises:
        AddressWrong: It is none of those known.
    """
    given = request.GET.get(name, "")
    if given and given not in known:
        raise AddressWrong
    return given
