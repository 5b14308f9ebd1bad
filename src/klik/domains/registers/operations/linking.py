"""Say that two numbers are one person's."""

from __future__ import annotations

from datetime import datetime

from klik.domains.audit.operations import record_act
from klik.domains.registers import access
from klik.domains.registers.models import SubjectAlias
from klik.domains.registers.queries import RegistersNotYours, latest_numbers
from klik.ground.identifiers.persons import check_insz
from klik.ground.keys.hashing import keyed_hash
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for


class NumbersNotLinked(Refusal):
    """Two numbers that cannot be one person's, by what was said before."""

    reason = (
        "These two numbers cannot be linked: they are equal, or the old one was linked to another "
        "number before. Look up in the register which number replaced which."
    )


def link_numbers(municipality_nis: str, old: str, new: str, *, moment: datetime) -> None:
    """Say that the person with the number `old` now has the number `new`; again changes nothing.

    From then on both are one subject, in every municipality of the installation.

    Args:
        municipality_nis: Among those acted for; its audit keeps the act.
        old: A bis number, or a register number that was corrected.
        new: The number of today.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        RegistersNotYours: Another role than clerk.
        IdentifierRefused: One of them is no number of a person.
        NumbersNotLinked: They are equal, or the old one was linked to another number.
    """
    require_acting_for(municipality_nis)
    if not access.may_deliver(current_actor()):
        raise RegistersNotYours
    hashes = [keyed_hash(f"insz:{check_insz(number)}") for number in (old, new)]
    latest = latest_numbers(hashes)
    is_linked = latest.get(hashes[0]) == latest.get(hashes[1], hashes[1])
    if is_linked and hashes[0] != hashes[1]:
        return
    if not link_hashes(*hashes, moment=moment):
        raise NumbersNotLinked
    record_act(
        municipality_nis,
        "registers.link-numbers",
        subject=f"person:{hashes[1].hex()}",
        payload={"old": hashes[0].hex(), "new": hashes[1].hex()},
        moment=moment,
    )


def link_hashes(old: bytes, new: bytes, *, moment: datetime) -> bool:
    """Link two keyed hashes; say whether the one now leads to the other."""
    latest = latest_numbers([old, new])
    if old == new or latest.get(new, new) == old:
        return False
    alias = SubjectAlias(old=old, new=new, linked_at=moment)
    SubjectAlias.objects.bulk_create([alias], ignore_conflicts=True)
    return bytes(SubjectAlias.objects.get(old=old).new) == new
