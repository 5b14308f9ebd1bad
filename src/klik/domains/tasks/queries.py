"""Reads of tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from klik.domains.tasks import access
from klik.domains.tasks.models import Reason, State, Task
from klik.ground.granting.persons import REASONS
from klik.ground.keys.sealing import decrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor
from klik.packages.wording import Language

_WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        **REASONS,
        Reason.BANK_REJECTED.value: {
            "nl": "De bank weigerde de betaling. Vraag het juiste rekeningnummer.",
            "en": "The bank rejected the payment. Ask for the right account number.",
        },
        Reason.NOT_DELIVERED.value: {
            "nl": "Wij kregen dit bericht niet bij de ontvanger: niet per mail en niet op papier. "
            "Zoek het juiste adres, of bel.",
            "en": "This message did not reach its recipient, by e-mail or on paper. Find the "
            "right address, or call.",
        },
        Reason.CORRECTED_AFTER_PAYMENT.value: {
            "nl": "De levering verbetert een gegeven nadat wij betaalden. Kijk of de beslissing "
            "nog klopt.",
            "en": "The delivery corrects a fact after we paid. See whether the decision still "
            "holds.",
        },
        Reason.WITHDRAWN_AFTER_PAYMENT.value: {
            "nl": "De levering trekt een rij in nadat wij betaalden. Beslis wat er met het bedrag "
            "gebeurt.",
            "en": "The delivery withdraws a row after we paid. Decide what happens to the amount.",
        },
        Reason.APPLICATION.value: {
            "nl": "Iemand vroeg dit aan. De regels kennen het niet vanzelf toe: beslis, of vraag "
            "wat er ontbreekt.",
            "en": "Somebody applied for this. The rules do not grant it by themselves: decide, or "
            "ask what is missing.",
        },
        Reason.DISPUTE.value: {
            "nl": "Iemand zegt dat een gegeven niet klopt. Zoek het uit, en meld het aan de bron.",
            "en": "Somebody says that a fact is not right. Find out, and tell its source.",
        },
        Reason.OBJECTION.value: {
            "nl": "Iemand is het niet eens met een beslissing. Wie ze nam, beslist hier niet over.",
            "en": "Somebody does not agree with a decision. Another person than who took it "
            "decides on this.",
        },
        Reason.WRITTEN.value: {
            "nl": "Iemand schreef ons. Lees het bericht en antwoord.",
            "en": "Somebody wrote to us. Read the message and answer.",
        },
        Reason.ACCOUNT_CHANGE.value: {
            "nl": "Iemand gaf een andere rekening. De begunstigde zegt dat zij het niet was, of "
            "kreeg geen bericht. Bel naar een nummer dat u al kende.",
            "en": "Somebody gave another account. The payee says that it was not her, or got no "
            "message. Call a number that you knew already.",
        },
        Reason.SOURCE_DOWN.value: {
            "nl": "Een bron antwoordde niet toen iemand dit aanvroeg. Zorg dat de bron weer "
            "levert, of kijk het bewijs na.",
            "en": "A source did not answer when somebody applied for this. See that it delivers "
            "again, or look at the proof.",
        },
    }
)


class TaskNotFound(Refusal):
    """No task of the municipalities acted for has this identifier or key."""

    status = 404
    reason = "There is no such task."


def open_tasks(municipality_nis: str) -> QuerySet[Task]:
    """Return the open tasks of a municipality, the most urgent first."""
    tasks = Task.objects.filter(municipality_nis=municipality_nis, state=State.OPEN)
    return tasks.order_by("-priority", "due_on", "opened_at", "key")  # urgent after normal


def overdue_tasks(municipality_nis: str, day: date) -> QuerySet[Task]:
    """Return the open tasks that were due before `day`, the most urgent first."""
    return open_tasks(municipality_nis).filter(due_on__lt=day)


def tasks_assigned_to(municipality_nis: str, actor_reference: str) -> QuerySet[Task]:
    """Return the open tasks that one member of staff took on, the most urgent first."""
    return open_tasks(municipality_nis).filter(assigned_to=actor_reference)


def without_rows(tasks: QuerySet[Task], rows: Collection[str]) -> QuerySet[Task]:
    """Return tasks without those about one of these rows, by the token in their detail."""
    if not rows:
        return tasks
    # By key: a task without a row says nothing of one, and would be left out by a plain exclude.
    about = Task.objects.filter(detail__row__in=sorted(rows)).values("pk")
    return tasks.exclude(pk__in=about)


def worklist(
    municipality_nis: str, *, assigned_to: str | None = None, reason: str = ""
) -> QuerySet[Task]:
    """Return the open tasks that the current actor may read, the most urgent first.

    Args:
        municipality_nis: Among those acted for.
        assigned_to: The reference of who took them on; empty for those that nobody did, None for
            all.
        reason: Only of this one; all where empty.

    Raises:
        NotActing: Outside `acting_for`.
    """
    found = open_tasks(municipality_nis).filter(reason__in=access.readable_reasons(current_actor()))
    if assigned_to is not None:
        found = found.filter(assigned_to=assigned_to)
    return found.filter(reason=reason) if reason else found


def finished_tasks(municipality_nis: str) -> QuerySet[Task]:
    """Return the finished tasks of a municipality, the latest first."""
    tasks = Task.objects.filter(municipality_nis=municipality_nis, state=State.DONE)
    return tasks.order_by("-finished_at", "key")


def tasks_about(kind: str, reference: str) -> QuerySet[Task]:
    """Return every task about one thing in the municipalities acted for, the oldest first."""
    return Task.objects.filter(about_kind=kind, about=reference).order_by("opened_at", "key")


def tasks_saying(name: str, value: str) -> QuerySet[Task]:
    """Return the tasks whose detail says this, such as `run`, the oldest first."""
    return Task.objects.filter(**{f"detail__{name}": value}).order_by("opened_at", "key")


def task_of(identifier: UUID) -> Task:
    """Return one task of the municipalities acted for.

    Raises:
        TaskNotFound: There is none.
    """
    found = Task.objects.filter(pk=identifier).first()
    if found is None:
        raise TaskNotFound
    return found


def note_of(task: Task) -> str:
    """Return what was noted when the task was finished; empty while it is open."""
    if task.note is None:
        return ""
    return decrypt(task.municipality_nis, note_purpose(task), bytes(task.note)).decode()


def note_purpose(task: Task) -> str:
    """Return what a note is encrypted for, so that two cannot change places."""
    return f"task:note/{task.pk}"


def words_of(reason: str, language: Language) -> str:
    """Return in a sentence why a person is needed; one that ends in a colon is completed.

    Raises:
        KeyError: There is no such reason.
    """
    return _WORDS[reason][language]
