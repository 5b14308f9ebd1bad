"""A payee whose account changes in a test of payments; nobody is real."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import filing
from tests.factories.messages import pdf_of
from tests.factories.payments import FINANCE, IBAN, OTHER_IBAN, RUN, placed
from tests.factories.residents import LIES

from klik.domains.documents import operations as documents
from klik.domains.messages import operations as messages
from klik.domains.messages import queries as sent
from klik.domains.messages.models import OutboxMessage
from klik.domains.payments import jobs, queries
from klik.domains.payments.models import AccountChange, Order
from klik.ground import files
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import Actor, ActorKind, acting_for

LAST_YEAR = NOON - timedelta(days=300)


def change_account() -> Order:
    """Let somebody give another account for her, by an application."""
    with acting_for([WINGENE], RUN):
        return place(2, OTHER_IBAN)


def place(
    number: int,
    iban: str,
    *,
    moment: datetime = NOON,
    is_given: bool = True,
    person: str = "payee",
) -> Order:
    """Place an order for a payee, with an account that was given."""
    return placed(number, iban=iban, moment=moment, person=payee(person), is_given=is_given)


def payee(name: str = "payee") -> bytes:
    """Return the keyed hash of a fictitious payee."""
    return keyed_hash(f"insz of a test: {name}")


def herself() -> Actor:
    """Return the payee, who acts for herself."""
    return Actor(ActorKind.RESIDENT, "resident:test", person=payee())


def prefer_mail(address: str, *, days_ago: int) -> None:
    """Let her choose e-mail, some days ago."""
    with acting_for([WINGENE], CLERK):
        messages.set_preference(
            WINGENE,
            person=payee(),
            channel="email",
            email_address=address,
            moment=NOON - timedelta(days=days_ago),
        )


def taken_after(*, days: int) -> int:
    """Take what is due so many days later; return how many."""
    return jobs.take_accounts(NOON + timedelta(days=days))


def state_of(order: Order) -> str:
    """Return the state of an order now."""
    with acting_for([WINGENE], FINANCE):
        return queries.order_of(WINGENE, order.end_to_end_id).state


def announcements() -> list[OutboxMessage]:
    """Return the messages about changed accounts."""
    with acting_for([WINGENE], CLERK):
        return list(OutboxMessage.objects.filter(key__startswith="account-change:"))


def content_of_note(message: OutboxMessage) -> sent.Content:
    """Return what a message says."""
    with acting_for([WINGENE], CLERK):
        return sent.content_of(message)


def paid_before(number: str = LIES, *, name: str = "Lies Voorbeeld", first: int = 1) -> None:
    """Let a resident have been paid by order `first`, and told so on paper, half a year ago."""
    before, content = NOON - timedelta(days=180), pdf_of()
    with acting_for([WINGENE], CLERK):
        files.store_bytes(WINGENE, content)
        documents.file_documents(WINGENE, [filing("letter:paid", content)], moment=before)
        messages.send(
            WINGENE,
            key="decision:paid",
            person=keyed_hash(f"insz:{number}"),
            recipient=Recipient(name, ("Voorbeeldstraat 12", "8750 Voorbeeld")),
            subject="U krijgt de geboortepremie",
            body_markdown=f"Beste {name}",
            document_keys=["letter:paid"],
            language="nl",
            moment=before,
        )
    with acting_for([WINGENE], RUN):
        placed(first, iban=IBAN, moment=before, person=keyed_hash(f"insz:{number}"))


def account_changed(number: str = LIES, *, first: int = 1) -> UUID:
    """Return a change of the account of a resident that waits, from order `first` to the next."""
    paid_before(number, first=first)
    person = keyed_hash(f"insz:{number}")
    with acting_for([WINGENE], RUN):
        placed(first + 1, iban=OTHER_IBAN, person=person, moment=NOON, is_given=True)
        return UUID(str(AccountChange.objects.latest("asked_at", "pk").pk))
