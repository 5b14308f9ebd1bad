"""What goes to eBox, and by which numbers."""

from __future__ import annotations

from klik.domains.messages import ports
from klik.domains.messages.models import EboxKinds, OutboxMessage
from klik.domains.messages.queries.outbox import Content
from klik.domains.people import queries as people


def ebox_kinds_of(municipality_nis: str) -> frozenset[str]:
    """Return which kinds of messages go to eBox now: none where this installation has no eBox."""
    if not ports.ebox.service().is_on:
        return frozenset()
    return frozenset(chosen_ebox_kinds(municipality_nis))


def chosen_ebox_kinds(municipality_nis: str) -> list[str]:
    """Return which kinds of messages a municipality chose to send to eBox, set up or not."""
    chosen = _chosen(municipality_nis)
    return list(chosen.kinds) if chosen else []


def register_number_for(message: OutboxMessage, content: Content) -> str:
    """Return the register number of who gets a message, 11 digits; empty where nobody knows it.

    It came with the message, or she is known as a resident.
    """
    if content.register_number or message.person is None:
        return content.register_number
    return people.register_number_of(bytes(message.person), message.municipality_nis)


def sender_number_of(municipality_nis: str, content: Content) -> str:
    """Return the enterprise number of the body that writes; empty where nobody filled it in."""
    if content.sender_number:
        return content.sender_number
    chosen = _chosen(municipality_nis)
    return chosen.sender_number if chosen else ""


def _chosen(municipality_nis: str) -> EboxKinds | None:
    return EboxKinds.objects.filter(municipality_nis=municipality_nis).first()
