"""Residents with cases of their own: what a run granted them; nobody is real."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.grants import Town, town_in
from tests.factories.registers import child
from tests.factories.residents import JAN, LIES

from klik.domains.cases.models import Party
from klik.domains.messages import operations as messages
from klik.domains.messages.models import OutboxMessage, Written
from klik.ground import files
from klik.ground.deliveries.synthetic import Row
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import Actor, ActorKind, acting_for

STREET = "Geheimstraat"
MOTHER = {
    "beneficiary1_insz": LIES, "beneficiary1_name": "Lies Voorbeeld-Beek", "mother_insz": LIES,
    "account_holder": "Lies Voorbeeld-Beek", "street": STREET, "house_number": "7",
}  # fmt: skip
FATHER = {
    "beneficiary1_insz": JAN, "beneficiary1_name": "Jan Voorbeeld-Duin", "mother_insz": JAN,
    "account_holder": "Jan Voorbeeld-Duin", "street": "Vaderlaan", "house_number": "9",
}  # fmt: skip


def person(number: str = LIES) -> bytes:
    """Return the keyed hash of somebody."""
    return keyed_hash(f"insz:{number}")


def herself(number: str = LIES) -> Actor:
    """Return a resident who acts for herself."""
    return Actor(ActorKind.RESIDENT, f"resident:{number}", person=person(number))


def of_mother(number: int = 0, **cells: str) -> Row:
    """Return the birth of a child of LIES, of which JAN is the other parent."""
    other = {"beneficiary2_insz": JAN, "beneficiary2_name": "Jan Voorbeeld-Duin"}
    return child(number, **{**MOTHER, **other, **cells})


def granted(folder: Path, *rows: Row) -> Town:
    """Return a town that granted these; by default LIES a premium for her child."""
    town = town_in(folder)
    town.deliver(*(rows or (of_mother(),)))
    town.run_all()
    return town


def reference_of(number: str = LIES) -> str:
    """Return the reference of the one case of somebody."""
    with acting_for([WINGENE], CLERK):
        (party,) = Party.objects.filter(person=person(number)).select_related("decision__case")
        return str(party.decision.case.reference)


def letter_of(number: str = LIES) -> UUID:
    """Return the key of the one letter to somebody."""
    with acting_for([WINGENE], CLERK):
        return UUID(str(OutboxMessage.objects.get(person=person(number)).pk))


def wrote(words: str = "Wanneer betaalt u?", *, number: str = LIES, about: str = "") -> Written:
    """Let somebody write, with a file, in a transaction of its own."""
    with acting_for([WINGENE], CLERK):
        digest = files.store_bytes(WINGENE, b"%PDF-1.7 bijlage")
    with acting_for([WINGENE], herself(number)):
        return messages.write(
            WINGENE,
            messages.Said(
                uuid4(),
                words,
                (messages.Attached("bijlage.pdf", digest, 16, "application/pdf"),),
            ),
            person=person(number),
            about=about,
            moment=NOON,
        )
