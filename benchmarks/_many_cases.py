"""Fills the installation of `my_cases.py`; to be imported once Django is set up."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from _bare_page import BareCase
from django.db import connection
from tests.factories.acting import WINGENE
from tests.factories.many_cases import models_in
from tests.factories.own_cases import herself, person
from tests.factories.residents import LIES, logged_in

from klik.domains.cases.queries import own
from klik.domains.messages import queries as messages
from klik.faces.portal.mine.cases import CaseCard, cards_of
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for


def filled(folder: Path, *, cases: int, messages: int) -> str:
    """Make cases and messages of a resident, and a table of the same for the bare page.

    Returns:
        The cookie of who is logged in.
    """
    models_in(folder).give(LIES, cases=cases, messages=messages)
    _fill_bare(_cards())
    return f"klik-{WINGENE}={logged_in(LIES, moment=moment_now()).token}"


def _cards() -> list[CaseCard]:
    request: Any = SimpleNamespace(
        municipality=SimpleNamespace(nis=WINGENE), municipality_slug="wingene"
    )
    with acting_for([WINGENE], herself(LIES), only_reading=True):
        hers = {person(LIES)}
        return cards_of(request, own.own_cases(hers), messages.new_for(hers))


def _fill_bare(cards: list[CaseCard]) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(BareCase)
    BareCase.objects.bulk_create(
        BareCase(
            person="hers",
            reference=one.reference,
            title=one.title,
            href=one.href,
            word=one.standing.word,
            sentence=one.standing.sentence,
            steps=list(one.standing.steps),
            new=one.new,
        )
        for one in cards
    )
