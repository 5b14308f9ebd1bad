"""What is known, for readers of feeds: all of it, of one kind, or about one package (RFC 4287)."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klik.domains.knowledge.queries import shared_pages
from klik.domains.knowledge.queries.shared_pages import KINDS
from klik.faces.hub.pages import wording
from klik.faces.ui.languages import page_language
from klik.ground.territory import municipality_of

_MOST: Final = 50


@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    """Give the pages that were published last, `?soort=` of one kind, `?pakket=` about a package.

    An entry is named by the key of its page: a new version updates it, and is not a new one.
    """
    kind, package = request.GET.get("soort", ""), request.GET.get("pakket", "")
    if kind and kind not in KINDS:
        raise Http404
    language = page_language()
    title = " ".join(filter(None, (_("Knowledge of municipalities"), _narrowed(kind, package))))
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(reverse("hub:knowledge")),
        description=title,
        language=language,
        feed_url=request.build_absolute_uri(),
    )
    for one in shared_pages.shown_pages(kind=kind, package=package)[:_MOST]:
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


def _narrowed(kind: str, package: str) -> str:
    words = [str(wording.MANY[kind]).lower()] if kind else []
    return f"({', '.join([*words, package] if package else words)})" if kind or package else ""
