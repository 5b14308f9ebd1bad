"""Writes of the audit. Each runs in the transaction of `acting_for`, of which it is a part."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import uuid4

from django.utils.translation import gettext as _

from klik.domains.audit.models import (
    BEFORE_THE_FIRST,
    AuditLine,
    AuditPayload,
    ChainHead,
    PersonView,
)
from klik.domains.audit.queries import (
    SALT_BYTES,
    SEALING,
    VERIFYING,
    Chain,
    digest_of_views,
    payload_purpose,
    views_of,
    views_to_seal,
)
from klik.ground.canonical import canonical
from klik.ground.keys.sealing import encrypt
from klik.ground.persons import Erasure, Kept
from klik.ground.tenancy import before_commit, current_actor, remembered, require_acting_for

VIEWS_A_SEAL: Final = 5_000
_ACT = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*")
_SUBJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
_PERSON = re.compile(r"[0-9a-f]{64}")


def record_act(
    municipality_nis: str,
    act: str,
    *,
    subject: str,
    payload: Mapping[str, object],
    moment: datetime,
) -> None:
    """Keep an act of the current actor: it is in the chain if and only if this transaction commits.

    The payload is written now. The line follows as the last statement of the transaction, because
    the chain of a municipality has one lock; an act that a savepoint undid leaves no line.

    Args:
        municipality_nis: Among those acted for.
        act: Domain and verb, such as `municipalities.set-house-style`.
        subject: A token of what it is about, such as `decision:GP-2026-118`; no name or number
            of a person, for a line is never destroyed.
        payload: What may be read later, in plain values; encrypted, destroyed after its term.
        moment: When it happened.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        ValueError: The act or the subject has another form.
        TypeError: The payload holds something else than plain values.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: The payload cannot be encrypted.
    """
    require_acting_for(municipality_nis)
    _require_form(_ACT, act, "an act, such as 'payments.settle-order'")
    _require_form(_SUBJECT, subject, "a token of a subject")
    actor = current_actor()
    both = {"on_behalf_of": actor.on_behalf_of} if actor.on_behalf_of else {}
    salted = secrets.token_bytes(SALT_BYTES) + canonical({**payload, **both})
    kept = uuid4()
    AuditPayload.objects.create(
        id=kept,
        municipality_nis=municipality_nis,
        sealed=encrypt(municipality_nis, payload_purpose(kept), salted),
    )
    line = AuditLine(
        municipality_nis=municipality_nis,
        at=moment,
        act=act,
        actor_kind=actor.kind,
        actor_reference=actor.reference,
        subject=subject,
        payload_id=kept,
        payload_digest=hashlib.sha256(salted).digest(),
    )
    remembered("audit lines", _lines_of_this_transaction).append(line)


def record_view(
    municipality_nis: str, *, person: str, shown: str, purpose: str, moment: datetime
) -> None:
    """Note that the current actor saw personal data; `seal_views` puts it into the chain later.

    Args:
        municipality_nis: Among those acted for.
        person: The keyed hash of whose data it is, in hexadecimal.
        shown: What was seen, such as `case:GP-2026-118` or `iban`.
        purpose: Why, in the words of the processing register.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        ValueError: `person` is no keyed hash.
    """
    _require_form(_PERSON, person, "a keyed hash of 64 hexadecimal digits")
    actor = current_actor()
    PersonView.objects.create(
        municipality_nis=municipality_nis,
        at=moment,
        actor_kind=actor.kind,
        actor_reference=actor.reference,
        person=person,
        shown=shown,
        purpose=purpose,
    )


def seal_views(municipality_nis: str, *, moment: datetime) -> int:
    """Put the views of before this minute that no seal covers into the chain, as one act.

    Returns:
        How many were sealed, at most 5,000; call again until there are none.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    require_acting_for(municipality_nis)
    _locked_head(municipality_nis)  # two sealers at once would seal the same views
    waiting = views_to_seal(before=moment.replace(second=0, microsecond=0))
    views = list(waiting.filter(municipality_nis=municipality_nis)[:VIEWS_A_SEAL])
    if not views:
        return 0
    seal = uuid4()
    PersonView.objects.filter(pk__in=[view.pk for view in views]).update(seal=seal)
    record_act(
        municipality_nis,
        SEALING,
        subject=f"views:{seal}",
        payload={"count": len(views), "digest": digest_of_views(views)},
        moment=moment,
    )
    return len(views)


def record_verification(chain: Chain, *, moment: datetime) -> None:
    """Keep in the chain itself what a verification of it saw, whole or broken.

    Args:
        chain: As `queries.verify_chain` returned it, of a municipality acted for.
        moment: When it was verified.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    broken = chain.broken
    record_act(
        chain.municipality_nis,
        VERIFYING,
        subject=f"chain:{chain.municipality_nis}",
        payload={
            "lines": chain.lines,
            "head": chain.head,
            "payloads_gone": chain.payloads_gone,
            "broken_at": broken.number if broken else None,
            "what": broken.what if broken else "",
        },
        moment=moment,
    )


def erase(person: bytes, *, moment: datetime) -> Erasure:  # noqa: ARG001 -- as every keeper
    """Say why nothing goes of who saw the data of a person.

    Raises:
        NotActing: Outside `acting_for`.
    """
    if not views_of(person.hex()).exists():
        return Erasure()
    return Erasure(kept=(Kept("view", _("It proves who saw your data: it is there for you.")),))


def _require_form(form: re.Pattern[str], text: str, meant: str) -> None:
    if not form.fullmatch(text):
        raise ValueError(f"{text[:100]!r} is not {meant}.")


def _lines_of_this_transaction() -> list[AuditLine]:
    lines: list[AuditLine] = []
    before_commit(lambda: _append(lines))
    return lines


def _append(lines: list[AuditLine]) -> None:
    kept = AuditPayload.objects.filter(pk__in=[line.payload_id for line in lines])
    written = set(kept.values_list("pk", flat=True))  # a savepoint may have undone some
    standing = [line for line in lines if line.payload_id in written]
    # Everybody takes the locks in one order: two transactions never wait for each other.
    standing.sort(key=lambda line: line.municipality_nis)
    for municipality_nis, its_lines in groupby(standing, key=lambda line: line.municipality_nis):
        _chain(_locked_head(municipality_nis), list(its_lines))


def _locked_head(municipality_nis: str) -> ChainHead:
    heads = ChainHead.objects.select_for_update().filter(municipality_nis=municipality_nis)
    found = heads.first()
    if found is None:
        ChainHead.objects.bulk_create(
            [ChainHead(municipality_nis=municipality_nis, digest=BEFORE_THE_FIRST)],
            ignore_conflicts=True,
        )
        found = heads.get()
    return found


def _chain(head: ChainHead, lines: list[AuditLine]) -> None:
    for line in lines:
        line.number, line.previous = head.length + 1, bytes(head.digest)
        line.digest = line.expected_digest()
        head.length, head.digest = line.number, line.digest
    AuditLine.objects.bulk_create(lines)
    head.save(update_fields=["length", "digest"])
