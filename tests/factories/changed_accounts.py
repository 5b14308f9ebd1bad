"""A payee whose known account somebody changed; nobody is real."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import filing
from tests.factories.messages import pdf_of
from tests.factories.payments import IBAN, OTHER_IBAN, RUN, placed
from tests.factories.residents import LIES

from klik.domains.documents import operations as documents
from klik.domains.messages import operations as messages
from klik.domains.payments.models import AccountChange
from klik.ground import files
from klik.ground.keys.hashing import keyed_hash
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import acting_for


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
