"""What is known, for readers of feeds: all of it, of one kind, or about one package (RFC 4287)."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.knowledge.queries import shared_pages
from klik.domains.knowledge.queries.shared_pages import KINDS
from klik.faces.hub.pages import wording
from klik.faces.hub.pages.reading import asked_in, narrowed, packages_by_name
from klik.faces.hub.reading import read_everywhere
from klik.faces.ui.languages import page_language
from klik.ground.clock import today
from klik.ground.territory import municipality_of
from klik.packages.catalogue_words import THEMES

_MOST: Final = 50


@require_safe
@read_everywhere
def knowledge(request: HttpRequest) -> HttpResponse:
    """Give the pages that were published last: of a kind, of a theme, about a package.

    An entry is named by the key of its page: a new version updates it, and is not a new one.
    """
    kind, theme = asked_in(request, "soort", KINDS), asked_in(request, "thema", THEMES)
    package = request.GET.get("pakket", "")
    packages = packages_by_name(today()) if theme else {}
    every = shared_pages.shown_pages(package=package)
    language = page_language()
    title = " ".join(filter(None, (_("Knowledge of municipalities"), _about(kind, theme, package))))
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(reverse("hub:knowledge")),
        description=title,
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for one in narrowed(every, packages, kind=kind, theme=theme)[:_MOST]:
        version = one.version
        feed.add_item(
            title=version.title.get(language) or version.title["nl"],
            link=request.build_absolute_uri(reverse("hub:page", args=[one.page.slug])),
            description=version.summary.get(language) or version.summary["nl"],
            author_name=municipality_of(one.page.owner_nis).name,
            unique_id=f"urn:uuid:{one.page.pk}",
            updateddate=version.reviewed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _about(kind: str, theme: str, package: str) -> str:
    words = [str(wording.MANY[kind]).lower()] if kind else []
    words += [THEMES[theme].in_words(page_language())] if theme else []
    words += [package] if package else []
    return f"({', '.join(words)})" if words else ""
