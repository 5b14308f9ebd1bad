"""What a person finds out about a child, for the next run to use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID, uuid4

from klik.domains.audit.operations import record_act
from klik.domains.catalogue import queries as catalogue
from klik.domains.grants import access
from klik.domains.grants.models import Note
from klik.domains.grants.queries import NotedOnSubject, RunsNotYours, notes_on, row_subject
from klik.domains.grants.queries.notes import note_purpose
from klik.domains.registers import queries as registers
from klik.ground.canonical import canonical
from klik.ground.granting.noted import PayeeNoted, noted_values
from klik.ground.keys.sealing import encrypt
from klik.ground.tenancy import current_actor


def note_facts(
    municipality_nis: str,
    adoption_id: UUID,
    row_token: UUID,
    *,
    facts: Mapping[str, str | int | bool],
    payee: PayeeNoted | None = None,
    moment: datetime,
) -> None:
    """Note facts about the child of a row; the next plan decides with them.

    A fact that was noted before gets its new value; the others stay.

    Args:
        municipality_nis: Among those acted for.
        adoption_id: Whose package declares the facts.
        row_token: Of the child's row.
        facts: Per declared fact its value as written, such as `2026-03-02`.
        payee: Who is paid and written to where no record names her; None leaves what was noted.
        moment: When.

    Raises:
        FactRefused: A fact that nobody notes, or a value that does not fit.
        RunsNotYours: Another role than clerk.
        AdoptionNotFound, RegisterNotFound: There is no such adoption or row.
    """
    adoption = catalogue.compiled(catalogue.adoption_of(adoption_id))
    noted_values(adoption, facts)  # refuses what does not fit

    def with_facts(noted: NotedOnSubject) -> NotedOnSubject:
        return replace(
            noted, facts={**noted.facts, **facts}, payee=noted.payee if payee is None else payee
        )

    _note(municipality_nis, adoption_id, row_token, with_facts, moment)


def flag_bereavement(
    municipality_nis: str, adoption_id: UUID, row_token: UUID, *, moment: datetime
) -> None:
    """Note that the child or a parent died: no letter goes before a person read it.

    Where the package has the fact `family.bereaved`, that is answered as well.

    Raises:
        RunsNotYours: Another role than clerk.
        AdoptionNotFound, RegisterNotFound: There is no such adoption or row.
    """

    def flagged(noted: NotedOnSubject) -> NotedOnSubject:
        return replace(noted, is_bereaved=True)

    _note(municipality_nis, adoption_id, row_token, flagged, moment)


def note_own_words(
    municipality_nis: str,
    adoption_id: UUID,
    row_token: UUID,
    *,
    own_words: str,
    moment: datetime,
) -> None:
    """Note the message of a letter that a person writes herself, to go after reading.

    Raises:
        RunsNotYours: Another role than clerk.
        AdoptionNotFound, RegisterNotFound: There is no such adoption or row.
    """

    def in_own_words(noted: NotedOnSubject) -> NotedOnSubject:
        return replace(noted, own_words=own_words)

    _note(municipality_nis, adoption_id, row_token, in_own_words, moment)


def _note(
    municipality_nis: str,
    adoption_id: UUID,
    row_token: UUID,
    changed: Callable[[NotedOnSubject], NotedOnSubject],
    moment: datetime,
) -> None:
    actor = current_actor()
    if not access.may_plan(actor):
        raise RunsNotYours
    family = catalogue.adoption_of(adoption_id).family
    row = registers.row_of(municipality_nis, row_token)
    subjects = [*([row.subject] if row.subject else []), *row.keys, row_subject(row.token)]
    known = notes_on(family, subjects)
    subject = next((one for one in subjects if one in known), subjects[0])
    noted = changed(known.get(subject, NotedOnSubject()))
    note = Note.objects.filter(family=family, subject=subject).first() or Note(
        id=uuid4(), municipality_nis=municipality_nis, family=family, subject=subject
    )
    content = {
        "facts": noted.facts,
        "is_bereaved": noted.is_bereaved,
        "own_words": noted.own_words,
        **({"payee": asdict(noted.payee)} if noted.payee else {}),
    }
    note.sealed = encrypt(municipality_nis, note_purpose(note), canonical(content))
    note.noted_at, note.noted_by = moment, actor.reference
    note.save()
    record_act(
        municipality_nis,
        "grants.note",
        subject=f"row:{row_token}",
        payload={
            "facts": sorted(noted.facts),
            "is_bereaved": noted.is_bereaved,
            **({"has_payee": True} if noted.payee else {}),
        },
        moment=moment,
    )
