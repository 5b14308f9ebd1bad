"""Residents with many cases and messages, copied from some that were really made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.db.models import Model
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import pool_in
from tests.factories.own_cases import granted, person

from klik.domains.cases.models import (
    Application,
    ApplicationQuestion,
    ApplicationState,
    Case,
    Decision,
    Party,
)
from klik.domains.messages.models import Side, Way, Written
from klik.domains.messages.queries.threads import words_purpose
from klik.domains.payments.models import Order
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import acting_for

UNREAD_OF: Final = 10
"""Of so many messages the town wrote, one was not read."""


@dataclass(frozen=True, slots=True)
class Models:
    """What is copied: a decision of a run, with its payment and its party, and an application."""

    decision: Decision
    order: Order
    party: Party
    application: Application

    def give(self, number: str, *, cases: int, messages: int) -> None:
        """Let somebody have so many cases, half of a run and half asked for, and messages."""
        with acting_for([WINGENE], CLERK):
            references = self._of_a_run(number, cases - cases // 2)
            references += self._asked(number, cases // 2)
            _written(number, references, messages)

    def _of_a_run(self, number: str, count: int) -> list[str]:
        made: dict[type[Model], list[Any]] = {Case: [], Decision: [], Party: [], Order: []}
        for turn in range(count):
            mark = f"{number}-{turn}"
            case = _copied(self.decision.case, reference=f"GEB-{mark}")
            decision = _copied(
                self.decision,
                case_id=case.pk,
                reference=f"GEB-{mark}/1",
                decided_at=self.decision.decided_at - timedelta(hours=turn),
            )
            made[Case].append(case)
            made[Decision].append(decision)
            made[Party].append(_copied(self.party, decision_id=decision.pk, person=person(number)))
            made[Order].append(
                _copied(self.order, end_to_end_id=mark, root=mark, decision=decision.reference)
            )
        for model, rows in made.items():
            model._default_manager.bulk_create(rows)  # noqa: SLF001 -- Django's name for it
        return [one.reference for one in made[Case]]

    def _asked(self, number: str, count: int) -> list[str]:
        """Make applications that were handed in, and by turns wait for her or were withdrawn."""
        rows, questions = [], []
        turns = (ApplicationState.SUBMITTED, ApplicationState.WAITING, ApplicationState.WITHDRAWN)
        for turn in range(count):
            state = turns[turn % len(turns)]
            is_waiting = state == ApplicationState.WAITING
            row = _copied(
                self.application,
                reference=f"ZWE-{number}-{turn}",
                person=person(number),
                state=state,
                started_at=NOON - timedelta(hours=turn),
                submitted_at=NOON,
                decide_by=NOON.date(),
                stopped_on=NOON.date() if is_waiting else None,
            )
            rows.append(row)
            if is_waiting:
                questions.append(_question(row))
        Application.objects.bulk_create(rows)
        ApplicationQuestion.objects.bulk_create(questions)
        return [one.reference for one in rows]


def models_in(folder: Path) -> Models:
    """Make a town with a premium that a run granted, and an application that somebody began."""
    granted(folder)
    application = pool_in().start()
    with acting_for([WINGENE], CLERK):
        return Models(
            Decision.objects.select_related("case").get(),
            Order.objects.get(),
            Party.objects.get(),
            application,
        )


def _question(application: Application) -> ApplicationQuestion:
    return ApplicationQuestion(
        municipality_nis=application.municipality_nis,
        application=application,
        number=1,
        sealed_words=b"-",
        asked_at=NOON,
        asked_by=CLERK.reference,
        answer_by=NOON.date(),
    )


def _written(to: str, references: list[str], count: int) -> None:
    rows = []
    for number in range(count):
        key = uuid4()
        is_hers = number % 2 == 0
        is_read = is_hers or number % UNREAD_OF != 1
        rows.append(
            Written(
                id=key,
                municipality_nis=WINGENE,
                person=person(to),
                about=references[number % len(references)],
                side=Side.RESIDENT if is_hers else Side.TOWN,
                way=Way.APP,
                sealed=encrypt(WINGENE, words_purpose(key), b"Wanneer betaalt u?"),
                written_at=NOON - timedelta(minutes=number),
                written_by=CLERK.reference,
                read_at=NOON if is_read else None,
                read_by=CLERK.reference if is_read else "",
            )
        )
    Written.objects.bulk_create(rows)


def _copied(row: Any, **changes: Any) -> Any:
    """Return an unsaved copy of a row, with a key of its own."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 -- Django's name for it
    }
    key = None if isinstance(row, Party) else uuid4()
    return type(row)(**{**values, "id": key, **changes})
