"""Who may do what with messages."""

from __future__ import annotations

from klik.ground.tenancy import Actor, Role

_SENDERS = frozenset({Role.CLERK, Role.APPROVER, Role.FINANCE})
_READERS = frozenset({Role.CLERK, Role.APPROVER, Role.AUDITOR})


def may_send(actor: Actor) -> bool:
    """Say whether what `actor` does may leave a message: an auditor changes nothing."""
    return actor.is_of_the_installation or bool(_SENDERS & actor.roles)


def may_handle_post(actor: Actor) -> bool:
    """Say whether `actor` may make and post print batches, and follow up what did not arrive."""
    return actor.is_of_the_installation or Role.CLERK in actor.roles


def may_choose_channel_of(actor: Actor, person: bytes) -> bool:
    """Say whether `actor` may choose how `person` gets her messages: she herself, or a clerk."""
    return actor.is_resident(person) or may_handle_post(actor)


def may_read_messages(actor: Actor) -> bool:
    """Say whether `actor` may see to whom which message went, and open print batches."""
    return actor.is_of_the_installation or bool(_READERS & actor.roles)
