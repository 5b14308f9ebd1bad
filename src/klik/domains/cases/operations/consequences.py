"""What follows from decisions, in the transaction that takes them: letter, payment, message.

A run and an application settle by the same path, so that neither can do what the other may not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from klik.domains.cases.models import Part
from klik.domains.cases.operations.deciding import Proposal
from klik.domains.cases.operations.parties import name_parties
from klik.domains.documents import operations as documents
from klik.domains.messages import operations as messages
from klik.domains.payments import operations as payments
from klik.domains.payments import queries as payment_queries
from klik.ground.granting.covers import cover_of, cover_of_answer
from klik.ground.granting.orders import debtor_of
from klik.ground.granting.payees import Payee, recipient_of
from klik.ground.granting.rulings import Ruling
from klik.ground.keys.hashing import keyed_hash
from klik.packages.adoption import Adoption
from klik.packages.wording import Language
from klik.rules.decision import Outcome

STOPPED_BEFORE_PAYMENT: Final = frozenset({"holder", "before-payment"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter that is stored: SHA-256 of its bytes in hexadecimal, and how many they are."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that was taken, with what follows from it.

    Attributes:
        proposal: The decision as it was proposed.
        ruling: What the rules say.
        payee: To whom the letter goes.
        letter: As it is stored.
        replaces: The reference of the decision in whose place it comes; empty for a first one.
    """

    proposal: Proposal
    ruling: Ruling = field(repr=False)
    payee: Payee = field(repr=False)
    letter: Rendered
    replaces: str = ""

    @property
    def reference(self) -> str:
        """Return the reference of the decision."""
        return self.proposal.reference


class Consequences:
    """Lets follow what decisions under one adoption bring about."""

    def __init__(
        self, municipality_nis: str, adoption: Adoption, *, language: Language, moment: datetime
    ) -> None:
        """Take what is the same for each of them."""
        self.nis, self.adoption, self.language, self.moment = (
            municipality_nis, adoption, language, moment,
        )  # fmt: skip
        self._budget_key = str(adoption.content["granting_body"]["budget_key"])
        self._debtor = debtor_of(adoption)

    def follow(self, taken: Sequence[Taken]) -> None:
        """File the letters, place what is paid or handed out, and send the messages.

        Again changes nothing: each has the key of its decision.
        """
        self._file(taken)
        self._name(taken)
        for one in taken:
            self._pay(one)
        messages.send_all(self.nis, [self._outgoing(one) for one in taken], moment=self.moment)

    def _name(self, taken: Sequence[Taken]) -> None:
        told = {one.reference: person_of(one.payee) for one in taken}
        name_parties(
            self.nis,
            {
                reference: {person: Part.ADDRESSEE}
                for reference, person in told.items()
                if person is not None
            },
        )

    def _file(self, taken: Sequence[Taken]) -> None:
        title = self.adoption.package.content["title"]
        documents.file_documents(
            self.nis,
            [
                documents.Filing(
                    key=f"letter:{one.reference}",
                    digest=one.letter.digest,
                    size=one.letter.size,
                    media_type="application/pdf",
                    title=f"{title.get(self.language, title['nl'])}: {one.reference}",
                    about_kind="decision",
                    about=one.reference,
                )
                for one in taken
            ],
            moment=self.moment,
        )

    def _pay(self, one: Taken) -> None:
        if one.replaces:
            for former in payment_queries.orders_about(one.replaces):
                payments.cancel_order(former, moment=self.moment)
        ruling, reference = one.ruling, one.reference
        if ruling.decision.outcome != Outcome.GRANTED:
            return
        awards = [one for one in ruling.decision.awards if one.given_as == "money" and one.amount]
        paid = [award for award in awards if award.id in ruling.payees]
        for award, order in zip(paid, ruling.orders, strict=True):
            placed = payments.place_order(
                self.nis,
                decision=reference,
                award=award.id,
                order=order,
                debtor=self._debtor,
                budget_key=self._budget_key,
                moment=self.moment,
                person=person_of(ruling.payees[award.id]),
                is_given=_is_given(ruling, order.creditor_iban),
            )
            if ruling.reason in STOPPED_BEFORE_PAYMENT:
                payments.stop_order(placed, because=ruling.reason, moment=self.moment)
        for award in ruling.handed_out:
            payments.place_handouts(
                self.nis,
                decision=reference,
                award=award,
                recipient_name=ruling.payees[award.id].name,
                budget_key=self._budget_key,
                moment=self.moment,
            )

    def _outgoing(self, one: Taken) -> messages.Outgoing:
        ruling, reference = one.ruling, one.reference
        if ruling.decision.outcome == Outcome.GRANTED:
            cover = cover_of(self.adoption, ruling, language=self.language)
        else:
            cover = cover_of_answer(
                self.adoption, name=one.payee.name, reference=reference, language=self.language
            )
        return messages.Outgoing(
            key=f"decision:{reference}",
            person=person_of(one.payee),
            recipient=recipient_of(ruling.subject, one.payee),
            subject=cover.subject,
            body_markdown=cover.body_markdown,
            document_keys=[f"letter:{reference}"],
            language=self.language,
            sender=str(self.adoption.content["granting_body"]["name"]),
            sender_number=str(self.adoption.content["granting_body"]["enterprise_number"]),
            register_number=one.payee.number,
        )


def _is_given(ruling: Ruling, iban: str) -> bool:
    """Say whether she or a clerk gave an account: no register told it."""
    return iban not in ruling.subject.row.values.values()


def person_of(payee: Payee) -> bytes | None:
    """Return the keyed hash by which a payee is known; None without a number."""
    return keyed_hash(f"insz:{payee.number}") if payee.number else None
