"""Beginning an application, and saving it page by page."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from klik.domains.cases import access
from klik.domains.cases.models import (
    Application,
    Channel,
)
from klik.domains.cases.operations.applying.keeping import (
    keep_page,
    locked_to_edit,
    record_act_on,
)
from klik.domains.cases.operations.applying.registered import looked_up
from klik.domains.cases.queries.applications.evaluating import (
    Evaluated,
    evaluated,
    evaluated_from,
)
from klik.domains.cases.queries.applications.finding import (
    ADDRESS,
    Applicant,
    ApplicationNotFound,
    ApplicationsNotYours,
    SavedPage,
    running_draft,
    saved_page,
    sealed_applicant,
)
from klik.domains.cases.queries.applications.standing import Standing, standing
from klik.domains.cases.queries.applications.terms import draft_until
from klik.domains.cases.queries.applications.whose import is_barred_from
from klik.domains.catalogue import queries as catalogue
from klik.domains.catalogue.models import AdoptionRecord
from klik.domains.people import queries as people
from klik.ground.clock import HOME
from klik.ground.granting.asking import CHECKS
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for
from klik.packages.form import FieldProblem, Question, Widget, read_page
from klik.packages.wording import Language, PageLanguage

_WORD_BYTES: Final = 8
_WORD_LENGTH: Final = 10


class NotInForce(Refusal):
    """The regulation does not hold today."""

    reason = "This regulation does not hold today, so nobody can apply."


class PageNotAsked(Refusal):
    """A page that this application does not ask."""

    status = 404
    reason = "This application does not ask this page."


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a page that was sent.

    Attributes:
        version: Of the page as it is kept now.
        problems: What does not hold; those answers were not kept, the others were.
        is_stale: Whether the page was saved elsewhere meanwhile; then nothing was kept.
        found: What the application comes to now.
    """

    version: int
    found: Evaluated = field(repr=False)
    problems: tuple[FieldProblem, ...] = ()
    is_stale: bool = False


def start(
    municipality_nis: str,
    adoption_id: UUID,
    *,
    applicant: Applicant,
    channel: Channel,
    language: Language,
    moment: datetime,
) -> Application:
    """Begin an application, or return the draft that this person has for the same package.

    Args:
        municipality_nis: Among those acted for.
        adoption_id: Of a regulation that holds today.
        applicant: As she logged in, or as a clerk saw her card.
        channel: How it comes in.
        language: Of the letters.
        moment: When.

    Raises:
        ApplicationsNotYours, NotInForce, AdoptionNotFound: Nobody can apply so.
    """
    require_acting_for(municipality_nis)
    actor = current_actor()
    if not access.may_apply(actor):
        raise ApplicationsNotYours
    today = moment.astimezone(HOME).date()
    record = _adoption_to_apply_under(municipality_nis, adoption_id, today)
    person = people.person_of(applicant.number)
    if is_barred_from(actor, municipality_nis, person, scope=record.family, moment=moment):
        raise ApplicationsNotYours
    if standing := running_draft(municipality_nis, person, record.package):
        return standing
    application = Application(
        id=uuid4(),
        municipality_nis=municipality_nis,
        reference=_new_reference(record.package, municipality_nis),
        adoption_id=record.pk,
        package=record.package,
        family=record.family,
        release_digest=record.release.digest,
        person=person,
        opened_by=actor.reference,
        channel=channel,
        language=language,
        started_at=moment,
        expires_on=today,
    )
    application.sealed_applicant = sealed_applicant(application, applicant)
    return _opened(application, moment)


def _adoption_to_apply_under(
    municipality_nis: str, adoption_id: UUID, today: date
) -> AdoptionRecord:
    record = catalogue.adoption_of(adoption_id)
    if not catalogue.adoptions_in_force(municipality_nis, today).filter(pk=record.pk).exists():
        raise NotInForce
    return record


