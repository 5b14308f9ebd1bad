"""What applications hold of a person: what she asked, filled in, added and said."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klik.domains.cases.models import Application, CoSignature, Dispute
from klik.domains.cases.queries.applications.disputing import disputes_of, provider_of
from klik.domains.cases.queries.applications.finding import (
    BECAUSE,
    NOTED,
    answers_of,
    applicant_of,
    applications_of_person,
    files_of,
    name_of_file,
    saved_pages,
    words_of_dispute,
)
from klik.domains.cases.queries.applications.signing import reason_of, signer_of
from klik.domains.catalogue import queries as catalogue
from klik.ground.persons import Held
from klik.packages.showing import Showing


def held_about(person: bytes) -> list[Held]:
    """Return the applications of a person, with what she filled in and the files she added.

    Raises:
        NotActing: Outside `acting_for`.
        CannotDecrypt: An answer was changed since.
    """
    signed = CoSignature.objects.select_related("application").filter(person=person)
    return [
        *(held for one in applications_of_person(person) for held in _held(one)),
        *(_held_signature(one) for one in signed.order_by("asked_at", "id")),
    ]


def _held(application: Application) -> Iterator[Held]:
    pages = saved_pages(application)
    answers = answers_of(pages)
    yield Held(
        kind="application",
        title=_("An application"),
        source=_("You, or who helped you"),
        under=application.package,
        fields={
            _("Number"): application.reference,
            _("Name"): applicant_of(application).name,
            _("State"): application.get_state_display(),
            _("Handed in"): application.submitted_at,
            **{name: _plain(value) for name, value in sorted(answers.items())},
        },
        since=application.started_at,
        masked=frozenset(answers),
        corrects=_("You change a draft yourself. Afterwards a member of staff corrects it."),
        reference=application.reference,
    )
    if NOTED in pages:
        noted = pages[NOTED].answers
        because = pages[BECAUSE].answers if BECAUSE in pages else {}
        yield Held(
            kind="application-noted",
            title=_("What a member of staff noted"),
            source=_("A member of staff"),
            under=application.package,
            fields={
                **{name: _plain(value) for name, value in sorted(noted.items())},
                **{f"{name}: {_('why')}": because[name]["ground"] for name in sorted(because)},
            },
            since=application.started_at,
            masked=frozenset(noted),
            reference=application.reference,
        )
    yield from _held_disputes(application)
    for file in files_of(application):
        yield Held(
            kind="application-file",
            title=name_of_file(file),
            source=_("You, or who helped you"),
            under=application.package,
            fields={_("Size in bytes"): file.size, _("Question"): file.question},
            since=file.added_at,
            reference=application.reference,
        )


def _held_disputes(application: Application) -> Iterator[Held]:
    """Return what she says is not right, and what came of it; the answer of an owner is a code."""
    found = disputes_of(application)
    if not found:
        return
    adoption = catalogue.compiled(catalogue.adoption_of(application.adoption_id))
    showing = Showing(adoption.package, "en" if (get_language() or "nl")[:2] == "en" else "nl")
    for one in found:
        yield _held_dispute(application, one, showing, provider_of(adoption, one.source))


def _held_dispute(application: Application, one: Dispute, showing: Showing, provider: str) -> Held:
    words = _("What you wrote")
    return Held(
        kind="dispute",
        title=showing.label(one.fact).rstrip("?."),
        source=_("You, or who helped you"),
        under=application.package,
        fields={
            _("Number"): application.reference,
            words: words_of_dispute(one),
            _("Who delivered it"): provider,
            _("We told them on"): one.told_at,
            _("What they answered"): one.owner_answer,
            _("Answered on"): one.owner_answered_at,
            _("Looked into on"): one.settled_at,
        },
        masked=frozenset({words}),
        since=one.said_at,
        reference=application.reference,
    )


def _held_signature(one: CoSignature) -> Held:
    """Return what is held of a second signer; of the first one it says the number alone."""
    return Held(
        kind="co-signature",
        title=_("Your signature with somebody else's application"),
        source=_("Who applied, and you"),
        under=one.application.package,
        fields={
            _("Number"): one.application.reference,
            _("Name"): signer_of(one).name,
            _("State"): one.get_state_display(),
            _("What you wrote"): reason_of(one),
        },
        since=one.asked_at,
        reference=one.application.reference,
    )


def _plain(value: object) -> str | int | bool:
    if isinstance(value, list):
        rows = (", ".join(str(cell) for cell in row.values()) for row in value)
        return "; ".join(rows)
    return value if isinstance(value, str | int | bool) else str(value)
