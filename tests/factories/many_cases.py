"""A resident with many cases and messages, copied from a few that were really made."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.db.models import Model
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import Pool, pool_in
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


def many_cases(folder: Path, *, cases: int, messages: int) -> None:
    """Let LIES have so many cases, of a run and of applications, and so many messages."""
    granted(folder)
    pool = pool_in()
    with acting_for([WINGENE], CLERK):
        decided = Decision.objects.select_related("case").get()
        of_run = cases - cases // 2
        references = _of_a_run(decided, of_run - 1)
    draft = pool.start()
    with acting_for([WINGENE], CLERK):
        references += _asked(draft, pool, cases - of_run)
        _written([decided.case.reference, *references], messages)


def _of_a_run(decided: Decision, count: int) -> list[str]:
    order, party = Order.objects.get(), Party.objects.get()
    made: dict[type[Model], list[Any]] = {Case: [], Decision: [], Party: [], Order: []}
    for number in range(count):
        case = _copied(decided.case, reference=f"{decided.case.reference}-{number}")
        decision = _copied(
            decided,
            case_id=case.pk,
            reference=f"{decided.reference}-{number}",
            decided_at=decided.decided_at - timedelta(hours=number),
        )
        made[Case].append(case)
        made[Decision].append(decision)
        made[Party].append(_copied(party, pk=None, decision_id=decision.pk))
        made[Order].append(
            _copied(order, end_to_end_id=f"many-{number}", decision=decision.reference)
        )
    for model, rows in made.items():
        model._default_manager.bulk_create(rows)  # noqa: SLF001 -- Django's name for it
    return [one.reference for one in made[Case]]


def _asked(draft: Application, pool: Pool, count: int) -> list[str]:
    """Make applications: one draft, and then by turns handed in, waiting and withdrawn."""
    rows, questions = [], []
    turns = (ApplicationState.SUBMITTED, ApplicationState.WAITING, ApplicationState.WITHDRAWN)
    for number in range(count):
        state = turns[number % len(turns)] if number else ApplicationState.DRAFT
        is_waiting = state == ApplicationState.WAITING
        row = _copied(
            draft,
            reference=f"{draft.reference}-{number}",
            person=person(),
            state=state,
            started_at=NOON - timedelta(hours=number),
            submitted_at=NOON if number else None,
            decide_by=NOON.date() if number else None,
            stopped_on=NOON.date() if is_waiting else None,
        )
        rows.append(row)
        if is_waiting:
            questions.append(_question(row))
    Application.objects.bulk_create(rows)
    ApplicationQuestion.objects.bulk_create(questions)
    return [one.reference for one in rows]


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


def _written(references: list[str], count: int) -> None:
    rows = []
    for number in range(count):
        key = uuid4()
        is_hers = number % 2 == 0
        is_read = is_hers or number % UNREAD_OF != 1
        rows.append(
            Written(
                id=key,
                municipality_nis=WINGENE,
                person=person(),
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
    values |= {"id": None if isinstance(row, Party) else uuid4()}
    changes.pop("pk", None)
    return type(row)(**{**values, **changes})
