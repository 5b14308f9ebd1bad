"""The task about the owner of a source: what it was told, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klik.domains.cases import access as case_access
from klik.domains.cases.queries import applications
from klik.domains.messages import queries as messages
from klik.domains.tasks import access
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.persons import language
from klik.faces.desk.tasks.note_forms import NoteForm
from klik.faces.desk.tasks.opening import Opened
from klik.ground.clock import moment_now
from klik.ground.granting.noted import notable_facts

if TYPE_CHECKING:
    from klik.domains.cases.models import Dispute

CONFIRMED, CORRECTED, NONE_YET = "confirmed", "corrected", "none-yet"
_PREFIX: Final = "fact"


class OwnerForm(NoteForm):
    """What the owner of a source answered; where it corrected a fact, what is right now."""

    def __init__(self, *given: Any, **options: Any) -> None:
        """Ask first what the owner says; how it was heard matters where a fact is noted."""
        super().__init__(*given, **options)
        self.fields["answer"] = forms.ChoiceField(
            label=_("What does the owner say?"),
            choices=[
                (CONFIRMED, _("It is right as it was")),
                (CORRECTED, _("It was wrong, and is corrected")),
                (NONE_YET, _("There is no answer yet")),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what the owner says.")},
        )
        self.fields["ground"].required = False
        self.order_fields(["answer", *self.facts, "found_on", "ground"])

    def clean(self) -> dict[str, Any]:
        """Return what was filled in.

        Raises:
            ValidationError: It was corrected, and it is not said what is right or how we know.
        """
        if self.cleaned_data.get("answer") != CORRECTED or not self.facts:
            return self.cleaned_data
        if not self.cleaned_data.get("ground"):
            self.add_error("ground", ValidationError(_("Write how you know.")))
        return super().clean()

    def value(self) -> str | int | bool | None:
        """Return what is right now; None where the owner says that nothing was wrong."""
        if self.cleaned_data["answer"] != CORRECTED or not self.facts:
            return None
        return next(iter(self.noted().values()))


def owner_acts(request: DeskRequest, opened: Opened, wrong: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the owner of a source was told, and a form for what it answers.

    Of a task about something else nothing is returned.
    """
    if not case_access.may_read_cases(request.staff):
        return {}
    dispute = applications.dispute_of_task(opened.task.key)
    if dispute is None:
        return {}
    found = applications.standing(dispute.application, moment=moment_now())
    is_open = opened.task.state == "open" and access.may_work_on(request.staff, opened.task.reason)
    key = applications.owner_message_key(dispute)
    message = messages.messages_with(dispute.municipality_nis, [key]).get(key)
    return {
        "owner": applications.dispute_shown(dispute, found.adoption, language=language()),
        "told_to": dispute.told_to,
        "message_state": message.state if message else "",
        "may_tell": is_open
        and dispute.told_at is None
        and bool(applications.contact_of_owner(found, dispute)),
        "answer": (wrong.get("answer") or owner_form(dispute, found)) if is_open else None,
    }


def owner_form(dispute: Dispute, found: applications.Standing, sent: Any = None) -> OwnerForm:
    """Return the form; it asks what is right now where the case still waits for that."""
    waits = dispute.settled_at is None and dispute.application.is_running
    names = [dispute.fact] if waits and dispute.fact in notable_facts(found.adoption) else []
    return OwnerForm(sent, adoption=found.adoption, names=names, prefix=_PREFIX)
