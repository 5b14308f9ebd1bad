"""Reads of residents and of the mandates between them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from klik.domains.people import ports
from klik.domains.people.models import Resident, resident_id_of
from klik.ground.identifiers.persons import check_insz
from klik.ground.keys.hashing import keyed_hash
from klik.ground.keys.sealing import decrypt, encrypt
from klik.ground.refusals import Refusal
from klik.ground.tenancy import Actor, ActorKind


class ResidentNotFound(Refusal):
    """No resident of the municipalities acted for has this reference."""

    status = 404
    reason = "There is no such resident."


@dataclass(frozen=True, slots=True)
class Person:
    """Who a resident is, decrypted only where it is asked for.

    Attributes:
        register_number: 11 digits.
        given_name: May be empty.
        family_name: Of her.
    """

    register_number: str = field(repr=False)
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return her name as it is read."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class ResidentShown:
    """A resident as pages show her.

    Attributes:
        id: Her key.
        municipality_nis: Of which municipality.
        reference: How acts name her.
        person: Her keyed hash.
        given_name: May be empty.
        family_name: Of her.
        met_at: Since when the municipality knows her.
        confirmed_at: When a log-in last confirmed who she is; None where none ever did.
    """

    id: UUID
    municipality_nis: str
    reference: str
    person: bytes = field(repr=False)
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    met_at: datetime
    confirmed_at: datetime | None

    @property
    def name(self) -> str:
        """Return her name as it is read."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def called(self) -> str:
        """Return how a page greets her."""
        return self.given_name or self.family_name

    @property
    def actor(self) -> Actor:
        """Return her as the one who acts for herself."""
        return Actor(ActorKind.RESIDENT, self.reference, person=self.person)


def resident_of(resident: str | UUID) -> ResidentShown:
    """Return the resident with this reference or key, in the municipalities acted for.

    Raises:
        ResidentNotFound: There is none.
    """
    key = resident_id_of(resident) if isinstance(resident, str) else resident
    found = Resident.objects.filter(pk=key).first() if key else None
    if found is None:
        raise ResidentNotFound
    return shown(found)


def resident_with(person: bytes, municipality_nis: str) -> ResidentShown | None:
    """Return the resident with a keyed hash, today's or an earlier one of hers; None if unknown."""
    found = row_with(person, municipality_nis)
    return None if found is None else shown(found)


def row_with(person: bytes, municipality_nis: str) -> Resident | None:
    """Return the row of `resident_with`."""
    rows = Resident.objects.filter(municipality_nis=municipality_nis)
    exact = rows.filter(person=person).first()
    return exact or rows.filter(person__in=same_person(person) - {person}).first()


def register_number_of(person: bytes, municipality_nis: str) -> str:
    """Return the register number of a resident, 11 digits; empty where she is not known.

    Raises:
        CannotDecrypt: Her row was changed.
    """
    found = row_with(person, municipality_nis)
    return "" if found is None else opened(found).register_number


def person_of(register_number: str) -> bytes:
    """Return the keyed hash by which a person is known: that of her newest number.

    Raises:
        IdentifierRefused: It is no number of a person.
    """
    asked = keyed_hash(f"insz:{check_insz(register_number)}")
    return ports.latest_numbers.service()([asked]).get(asked, asked)


def same_person(person: bytes) -> frozenset[bytes]:
    """Return every keyed hash that is hers: of this number, earlier ones and later ones."""
    latest = ports.latest_numbers.service()([person])
    newest = latest.get(person, person)
    return frozenset({person, newest, *(old for old, new in latest.items() if new == newest)})


def opened(resident: Resident) -> Person:
    """Return who a resident is.

    Raises:
        CannotDecrypt: It was changed.
    """
    purpose = resident_purpose(resident.pk)
    plain = decrypt(resident.municipality_nis, purpose, bytes(resident.sealed))
    return Person(**json.loads(plain))


def sealed(municipality_nis: str, resident_id: UUID, person: Person) -> bytes:
    """Return who a resident is as its row keeps it."""
    plain = json.dumps(asdict(person), ensure_ascii=False).encode()
    return encrypt(municipality_nis, resident_purpose(resident_id), plain)


def resident_purpose(resident_id: UUID) -> str:
    """Return what a resident is encrypted for, so that two cannot change places."""
    return f"people:resident/{resident_id}"


def shown(resident: Resident) -> ResidentShown:
    """Return a resident as pages show her."""
    person = opened(resident)
    return ResidentShown(
        id=resident.pk,
        municipality_nis=resident.municipality_nis,
        reference=resident.reference,
        person=bytes(resident.person),
        given_name=person.given_name,
        family_name=person.family_name,
        met_at=resident.met_at,
        confirmed_at=resident.confirmed_at,
    )
