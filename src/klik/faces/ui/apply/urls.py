"""The addresses of the pages of an application, as each face lays them below its own."""

from __future__ import annotations

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from klik.faces.ui.apply import asking, choosing, cosigning, handing_in, overview, source, speaking

View = Callable[..., HttpResponseBase]
Opens = Callable[[View], View]


def pages_of_application(here: str, *, opens: Opens, opens_with_files: Opens) -> list[URLPattern]:
    """Return the addresses of an application.

    Args:
        here: Where it stands, ending in `<slug:reference>/`.
        opens: Lets a view be a page of the face: inside `acting_for`, with a `way`.
        opens_with_files: The same, for one that opens `acting_for` itself.
    """
    return [
        path(here, opens(overview.overview), name="apply-overview"),
        path(f"{here}voor-wie/", opens(choosing.choose), name="apply-whom"),
        path(f"{here}vraag/<slug:page>/", opens_with_files(asking.page), name="apply-page"),
        path(
            f"{here}vraag/<slug:page>/bestand-weg/",
            opens(asking.remove_file),
            name="apply-remove-file",
        ),
        path(f"{here}adres/", opens(handing_in.address), name="apply-address"),
        path(f"{here}klopt-niet/<str:fact>/", opens(speaking.not_right), name="apply-not-right"),
        path(f"{here}bron/", opens(source.source), name="apply-source"),
        path(f"{here}nakijken/", opens(handing_in.review), name="apply-review"),
        path(f"{here}ontvangen/", opens(handing_in.receipt), name="apply-receipt"),
        path(f"{here}antwoord/", opens_with_files(speaking.answer), name="apply-answer"),
        path(f"{here}mee-tekenen/", opens(cosigning.ask), name="apply-cosign"),
        path(f"{here}intrekken/", opens(handing_in.withdraw), name="apply-withdraw"),
    ]


def pages_of_signature(here: str, *, opens: Opens) -> list[URLPattern]:
    """Return the addresses of a second signature.

    Args:
        here: Where it stands, ending in `<uuid:signature>/`.
        opens: As above, for a page that is about a signature.
    """
    return [
        path(here, opens(cosigning.answer), name="cosign"),
        path(f"{here}klaar/", opens(cosigning.answered), name="cosigned"),
    ]
