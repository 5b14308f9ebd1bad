"""What people hold of a resident."""

from __future__ import annotations

from django.utils.translation import gettext as _

from klik.domains.people.models import (
    Identity,
    Mandate,
    ProtectedAddress,
    Resident,
    ResidentSession,
)
from klik.domains.people.queries.residents import opened
from klik.ground.persons import Held


def held_about(person: bytes) -> list[Held]:
    """Return who she is, how she logs in, and her mandates, in the municipalities acted for.

    Raises:
        NotActing: Outside `acting_for`.
    """
    rows = Resident.objects.filter(person=person).order_by("municipality_nis")
    held = [one for row in rows for one in (_resident(row), *_log_ins(row), *_mandates(row))]
    identities = Identity.objects.filter(person=person).order_by("attached_at", "id")
    protected = ProtectedAddress.objects.filter(person=person).order_by("municipality_nis")
    return [
        *held,
        *(_protection(one) for one in protected),
        *(_identity(one) for one in identities),
    ]


def _protection(row: ProtectedAddress) -> Held:
    return Held(
        kind="protection",
        title=_("Your address is protected"),
        source=_("The town hall"),
        under=_("Your safety: only two roles of the municipality see where you live"),
        fields={},
        since=row.protected_at,
        corrects=_("Ask the town hall to end it."),
    )


def _resident(row: Resident) -> Held:
    person, number = opened(row), _("National register number")
    by_log_in = row.confirmed_at is not None
    return Held(
        kind="resident",
        title=_("Who you are"),
        source=_("Your log-in with the government") if by_log_in else _("The town hall"),
        under=_("Decree on the local government, to arrange your affairs with the municipality"),
        fields={
            number: person.register_number,
            _("Given name"): person.given_name,
            _("Family name"): person.family_name,
            _("Confirmed by a log-in"): row.confirmed_at,
        },
        since=row.met_at,
        masked=frozenset({number}),
        corrects=_("The municipality where you live corrects your name and number."),
    )


def _log_ins(row: Resident) -> list[Held]:
    sessions = ResidentSession.objects.filter(resident=row).order_by("started_at", "id")
    return [
        Held(
            kind="log-in",
            title=_("A log-in of yours"),
            source=_("Your browser"),
            under=_("To know that it is you who asks"),
            fields={_("Last seen"): one.seen_at, _("Ends"): one.ended_at or one.ends_at},
            since=one.started_at,
        )
        for one in sessions
    ]


def _mandates(row: Resident) -> list[Held]:
    given = Mandate.objects.filter(giver=row).select_related("taker").order_by("from_at", "id")
    taken = Mandate.objects.filter(taker=row).select_related("giver").order_by("from_at", "id")
    return [
        *(_mandate(one, {_("Acts for you"): opened(one.taker).name}) for one in given),
        *(_mandate(one, {_("You act for"): opened(one.giver).name}) for one in taken),
    ]


def _mandate(mandate: Mandate, between: dict[str, str]) -> Held:
    return Held(
        kind="mandate",
        title=_("A mandate"),
        source=_("Whoever gave it"),
        under=_("Civil Code, on mandates"),
        fields={**between, _("For"): mandate.scope, _("Until"): mandate.until_at},
        since=mandate.from_at,
        corrects=_("You revoke it yourself, on the page of your log-in."),
    )


def _identity(identity: Identity) -> Held:
    return Held(
        kind="identity",
        title=_("Your key to log in"),
        source=_("Your log-in with the government"),
        under=_("To know that it is you who asks"),
        fields={
            _("Log-in of"): identity.issuer,
            _("Used the last time"): identity.verified_at,
        },
        since=identity.attached_at,
    )
