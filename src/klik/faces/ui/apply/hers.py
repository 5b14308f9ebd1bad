"""What every page of an application begins with: whose it is, where it leads, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from klik.domains.cases.queries import applications
from klik.domains.catalogue import queries as catalogue
from klik.faces.ui.apply.protecting import without_address
from klik.faces.ui.apply.ways import ApplyRequest
from klik.faces.ui.languages import page_language
from klik.ground.clock import moment_now
from klik.packages.form import Asked
from klik.packages.french import in_language
from klik.packages.wording import PageLanguage

if TYPE_CHECKING:
    from klik.domains.cases.models import Application

NOT_UNDERSTOOD: Final = 422
MOST_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Hers:
    """An application of the resident who asks, as it stands."""

    application: Application
    found: applications.Evaluated
    language: PageLanguage

    @property
    def title(self) -> str:
        """Return the name of the benefit."""
        title = self.found.adoption.package.content["title"]
        return in_language(title, self.language)

    def page_title(self, asked: Asked) -> str:
        """Return what people read for a page: its title, else its one question."""
        return asked.page.title[self.language] or asked.questions[0].label[self.language]

    @property
    def steps(self) -> list[str]:
        """Return the names of the steps where there are few; the last one is looking it over."""
        names = [self.page_title(one) for one in self.found.pages]
        return names if len(names) < MOST_STEPS else []


def language_of_page() -> PageLanguage:
    """Return the language in which the page is read."""
    return page_language()


def title_of(adoption_id: UUID) -> str:
    """Return what the benefit of an adoption is called, in the language of the page."""
    title = catalogue.compiled(catalogue.adoption_of(adoption_id)).package.content["title"]
    return in_language(title, language_of_page())


def hers(request: ApplyRequest, reference: str) -> Hers:
    """Return an application that may be opened in this way, evaluated now.

    Raises:
        ApplicationNotFound: There is none, or it is somebody else's.
    """
    application = application_for(request, reference)
    found = applications.evaluated(application, moment=moment_now(), language=language_of_page())
    return hers_of(request, found)


def hers_of(request: ApplyRequest, found: applications.Evaluated) -> Hers:
    """Return an application that was evaluated, as who fills it in may see it."""
    shown = without_address(found) if request.way.hides_address else found
    return Hers(found.application, shown, language_of_page())


def application_for(request: ApplyRequest, reference: str) -> Application:
    """Return an application that may be opened in this way.

    Raises:
        ApplicationNotFound: There is none, it is somebody else's, or the mandate is not for it.
    """
    found = applications.application_of(reference, person=request.way.person)
    if request.way.scope and found.family != request.way.scope:
        raise applications.ApplicationNotFound
    return found


def to(request: ApplyRequest, name: str, *parts: object) -> str:
    """Return the address of another page of an application, in the same face."""
    return reverse(f"{request.way.face}:{name}", args=[request.municipality_slug, *parts])


def must_log_in_again(request: ApplyRequest, shown: Hers) -> bool:
    """Say whether she states another account than we know, and did not just log in.

    Whoever finds a phone with a log-in that is open must not be able to lead payments away.
    """
    return bool(request.way.log_in_again) and applications.changes_account(shown.found)


def see_other(address: str) -> HttpResponse:
    """Lead from an act that is done to the page that says so."""
    return HttpResponse(status=303, headers={"Location": address})


def next_of(pages: Sequence[Asked], word: str) -> Asked | None:
    """Return the page to answer after one: the first below it that is open, else any open one."""
    words = [one.page.word for one in pages]
    after = words.index(word) + 1 if word in words else 0
    open_ones = [one for one in pages if not one.is_answered and one.page.word != word]
    later = [one for one in open_ones if words.index(one.page.word) >= after]
    return next(iter([*later, *open_ones]), None)


def context_of(shown: Hers, **more: Any) -> dict[str, Any]:
    """Return what every template of an application needs."""
    application = shown.application
    return {
        "reference": application.reference,
        "title": shown.title,
        "contact": shown.found.adoption.content["granting_body"]["contact"],
        "expires_on": application.expires_on,
        "state": application.state,
        "is_draft": application.state == "draft",
        **more,
    }


def disputes_of(shown: Hers) -> list[applications.DisputeShown]:
    """Return what she said is not right in an application, and what became of it."""
    return applications.disputes_shown(
        shown.application, shown.found.adoption, language=shown.language
    )
