"""What applications hold of a person: what she asked, filled in, added and said."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from klik.domains.cases.models import Application, CoSignature
from klik.domains.cases.queries.applications.finding import (
    BECAUSE,
    NOTED,
    answers_of,
    applicant_of,
    applications_of_person,
    files_of,
    name_of_file,
    saved_pages,
)
from klik.domains.cases.queries.applications.signing import reason_of, signer_of
from klik.ground.persons import Held


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
