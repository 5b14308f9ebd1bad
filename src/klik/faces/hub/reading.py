"""The way into a page of the hub that reads from every municipality what is public."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse

from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

_READER: Final = Actor(ActorKind.SYSTEM, "hub-reading")
_Options = ParamSpec("_Options")
_View = Callable[Concatenate[HttpRequest, _Options], HttpResponse]


def read_everywhere(view: _View[_Options]) -> Callable[..., HttpResponse]:
    """Let a view read what is public of every municipality, and write nothing.

    What it shows of them must be public: adoptions in words, and counts that hide what is small.
    """

    @wraps(view)
    def page(
        request: HttpRequest, *args: _Options.args, **options: _Options.kwargs
    ) -> HttpResponse:
        with acting_for(EVERYWHERE, _READER, only_reading=True):
            return view(request, *args, **options)

    return page
