"""Objecting to a decision: kept with its term, told back at once, answered by another person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from klik.domains.audit import queries as audit
from klik.domains.audit.operations import record_act
from klik.domains.cases import access
from klik.domains.cases.models import Application, Decision, Objection, ObjectionOutcome
from klik.domains.cases.queries.own import decision_to_object_to, term_to_object
from klik.domains.messages import operations as messages
from klik.domains.tasks import operations as tasks
from klik.domains.tasks import queries as task_queries
from klik.ground.clock import HOME
from klik.ground.jobs.queue import enqueue
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor

TELL_ANSWER: Final = "cases.tell-answer-to-objection"
"""The job that writes the answer to an objection as a letter."""


class ObjectionNotFound(Refusal):
    """No objection of the municipalities acted for has this key."""

    status = 404
    reason = "There is no such objection."


class AnotherDeciderNeeded(Refusal):
    """Who took a decision does not decide on an objection to it."""

    status = 403
    reason = "You took this decision. Another person decides on the objection."


class OutcomeMissing(Refusal):
    """An answer that closes an objection says what is decided."""

    reason = "Choose what you decide on the objection."


def object_to(
    municipality_nis: str,
    reference: str,
    said: messages.Said,
    *,
    person: bytes,
    known_as: Collection[bytes],
    moment: datetime,
) -> Objection | None:
    """Object to the latest decision of a case; the same form again changes nothing.

    After the term it is a message like any other: None is returned. While an objection is open,
    more words are a message too. A clerk at the counter takes down what she says on paper.

    Args:
        municipality_nis: Among those acted for.
        reference: Of the case.
        said: What she has against it.
        person: By which hash she acts.
        known_as: Every keyed hash of hers.
        moment: When.

    Raises:
        NotYourCase: No decision of the case is hers, or the actor neither is she nor helps her.
        WordsMissing, TooManyFiles: Each says what is wrong.
    """
    decision = decision_to_object_to(reference, known_as)
    until = term_to_object(decision)
    today = moment.astimezone(HOME).date()
    hers = Objection.objects.filter(decision=decision, person__in=list(known_as))
    standing = hers.filter(message_id=said.key).first() or hers.filter(answered_at=None).first()
    is_plain = standing is not None or (until is not None and today > until)
    keep = messages.write if current_actor().is_resident(person) else messages.take_down
    keep(
        municipality_nis,
        said,
        person=person,
        about=reference,
        moment=moment,
        task_about="case" if is_plain else "",
    )
    if is_plain:
        return standing
    objection = Objection(
        municipality_nis=municipality_nis, decision=decision, person=person,
        number=hers.count() + 1, message_id=said.key, received_at=moment, until=until,
    )  # fmt: skip
    return _followed(objection, reference, moment)


def answer_objection(
    objection_id: UUID, said: messages.Said, *, outcome: str, moment: datetime
) -> Objection:
    """Answer an objection in the thread of who made it, and close it; again changes nothing.

    The answer leaves as a letter too. What is decided anew follows from the ways that there are: a
    correction, or a withdrawal.

    Args:
        objection_id: Which.
        said: Why, to who objected.
        outcome: What is decided; one of `ObjectionOutcome`.
        moment: When.

    Raises:
        OutcomeMissing: It is none of these.
        ObjectionNotFound: There is none, or another role asks.
        AnotherDeciderNeeded: The actor took the decision herself.
        WordsMissing: Nothing was said.
    """
    actor = current_actor()
    rows = Objection.objects.select_for_update(of=("self",)).select_related("decision__case")
    found = rows.filter(pk=objection_id).first() if access.may_rule(actor) else None
    if found is None:
        raise ObjectionNotFound
    if found.answered_at is not None:
        return found
    if outcome not in ObjectionOutcome.values:
        raise OutcomeMissing
    if actor.reference in deciders_of(found.decision):
        raise AnotherDeciderNeeded
    nis = found.municipality_nis
    enqueue(TELL_ANSWER, key=str(found.pk), municipality_nis=nis, moment=moment)
    messages.write(
        nis,
        said,
        person=bytes(found.person),
        about=found.decision.case.reference,
        moment=moment,
    )
    found.answered_at, found.answered_by = moment, actor.reference
    found.outcome, found.answer_id = outcome, said.key
    found.save(update_fields=["answered_at", "answered_by", "outcome", "answer_id"])
    for task in task_queries.tasks_about("decision", found.decision.reference):
        if task.key == _task_key(found) and task.state == "open":
            tasks.finish_task(task, outcome="handled", note="", moment=moment)
    _record(found, "cases.answer-objection", moment)
    return found


def deciders_of(decision: Decision) -> frozenset[str]:
    """Return the references of who took a decision: who ruled, or who approved its run."""
    if decision.answers_an_application:
        rows = Application.objects.filter(pk=decision.row_token).exclude(ruled_by="")
        return frozenset(rows.values_list("ruled_by", flat=True))
    lines = audit.lines_about(f"run:{decision.run_id}").filter(act="grants.approve")
    return frozenset(lines.values_list("actor_reference", flat=True))


def _followed(objection: Objection, reference: str, moment: datetime) -> Objection:
    decision = objection.decision
    objection.received_from = current_actor().reference
    objection.save(force_insert=True)
    tasks.open_task(
        objection.municipality_nis,
        key=_task_key(objection),
        reason="objection",
        about_kind="decision",
        about=decision.reference,
        detail={"until": str(objection.until or ""), "number": objection.number},
        moment=moment,
    )
    messages.acknowledge(
        objection.municipality_nis,
        messages.Said(
            uuid5(objection.message_id, "received"),
            _(
                "We received your objection. Another person than who decided looks at it. You "
                "read the answer here."
            ),
        ),
        person=bytes(objection.person),
        about=reference,
        moment=moment,
    )
    _record(objection, "cases.object", moment)
    return objection


def _task_key(objection: Objection) -> str:
    return f"objection:{objection.pk}"


def _record(objection: Objection, act: str, moment: datetime) -> None:
    record_act(
        objection.municipality_nis,
        act,
        subject=f"decision:{objection.decision.reference}",
        payload={
            "number": objection.number,
            "message": str(objection.message_id),
            **({"outcome": objection.outcome} if objection.outcome else {}),
        },
        moment=moment,
    )
