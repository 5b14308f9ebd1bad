"""What a clerk finds out about an application: facts that she notes, disputes that she settles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from klik.domains.cases import access
from klik.domains.cases.models import Application, Dispute
from klik.domains.cases.operations.applying.asking import NotToAsk
from klik.domains.cases.operations.applying.keeping import keep_page, locked, record_act_on
from klik.domains.cases.operations.applying.working import ask_to_decide, finish_tasks
from klik.domains.cases.queries.applications.evaluating import evaluated
from klik.domains.cases.queries.applications.finding import (
    BECAUSE,
    NOTED,
    ApplicationsNotYours,
    saved_page,
)
from klik.ground.granting.noted import noted_values
from klik.ground.tenancy import current_actor


@dataclass(frozen=True, slots=True)
class Because:
    """When and how a clerk found something out.

    Attributes:
        found_on: The day.
        ground: What she saw or who told her, in her words.
    """

    found_on: date
    ground: str = field(repr=False)


def settle_dispute(
    application: Application,
    fact: str,
    *,
    value: str | int | bool | None,
    because: Because | None = None,
    moment: datetime,
) -> None:
    """Note what a person found out about a disputed fact; the case goes on.

    Args:
        application: Whose fact it is.
        fact: That was disputed.
        value: What is right, as written; None where the source was right.
        because: When and how she found it out.
        moment: When.

    Raises:
        ApplicationsNotYours: Another role than clerk.
        FactRefused: The value does not fit.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    if value is not None:
        note_facts(found, {fact: value}, because=because, moment=moment)
    open_ones = Dispute.objects.filter(application=found, fact=fact, settled_at=None)
    if open_ones.update(settled_at=moment, settled_by=current_actor().reference):
        finish_tasks(found, "dispute", moment, fact=fact)
        ask_to_decide(found, moment=moment)
        record_act_on(found, "cases.settle-dispute", {"fact": fact}, moment)


def note_facts(
    application: Application,
    facts: Mapping[str, str | int | bool],
    *,
    because: Because | None = None,
    moment: datetime,
) -> None:
    """Note facts that a person found out; they go before what was delivered or answered.

    Args:
        application: Of whom they are.
        facts: Per fact its value as written.
        because: When and how she found them out.
        moment: When.

    Raises:
        ApplicationsNotYours: Another role than clerk.
        FactRefused: A fact that nobody notes, or a value that does not fit.
        NotToAsk: The application ended.
    """
    if not access.may_handle(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    if not found.is_running:
        raise NotToAsk
    noted_values(evaluated(found, moment=moment).adoption, facts)  # refuses what does not fit
    before = dict(saved_page(found, NOTED).answers)
    after: dict[str, Any] = {**before, **facts}
    if after != before:
        ask_to_decide(found, moment=moment)
        keep_page(found, NOTED, after, moment=moment)
    if because is not None:
        said = {
            "on": because.found_on.isoformat(),
            "ground": because.ground,
            "by": current_actor().reference,
        }
        known = dict(saved_page(found, BECAUSE).answers)
        keep_page(found, BECAUSE, known | dict.fromkeys(facts, said), moment=moment)
