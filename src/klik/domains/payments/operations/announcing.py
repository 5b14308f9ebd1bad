"""Tells a payee of a changed account, by every way that held before it was changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from klik.domains.audit.operations import record_act
from klik.domains.messages.models import Channel, Kind
from klik.domains.messages.operations import Note
from klik.domains.messages.queries import WayTo
from klik.domains.municipalities import queries as municipalities
from klik.domains.payments import access, ports
from klik.domains.payments.models import AccountChange, ChangeState
from klik.domains.payments.operations.refusals import PaymentsNotYours
from klik.domains.payments.queries.accounts import Changed, changed
from klik.ground.callers import Caller
from klik.ground.clock import HOME
from klik.ground.letters.letter import Language
from klik.ground.letters.letter_text import plain_in_markdown
from klik.ground.tenancy import current_actor
from klik.packages.wording import format_date

MOST_AT_ONCE: Final = 50
_SUBJECTS: Final[Mapping[Language, str]] = {
    "nl": "Iemand gaf een ander rekeningnummer voor u",
    "en": "Somebody gave another account number for you",
}
_BODIES: Final[Mapping[Language, str]] = {
    "nl": "Beste {name},\n\n"
    "Wij kregen een ander rekeningnummer voor u. Het eindigt op **{after}**. "
    "Het nummer dat wij kenden, eindigt op **{before}**.\n\n"
    "Wij betalen vanaf **{day}** op de nieuwe rekening. Tot dan betalen wij u niets.\n\n"
    "**Gaf u dit nummer zelf?** Dan hoeft u niets te doen.\n\n"
    "**Was u dit niet?** {call} {page}",
    "en": "Dear {name},\n\n"
    "We got another account number for you. It ends on **{after}**. "
    "The number that we knew ends on **{before}**.\n\n"
    "We pay into the new account from **{day}**. Until then we pay you nothing.\n\n"
    "**Did you give this number?** Then you need not do anything.\n\n"
    "**Was this not you?** {call} {page}",
}
_CALLS: Final[Mapping[Language, str]] = {
    "nl": "Bel ons meteen op **{phone}**.",
    "en": "Call us at once on **{phone}**.",
}
_COMES: Final[Mapping[Language, str]] = {
    "nl": "Kom meteen naar ons loket.",
    "en": "Come to our counter at once.",
}
_PAGES: Final[Mapping[Language, str]] = {
    "nl": "U kunt zich ook aanmelden en het zelf stoppen: {page}",
    "en": "You can also log in and stop it yourself: {page}",
}


def untold(municipality_nis: str, *, moment: datetime) -> list[tuple[tuple[UUID, bool], Note]]:
    """Return the notes about changed accounts that must leave, the oldest first.

    Each comes with its change, and whether it is the last note about it.
    """
    rows = AccountChange.objects.filter(
        municipality_nis=municipality_nis,
        state=ChangeState.WAITING,
        told_at__isnull=True,
        ways__gt=0,
    )
    found = []
    for change in rows.order_by("asked_at", "pk")[:MOST_AT_ONCE]:
        said = changed(change)
        for number, way in enumerate(said.ways, start=1):
            note = _note(change, said, way, number=number, day=_pays_from(change, moment))
            found.append(((change.pk, number == len(said.ways)), note))
    return found


def note_told(told: tuple[UUID, bool], *, moment: datetime) -> None:
    """Note that she was told of a change, once its last note left; its days count from then.

    Raises:
        PaymentsNotYours: Anybody but the job.
    """
    if not access.may_pay(current_actor()):
        raise PaymentsNotYours
    identifier, is_last = told
    change = AccountChange.objects.select_for_update().get(pk=identifier)
    if not is_last or change.told_at is not None:
        return
    change.pays_from = max(change.pays_from, _pays_from(change, moment))
    change.told_at = moment
    change.save(update_fields=["told_at", "pays_from"])
    record_act(
        change.municipality_nis,
        "payments.announce-account",
        subject=f"account-change:{change.pk}",
        payload={"pays_from": change.pays_from.isoformat(), "ways": change.ways},
        moment=moment,
    )


def municipalities_to_tell() -> list[str]:
    """Return the NIS codes, among those acted for, where a changed account must be told."""
    rows = AccountChange.objects.filter(state=ChangeState.WAITING, told_at__isnull=True, ways__gt=0)
    return sorted(set(rows.values_list("municipality_nis", flat=True)))


def _pays_from(change: AccountChange, moment: datetime) -> date:
    return moment.astimezone(HOME).date() + timedelta(days=change.hold_days)


def _note(change: AccountChange, said: Changed, way: WayTo, *, number: int, day: date) -> Note:
    language: Language = "en" if change.language == "en" else "nl"
    name = way.name or said.name
    return Note(
        key=f"account-change:{change.pk}:{number}",
        person=bytes(change.person),
        caller=Caller(name, email=way.email_address, address_lines=way.address_lines),
        subject=_SUBJECTS[language],
        body_markdown=_BODIES[language].format(
            name=plain_in_markdown(name),
            after=said.after,
            before=said.before,
            day=format_date(day, language),
            call=_call(change.municipality_nis, language),
            page=_page(change, language),
        ),
        language=language,
        reference=change.decision,
        kind=Kind.DECISION,
        about_kind="decision",
        about=change.decision,
        channel=Channel(way.channel),
    )


def _call(municipality_nis: str, language: Language) -> str:
    contact = municipalities.contact_of(municipality_nis)
    if contact is None or not contact.phone:
        return _COMES[language]
    return _CALLS[language].format(phone=plain_in_markdown(contact.phone))


def _page(change: AccountChange, language: Language) -> str:
    page = ports.page_of_change.service()(change.municipality_nis, change.pk)
    return _PAGES[language].format(page=plain_in_markdown(page)) if page else ""
