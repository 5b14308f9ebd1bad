"""Granting to a bereaved family: a person reads first, another one approves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access
from klik.domains.grants.models import OPEN, Run, RunKind
from klik.domains.grants.operations.noting import note_facts, note_own_words
from klik.domains.grants.operations.planning import keep, new_run, refuse_repeated
from klik.domains.grants.queries import Child, RunsNotYours, Scope, children
from klik.ground.clock import HOME
from klik.ground.granting.planning import Treatment
from klik.ground.granting.subjects import is_bereaved
from klik.ground.letters.letter import Language
from klik.ground.refusals import WordedRefusal, Wording
from klik.ground.tenancy import current_actor


class NotToBeGranted(WordedRefusal):
    """After reading nothing can be granted, or there was nothing to read first."""

    wordings: ClassVar[Mapping[str, Wording]] = {
        "gone": (
            "Deze rij telt niet meer: ze is verbeterd, of haar termijn is om.",
            "This row counts no more: it was corrected, or it expired.",
            ("Kijk opnieuw naar de taak.", "Look at the task again."),
        ),
        "nobody-died": (
            "Voor zover we weten is niemand in dit gezin overleden.",
            "Nobody died in this family as far as is known.",
            ("De volgende run beslist hierover.", "The next run decides about it."),
        ),
        "missing": (
            "Er is nog niets toe te kennen: er ontbreekt iets.",
            "The outcome is {outcome} ({reason}); missing: {missing}.",
            (
                "Zoek eerst uit wat ontbreekt, of kies een vroegere dag voor de brief.",
                "Find that out first, or choose an earlier day for the letter.",
            ),
        ),
    }


def grant_after_reading(  # noqa: PLR0913 -- what a reader says about one child
    municipality_nis: str,
    adoption_id: UUID,
    row_token: UUID,
    *,
    facts: Mapping[str, str | int | bool],
    own_words: str = "",
    moment: datetime,
    language: Language = "nl",
) -> Run:
    """Plan a run of one bereaved child, once a clerk read its letter; another person approves it.

    From there on it is a run as any other: `approve`, then `jobs.execute`. Asked again for the
    same child while it waits, the run that waits is returned.

    Args:
        municipality_nis: Among those acted for.
        adoption_id: Under which is granted.
        row_token: Of the child's row.
        facts: What the reader found out, such as the day from which the letter may go.
        own_words: The message in the reader's own words, Markdown; empty keeps the package's.
        moment: When.
        language: Of the letter.

    Raises:
        NotToBeGranted: The family is not bereaved, or something is still missing; says what.
        FactRefused: A fact that nobody notes, or a value that does not fit.
        RunsNotYours: Another role than clerk.
    """
    if not access.may_plan(current_actor()):
        raise RunsNotYours
    waiting = Run.objects.filter(
        adoption_id=adoption_id, kind=RunKind.READING, row_token=row_token, state__in=OPEN
    ).first()
    if waiting is not None:
        return waiting
    if facts:
        note_facts(municipality_nis, adoption_id, row_token, facts=facts, moment=moment)
    if own_words:
        note_own_words(municipality_nis, adoption_id, row_token, own_words=own_words, moment=moment)
    record = catalogue.adoption_of(adoption_id)
    day = moment.astimezone(HOME).date()
    scope = Scope(record, catalogue.compiled(record), day, language, was_read=True)
    refuse_repeated(scope.adoption)
    found = list(children(scope, only=frozenset({row_token})))
    _refuse_unfit(found)
    run = new_run(scope, found, moment)
    run.kind, run.row_token = RunKind.READING, row_token
    return keep(run, found, moment)


def _refuse_unfit(found: list[Child]) -> None:
    if not found:
        raise NotToBeGranted("gone")
    planned = found[0].planned
    subject, decision = planned.ruling.subject, planned.ruling.decision
    if not (is_bereaved(subject.row) or subject.noted.is_bereaved):
        raise NotToBeGranted("nobody-died")
    if planned.treatment not in (Treatment.GRANT, Treatment.REVISE):
        raise NotToBeGranted(
            "missing",
            outcome=decision.outcome,
            reason=planned.reason or "no reason",
            missing=", ".join(decision.missing) or "nothing",
        )
