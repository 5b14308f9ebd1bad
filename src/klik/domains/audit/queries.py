"""Reads of the audit, and the proof that nothing in it was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from klik.domains.audit.models import (
    BEFORE_THE_FIRST,
    AuditLine,
    AuditPayload,
    ChainHead,
    PersonView,
)
from klik.ground.canonical import digest_of
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing, decrypt
from klik.ground.persons import Held

SEALING: Final = "audit.seal-views"
VERIFYING: Final = "audit.verify"
SALT_BYTES: Final = 16
UNREADABLE: Final = "its row holds what Klik never writes"
# For the inventory of a backup, which reads a copy of the database that no model knows.
CHAIN_HEADS_SQL: Final = (
    "SELECT municipality_nis, length, digest FROM audit_chainhead ORDER BY municipality_nis"
)
# SQLite takes any value in any column; reading one back then fails in one of these ways.
MANGLED = (TypeError, ValueError, AttributeError)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first line that is not as it was written, and what is wrong with it."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What `verify_chain` saw.

    Attributes:
        municipality_nis: Whose chain.
        lines: How many lines hold, up to the first broken one.
        head: The digest of the last of these, in hexadecimal.
        payloads_gone: How many of these have no payload any more: destroyed after their term.
        broken: The first broken link; None where the whole chain holds.
    """

    municipality_nis: str
    lines: int
    head: str
    payloads_gone: int
    broken: BrokenLink | None


def lines_of(
    municipality_nis: str, *, act: str = "", actor: str = "", about: str = ""
) -> QuerySet[AuditLine]:
    """Return the lines of a municipality acted for, the latest first.

    Args:
        municipality_nis: Among those acted for.
        act: Only of this act, such as `grants.plan`; all where empty.
        actor: Only of this actor, by reference.
        about: Only about what is named so, or ends in it: a case as `case:GEB-1` or `GEB-1`.
    """
    found = AuditLine.objects.filter(municipality_nis=municipality_nis)
    found = found.filter(act=act) if act else found
    found = found.filter(actor_reference=actor) if actor else found
    found = found.filter(Q(subject=about) | Q(subject__endswith=f":{about}")) if about else found
    return found.order_by("-number")


def acts_and_actors(municipality_nis: str) -> tuple[list[str], list[str]]:
    """Return the acts that lines of a municipality acted for name, and the references of who."""
    lines = AuditLine.objects.filter(municipality_nis=municipality_nis).order_by()
    acts = lines.values_list("act", flat=True).distinct()
    actors = lines.values_list("actor_reference", flat=True).distinct()
    return sorted(acts), sorted(actors)


def length_of(municipality_nis: str) -> int:
    """Return how many lines the chain of a municipality acted for should have."""
    head = ChainHead.objects.filter(municipality_nis=municipality_nis).first()
    return head.length if head else 0


def last_verification(municipality_nis: str) -> AuditLine | None:
    """Return the line of the last time that the chain was verified from the desk."""
    return lines_of(municipality_nis, act=VERIFYING).first()


def lines_about(subject: str) -> QuerySet[AuditLine]:
    """Return the lines about one subject in the municipalities acted for, the oldest first."""
    return AuditLine.objects.filter(subject=subject).order_by("municipality_nis", "number")


def payload_of(line: AuditLine) -> dict[str, Any] | None:
    """Return what an act was about; None where it was destroyed.

    Raises:
        CannotDecrypt: It was changed.
    """
    kept = AuditPayload.objects.filter(pk=line.payload_id).first()
    if kept is None:
        return None
    found: dict[str, Any] = json.loads(salted_payload(kept)[SALT_BYTES:])
    return found


def views_of(person: str) -> QuerySet[PersonView]:
    """Return who saw the data of `person` in the municipalities acted for, the latest first.

    Args:
        person: Her keyed hash, in hexadecimal.
    """
    return PersonView.objects.filter(person=person).order_by("-at", "-id")


def held_about(person: bytes) -> list[Held]:
    """Return how often staff saw the data of a person, in the municipalities acted for."""
    seen = views_of(person.hex())
    first = seen.last()
    if first is None:
        return []
    return [
        Held(
            kind="view",
            title=_("Who saw your data"),
            source=_("The municipality"),
            under=_("General Data Protection Regulation, article 5(2)"),
            fields={_("How often"): seen.count()},
            since=first.at,
        )
    ]


def views_in(municipality_nis: str, *, actor: str = "") -> QuerySet[PersonView]:
    """Return who saw personal data of a municipality acted for, the latest first.

    Args:
        municipality_nis: Among those acted for.
        actor: Only what this one saw, by reference; everybody where empty.
    """
    found = PersonView.objects.filter(municipality_nis=municipality_nis)
    found = found.filter(actor_reference=actor) if actor else found
    return found.order_by("-at", "-id")


def viewers(municipality_nis: str) -> list[str]:
    """Return the references of who saw personal data of a municipality acted for."""
    found = PersonView.objects.filter(municipality_nis=municipality_nis).order_by()
    return sorted(found.values_list("actor_reference", flat=True).distinct())


def views_shown(shown: str) -> QuerySet[PersonView]:
    """Return who saw one thing, such as `case:GEB-1`, or a part of it; the latest first."""
    found = PersonView.objects.filter(Q(shown=shown) | Q(shown__startswith=f"{shown}/"))
    return found.order_by("-at", "-id")


