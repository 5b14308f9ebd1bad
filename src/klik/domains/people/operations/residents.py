"""Residents: made known by a log-in or by a clerk, and forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from klik.domains.audit.operations import record_act
from klik.domains.people import access, queries
from klik.domains.people.models import Identity, Resident
from klik.domains.people.ports import VerifiedPerson
from klik.domains.people.queries.residents import opened, row_with, sealed
from klik.ground.identifiers.persons import check_insz
from klik.ground.keys.hashing import keyed_hash
from klik.ground.persons import Erasure, Kept
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, current_municipalities, require_acting_for

_LONGEST_NAME: Final = 200


class ResidentNotYours(Refusal):
    """An actor who may not make residents known, or act on what is hers."""

    status = 403
    reason = "Only the resident herself, or a clerk of her municipality, does this."


class PersonWrong(Refusal):
    """A name that nobody can have."""

    reason = "A resident has a name: give at least her family name, of at most 200 letters."


class IdentityOfAnother(Refusal):
    """A log-in that belongs to somebody with another register number."""

    status = 403
    reason = (
        "This log-in was used before with another national register number. Did your number "
        "change? Call or visit the town hall: they link the two numbers, and you can log in."
    )


def meet_resident(
    municipality_nis: str,
    *,
    register_number: str,
    given_name: str,
    family_name: str,
    moment: datetime,
) -> Resident:
    """Make a resident known, without a log-in; who is known already is returned as she is.

    Whoever is known by an earlier number of hers gets the new one.

    Args:
        municipality_nis: Among those acted for.
        register_number: As written, for example `85.04.17-951.61`.
        given_name: May be empty.
        family_name: Of her.
        moment: When.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        ResidentNotYours: Another actor than log-in or a clerk.
        IdentifierRefused: It is no number of a person.
        PersonWrong: There is no name.
    """
    require_acting_for(municipality_nis)
    if not access.may_meet_residents(current_actor()):
        raise ResidentNotYours
    person = _checked(register_number, given_name, family_name)
    found = _found_or_made(municipality_nis, person, moment)
    known = opened(found)
    if known.register_number != person.register_number:
        kept = queries.Person(person.register_number, known.given_name, known.family_name)
        _change(found, kept)
    return found


def confirm_resident(
    municipality_nis: str, verified: VerifiedPerson, *, moment: datetime
) -> Resident:
    """Make known who logged in, with the number and the names that her log-in gives.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        IdentityOfAnother: The log-in belongs to somebody else.
        PersonWrong: There is no name.
    """
    require_acting_for(municipality_nis)
    person = _checked(verified.register_number, verified.given_name, verified.family_name)
    attach_identity(verified, moment=moment)
    found = _found_or_made(municipality_nis, person, moment)
    if opened(found) != person:
        _change(found, person)
    found.confirmed_at = moment
    found.save(update_fields=["confirmed_at"])
    return found


def attach_identity(verified: VerifiedPerson, *, moment: datetime) -> Identity:
    """Keep that a log-in is of a person, by the register number that it was verified with.

    Raises:
        IdentityOfAnother: It was of somebody else, whose number is not an earlier one of hers.
        IdentifierRefused: Its number is no number of a person.
    """
    person = queries.person_of(verified.register_number)
    subject_hash = keyed_hash(f"subject:{verified.issuer}\n{verified.subject}")
    Identity.objects.bulk_create(
        [
            Identity(
                issuer=verified.issuer,
                subject_hash=subject_hash,
                person=person,
                attached_at=moment,
                verified_at=moment,
            )
        ],
        ignore_conflicts=True,
    )
    found = Identity.objects.get(issuer=verified.issuer, subject_hash=subject_hash)
    if bytes(found.person) not in queries.same_person(person):
        raise IdentityOfAnother
    found.person, found.verified_at = person, moment
    found.save(update_fields=["person", "verified_at"])
    return found


def forget_resident(person: bytes, *, moment: datetime) -> int:
    """Erase the row, log-ins, sessions and mandates of a person in the municipalities acted for.

    What she asked for or was decided about her stays with those domains.

    Returns:
        How many rows of residents went.

    Raises:
        NotActing: Outside `acting_for`.
        ResidentNotYours: Another actor than she herself or a clerk.
    """
    municipalities = current_municipalities()
    if not access.may_erase(current_actor(), person):
        raise ResidentNotYours
    hers = queries.same_person(person)
    rows = list(Resident.objects.filter(person__in=hers, municipality_nis__in=municipalities))
    for row in rows:
        record_act(
            row.municipality_nis,
            "people.forget-resident",
            subject=row.reference,
            payload={},
            moment=moment,
        )
        row.delete()  # her sessions and mandates go with it
    Identity.objects.filter(person__in=hers).delete()  # her next log-in attaches it anew
    return len(rows)


def erase(person: bytes, *, moment: datetime) -> Erasure:
    """Erase what people hold of a person: all of it, but that her address is protected.

    Raises:
        NotActing: Outside `acting_for`.
        ResidentNotYours: Another actor than she herself or a clerk.
    """
    erased = forget_resident(person, moment=moment)
    if not queries.protected_among([person]):
        return Erasure(erased=erased)
    why = _("It keeps your address safe. Ask the town hall when you want it to end.")
    return Erasure(erased=erased, kept=(Kept("protection", why),))


def _found_or_made(municipality_nis: str, person: queries.Person, moment: datetime) -> Resident:
    hashed = queries.person_of(person.register_number)
    found = row_with(hashed, municipality_nis)
    if found is None:
        found = _made(municipality_nis, hashed, person, moment)
    if bytes(found.person) != hashed:
        found.person = hashed
        found.save(update_fields=["person"])
    return found


def _made(
    municipality_nis: str, hashed: bytes, person: queries.Person, moment: datetime
) -> Resident:
    key: UUID = uuid4()
    made = Resident(
        id=key,
        municipality_nis=municipality_nis,
        person=hashed,
        sealed=sealed(municipality_nis, key, person),
        met_at=moment,
        met_by=current_actor().reference,
    )
    Resident.objects.bulk_create([made], ignore_conflicts=True)  # two tabs may log in at once
    found = Resident.objects.get(municipality_nis=municipality_nis, person=hashed)
    if found.pk == key:
        record_act(
            municipality_nis,
            "people.meet-resident",
            subject=found.reference,
            payload={},
            moment=moment,
        )
    return found


def _change(resident: Resident, person: queries.Person) -> None:
    resident.sealed = sealed(resident.municipality_nis, resident.pk, person)
    resident.save(update_fields=["sealed"])


def _checked(register_number: str, given_name: str, family_name: str) -> queries.Person:
    given, family = _name(given_name), _name(family_name)
    if not (given or family) or max(len(given), len(family)) > _LONGEST_NAME:
        raise PersonWrong
    return queries.Person(check_insz(register_number), given, family)


def _name(text: str) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())
