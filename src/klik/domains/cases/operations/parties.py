"""Keeping whose a decision is: to whom its letter goes, and who asked for it."""

from __future__ import annotations

from collections.abc import Mapping

from klik.domains.cases.models import Decision, Part, Party


def name_parties(municipality_nis: str, parties: Mapping[str, Mapping[bytes, Part]]) -> None:
    """Keep whose decisions are, by reference; again changes nothing.

    Nobody else ever sees them as her own: a parent sees no decision that went to the other.
    """
    wanted = [reference for reference, people in parties.items() if people]
    found = Decision.objects.filter(municipality_nis=municipality_nis, reference__in=wanted)
    Party.objects.bulk_create(
        [
            Party(municipality_nis=municipality_nis, decision=decision, person=person, part=part)
            for decision in found
            for person, part in parties[decision.reference].items()
        ],
        ignore_conflicts=True,
    )
