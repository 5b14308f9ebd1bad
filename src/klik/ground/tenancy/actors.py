"""Who acts: a kind and a reference that means nothing to an outsider, never a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,63}")


class ActorKind(StrEnum):
    """What kind of actor; stored in audit lines, so a value never changes its meaning."""

    STAFF = "staff"  # a member of staff at the desk
    RESIDENT = "resident"  # a resident in the portal
    OPERATOR = "operator"  # who runs the installation, on its command line
    SYSTEM = "system"  # a job that nobody started by hand


class Role(StrEnum):
    """What a member of staff may do in one municipality."""

    CLERK = "clerk"
    APPROVER = "approver"
    FINANCE = "finance"
    REGULATION_MANAGER = "regulation-manager"
    AUDITOR = "auditor"
    EDITOR = "editor"  # of what municipalities share in the hub


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in one transaction.

    Attributes:
        kind: Staff, resident, operator or system.
        reference: A key or a command, such as `staff:118` or `klik setup`'s `setup`; no name.
        roles: Of a member of staff, in the municipality that she acts for.
        person: Of a resident, the keyed hash by which she is known; None of who did not log in.
        on_behalf_of: The reference of the resident for whom she acts under a mandate; empty for
            herself. Acts note both.

    Raises:
        ValueError: The reference is empty, long, or holds other signs than a key does.
    """

    kind: ActorKind
    reference: str
    roles: frozenset[Role] = frozenset()
    person: bytes | None = field(default=None, repr=False)
    on_behalf_of: str = ""

    def __post_init__(self) -> None:
        if not _REFERENCE.fullmatch(self.reference):
            raise ValueError(
                f"{self.reference!r} is no reference of an actor: give 1 to 64 letters, digits "
                "or . _ : @ / -, beginning with a letter or a digit"
            )

    def is_resident(self, person: bytes) -> bool:
        """Say whether this is the resident with the keyed hash `person` herself."""
        return self.kind is ActorKind.RESIDENT and self.person == person

    @property
    def is_of_the_installation(self) -> bool:
        """Whether this is the operator or a job: only these act for every municipality at once."""
        return self.kind in {ActorKind.OPERATOR, ActorKind.SYSTEM}