def save_page(
    application: Application,
    page: str,
    raw: Mapping[str, str],
    *,
    version: int,
    language: PageLanguage | None = None,
    moment: datetime,
) -> Saved:
    """Keep the answers of one page; what holds is kept although another answer does not.

    Sent again with the same answers nothing changes. A page that was saved elsewhere since
    `version` is not overwritten: the caller shows what is there.

    Args:
        application: A draft, or one that waits for the applicant.
        page: Its word; `.address` for where letters go.
        raw: The fields as they were sent.
        version: Of the page as it was shown; 0 before it was saved.
        language: Of what is known, as it is shown; by default that of the letters.
        moment: When.

    Raises:
        ApplicationClosed: It was handed in.
        PageNotAsked: No such page is asked.
        ApplicationsNotYours: Another role.
    """
    locked = locked_to_edit(application)
    before = standing(locked, moment=moment)
    questions = _questions_of(before, page)
    answers = read_page(questions, raw, checks=CHECKS, given=_elsewhere(before, page))
    kept = before.saved.get(page) or SavedPage(page, 0, {})
    names = {one.name for one in questions}
    # What this page asks no more, or what a file answers, stays as it was kept.
    values = {name: value for name, value in kept.answers.items() if name not in names}
    values |= answers.values
    if dict(kept.answers) == values and kept.version:
        return Saved(kept.version, evaluated_from(before, language=language), answers.problems)
    if kept.version != version:
        found = evaluated_from(before, language=language)
        return Saved(kept.version, found, is_stale=True)
    saved = keep_page(locked, page, values, moment=moment)
    after = before.with_page(SavedPage(page, saved, values))
    if {*before.adoption.package.rulebook.keys} & names:
        after = looked_up(after, moment=moment)
    return Saved(saved, evaluated_from(after, language=language), answers.problems)


def save_address(application: Application, lines: tuple[str, ...], *, moment: datetime) -> None:
    """Keep where the applicant wants her letters.

    Raises:
        ApplicationClosed, ApplicationsNotYours: As `save_page`.
    """
    locked = locked_to_edit(application)
    if list(saved_page(locked, ADDRESS).answers.get("lines", [])) != list(lines):
        keep_page(locked, ADDRESS, {"lines": list(lines)}, moment=moment)


def _opened(application: Application, moment: datetime) -> Application:
    # She may begin the same twice at one instant, on two devices: the table decides which is it.
    Application.objects.bulk_create([application], ignore_conflicts=True)
    standing = running_draft(
        application.municipality_nis, bytes(application.person), application.package
    )
    if standing is None:
        raise ApplicationNotFound
    if standing.pk != application.pk:
        return standing
    found = evaluated(standing, moment=moment)
    today = moment.astimezone(HOME).date()
    standing.expires_on = draft_until(found.adoption, found.subject, today=today)
    standing.save(update_fields=["expires_on"])
    payload = {"package": standing.package, "channel": standing.channel}
    record_act_on(standing, "cases.start-application", payload, moment)
    return standing


def _questions_of(found: Standing, page: str) -> tuple[Question, ...]:
    asked = next((one for one in found.pages if one.page.word == page), None)
    if asked is None:
        raise PageNotAsked
    given = {file.question for file in found.files}
    return tuple(
        one for one in asked.questions if one.widget is not Widget.FILE or one.name not in given
    )


def _elsewhere(found: Standing, page: str) -> dict[str, Any]:
    """Return what was answered on other pages: for keys of which one is enough."""
    here = {
        question.name for one in found.pages if one.page.word == page for question in one.questions
    }
    return {name: value for name, value in found.answers.items() if name not in here}


def _new_reference(package: str, municipality_nis: str) -> str:
    word = base64.b32encode(secrets.token_bytes(_WORD_BYTES)).decode("ascii")[:_WORD_LENGTH]
    return f"{package[:3].upper()}-{municipality_nis}-{word}"
