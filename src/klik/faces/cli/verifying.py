"""What `klik audit verify` does; import it after Django has started only."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from klik.domains.audit.queries import Chain, verify_chain
from klik.domains.cases import queries as cases
from klik.domains.documents import queries as documents
from klik.domains.payments import queries as payments
from klik.domains.registers import queries as registers
from klik.faces.cli.progress import progress
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for, current_municipalities

OPERATOR: Final = Actor(ActorKind.OPERATOR, "audit-verify")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one municipality.

    Attributes:
        chain: Its chain of the audit.
        damaged: What is not as it was kept: which thing, and what is wrong with it.
    """

    chain: Chain
    damaged: tuple[tuple[str, str], ...]

    def wrong(self) -> list[str]:
        """Return all that is not as it was kept, in words."""
        broken = self.chain.broken
        first = [f"line {broken.number} of the audit: {broken.what}"] if broken else []
        return [*first, *(f"{name}: {what}" for name, what in self.damaged)]

    def lines(self) -> list[str]:
        """Return it in words, a line for each thing that is wrong."""
        nis = self.chain.municipality_nis
        held = f"{nis}: lines of the audit that hold: {self.chain.lines}"
        if self.chain.payloads_gone:
            held += f", {self.chain.payloads_gone} without their payload, destroyed after its term"
        return [held, *(f"{nis}: {one}" for one in self.wrong())]

    def as_json(self) -> dict[str, Any]:
        """Return it for a machine."""
        broken = self.chain.broken
        return {
            "municipality": self.chain.municipality_nis,
            "lines": self.chain.lines,
            "head": self.chain.head,
            "payloads_gone": self.chain.payloads_gone,
            "broken": {"number": broken.number, "what": broken.what} if broken else None,
            "damaged": [{"name": name, "what": what} for name, what in self.damaged],
        }


def verify_all(municipalities: Collection[str]) -> list[Verified]:
    """Verify municipalities, all where none is named; each in a transaction that holds nobody up.

    Raises:
        ActingNowhere: One of the codes is unknown.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: Nothing can be judged without the keys.
    """
    with acting_for(municipalities or EVERYWHERE, OPERATOR, only_reading=True):
        codes = sorted(current_municipalities())
    found = []
    with progress("Municipalities", total=len(codes)) as told:
        for number, nis in enumerate(codes, start=1):
            with acting_for([nis], OPERATOR, only_reading=True):
                found.append(Verified(verify_chain(nis), tuple(_damaged(nis))))
            if told:
                told(number)
    return found


def _damaged(nis: str) -> Iterator[tuple[str, str]]:
    for document in documents.verify(nis):
        about = f" about {document.about_kind} {document.about}" if document.about else ""
        yield f"document {document.key}{about}", document.what
    for kept in registers.verify(nis):
        yield f"delivery {kept.delivery_id}, {kept.name}", kept.what
    for decision in cases.verify_decisions(nis):
        yield f"decision {decision.reference}", decision.what
    for batch in payments.verify_batches(nis):
        yield f"batch {batch.message_id}", batch.what
