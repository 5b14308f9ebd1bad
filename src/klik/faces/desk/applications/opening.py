"""An application that somebody at the desk looks at, evaluated once; that it was seen is noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.http import Http404

from klik.domains.audit.operations import record_view
from klik.domains.cases.queries import applications
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.applications.protected import without_address
from klik.faces.desk.persons import HANDLING, language
from klik.faces.desk.protecting import persons_in, sees_address
from klik.ground.clock import moment_now

if TYPE_CHECKING:
    from klik.domains.cases.models import Application

IN_FULL: Final = "people/shown"
"""The part that is shown to who said why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An application with what it comes to now.

    Attributes:
        application: Which.
        found: What is known, what was answered, and what follows.
        proposed: What the rules say, for who rules.
        sees_address: Whether who looks sees where these people live.
    """

    application: Application
    found: applications.Evaluated = field(repr=False)
    proposed: applications.Proposed = field(repr=False)
    sees_address: bool = True

    @property
    def title(self) -> str:
        """Return what the regulation is called."""
        title = self.found.adoption.package.content["title"]
        return str(title.get(language(), title["nl"]))

    def label(self, fact: str) -> str:
        """Return what people read for a fact of its form."""
        question = self.found.form.question(fact)
        known = {one.name: one.label for one in self.found.known}
        said = question.label[language()] if question else known.get(fact, "")
        return self.proposed.notable.get(fact, "") or said or fact


def open_application(
    request: DeskRequest, reference: str, *, part: str = "", purpose: str = HANDLING
) -> Opened:
    """Return an application to show it, of which a view is noted.

    Args:
        request: Of who looks.
        reference: Its number.
        part: Which part of it is shown; empty for all of it.
        purpose: Why.

    Raises:
        ApplicationNotFound: There is none.
        Http404: It is a draft, which is of who writes it alone.
        CannotDecrypt: What it kept was changed since.
    """
    application = applications.application_of(reference)
    if application.submitted_at is None:
        raise Http404
    moment = moment_now()
    record_view(
        request.municipality.nis,
        person=bytes(application.person).hex(),
        shown=f"application:{application.reference}" + (f"/{part}" if part else ""),
        purpose=purpose,
        moment=moment,
    )
    found = applications.evaluated(application, moment=moment, language=language())
    persons = persons_in(
        found.answers, found.subject.row.values, applications.applicant_of(application).number
    )
    sees = sees_address(
        request,
        persons | {bytes(application.person)},
        purpose=purpose if part == IN_FULL else "",
    )
    proposed = applications.proposed(found, language=language())
    if not sees:
        found, proposed = without_address(found, proposed)
    return Opened(application, found, proposed, sees)
