"""A request as a situation that can be decided, over the row of a delivery where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from klik.ground.deliveries import Accepted
from klik.ground.granting.noted import Noted
from klik.ground.granting.stated import TRIGGER, Request, stated_values
from klik.ground.granting.subjects import Subject, subject_of
from klik.packages.adoption import Adoption
from klik.packages.situations import inside
from klik.rules.situation import Application, EarlierAward

NO_ROW = Accepted(line=0, values={}, municipality_nis="", delivered_nis="")
"""Stands for a subject of whom no register told anything."""


def subject_of_request(  # noqa: PLR0913 -- what is known, from each side
    adoption: Adoption,
    request: Request,
    *,
    reference: str,
    decided_on: date,
    row: Accepted = NO_ROW,
    noted: Noted | None = None,
    earlier: tuple[EarlierAward, ...] = (),
) -> Subject:
    """Return the subject of a request.

    What a person noted goes before what was delivered, and that before what was stated: a fact
    that a register tells is not asked.

    Args:
        adoption: Under which is asked.
        request: What was asked and stated.
        reference: Names the decision.
        decided_on: Its day.
        row: What a register told about the same subject; by default nothing.
        noted: What a person found out.
        earlier: Awards that the subject had before.
    """
    subject = subject_of(
        adoption, row, reference=reference, decided_on=decided_on, noted=noted, earlier=earlier
    )
    known, stated = subject.situation, stated_values(adoption, request)
    facts = {
        name: stated.facts.get(name) if value is None else value
        for name, value in known.facts.items()
    }
    situation = replace(
        known,
        facts=facts,
        collections={
            name: stated.collections.get(name) if rows is None else rows
            for name, rows in known.collections.items()
        },
        in_territory=_places(adoption, subject, facts),
        application=Application(
            TRIGGER, request.received_on, request.complete_on, request.applicant
        ),
        key_known=any(facts.get(key) is not None for key in adoption.package.rulebook.keys),
    )
    return replace(subject, situation=situation, request=request)


def _places(
    adoption: Adoption, subject: Subject, facts: Mapping[str, Any]
) -> dict[str, bool | None]:
    """Answer for a stated place with its code; for a delivered one the row itself knows more."""
    known = subject.situation
    return {
        name: answer
        if known.facts[name] is not None
        else inside(facts[name], adoption.municipality_nis, adoption.territory)
        for name, answer in known.in_territory.items()
    }