def views_to_seal(*, before: datetime) -> QuerySet[PersonView]:
    """Return the views of before a moment that no seal covers, in the order of writing."""
    return PersonView.objects.filter(seal__isnull=True, at__lt=before).order_by("id")


def municipalities_with_views_to_seal(*, before: datetime) -> list[str]:
    """Return the NIS codes of the municipalities acted for that have such views."""
    waiting = PersonView.objects.filter(seal__isnull=True, at__lt=before)
    codes = waiting.order_by("municipality_nis").values_list("municipality_nis", flat=True)
    return list(codes.distinct())


def digest_of_views(views: list[PersonView]) -> str:
    """Return the digest of views in the order of writing, in hexadecimal."""
    return digest_of([view.as_listed() for view in views]).hex()


def payload_purpose(payload_id: UUID) -> str:
    """Return what a payload is encrypted for, so that two cannot change places."""
    return f"audit:payload/{payload_id}"


def salted_payload(kept: AuditPayload) -> bytes:
    """Return a payload as its digest covers it: salt, then canonical JSON."""
    return decrypt(kept.municipality_nis, payload_purpose(kept.pk), bytes(kept.sealed))


def verify_chain(municipality_nis: str) -> Chain:
    """Recompute every line of a municipality acted for, with its payload and the views it seals.

    A line that was changed, removed, added, or put elsewhere is named, and so is a payload or a
    sealed view that was changed. A payload that is gone is counted: retention destroys them.

    Raises:
        NotActing: Outside `acting_for`.
        MasterKeyMissing, KeyDamaged: Payloads cannot be read, so not be judged.
    """
    previous, seen, gone = BEFORE_THE_FIRST, 0, 0
    for line, kept in _with_payloads(municipality_nis):
        what = _broken(line, kept, number=seen + 1, previous=previous)
        if line is None or what:
            broken = BrokenLink(seen + 1, what or UNREADABLE)
            return Chain(municipality_nis, seen, previous.hex(), gone, broken)
        previous, seen, gone = bytes(line.digest), seen + 1, gone + (kept is None)
    return Chain(
        municipality_nis, seen, previous.hex(), gone, _broken_end(municipality_nis, seen, previous)
    )


def _with_payloads(
    municipality_nis: str,
) -> Iterator[tuple[AuditLine | None, AuditPayload | None]]:
    after = -1
    while some := _lines_after(municipality_nis, after):
        payloads = AuditPayload.objects.in_bulk([line.payload_id for line in some if line])
        for line in some:
            yield line, payloads.get(line.payload_id) if line else None
        after = some[-1].number if some[-1] else after


def _lines_after(municipality_nis: str, number: int) -> list[AuditLine] | list[None]:
    """Return the next lines; fewer before one that is unreadable, and None for that one."""
    lines = AuditLine.objects.filter(municipality_nis=municipality_nis, number__gt=number)
    for at_once in (_AT_ONCE, 1):
        try:
            return list(lines.order_by("number")[:at_once])
        except MANGLED:
            continue
    return [None]


def _broken(
    line: AuditLine | None, kept: AuditPayload | None, *, number: int, previous: bytes
) -> str | None:
    if line is None:
        return UNREADABLE
    try:
        return _broken_place(line, number=number, previous=previous) or _broken_payload(line, kept)
    except MANGLED:
        return UNREADABLE


def _broken_place(line: AuditLine, *, number: int, previous: bytes) -> str | None:
    if line.number != number:
        return f"line {number} is missing; the next one there is {line.number}"
    if bytes(line.previous) != previous:
        return "it does not follow from the line before it"
    if bytes(line.digest) != line.expected_digest():
        return "the line was changed"
    return None


def _broken_payload(line: AuditLine, kept: AuditPayload | None) -> str | None:
    if kept is None:
        return None
    try:
        salted = salted_payload(kept)
    except CannotDecrypt:
        return "its payload was changed"
    except DataKeyMissing:  # the changed byte may name a version of the key that never was
        return "its payload was changed, or its data key is gone"
    if hashlib.sha256(salted).digest() != bytes(line.payload_digest):
        return "its payload is that of another act"
    return _broken_seal(line, salted) if line.act == SEALING else None


def _broken_seal(line: AuditLine, salted: bytes) -> str | None:
    sealed = json.loads(salted[SALT_BYTES:])
    seal = UUID(line.subject.removeprefix("views:"))
    try:
        views = list(PersonView.objects.filter(seal=seal).order_by("id"))
        if len(views) == sealed["count"] and digest_of_views(views) == sealed["digest"]:
            return None
    except MANGLED:
        pass  # one of them is not even readable
    return f"of the {sealed['count']} views of personal data that it seals, one was changed or gone"


def _broken_end(municipality_nis: str, seen: int, last: bytes) -> BrokenLink | None:
    head = ChainHead.objects.filter(municipality_nis=municipality_nis).first()
    length, digest = (head.length, bytes(head.digest)) if head else (0, BEFORE_THE_FIRST)
    if (length, digest) == (seen, last):
        return None
    if length > seen:
        return BrokenLink(seen + 1, f"missing: the chain ended at line {length}")
    return BrokenLink(max(seen, 1), "the chain did not end with this line")
