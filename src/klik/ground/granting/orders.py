"""The payment orders of a granted decision, and the file that they begin from."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

from klik.ground.banking.orders import Debtor, PaymentBatch, PaymentOrder, end_to_end_id_of
from klik.ground.granting.payees import Payee
from klik.packages.adoption import Adoption
from klik.packages.wording import Language
from klik.rules.decision import Decision, Outcome


def orders_of(
    adoption: Adoption, reference: str, decision: Decision, payee: Payee, language: Language
) -> tuple[PaymentOrder, ...]:
    """Return one order for each award in money; its end-to-end id is the same each time.

    Args:
        adoption: Who pays and under which title.
        reference: Names the decision.
        decision: What was granted.
        payee: Who is paid, with a known account.
        language: Of what the payee reads on the statement.
    """
    title = adoption.package.content["title"]
    return tuple(
        PaymentOrder(
            end_to_end_id=end_to_end_id_of(f"decision/{reference}/award/{award.id}"),
            amount_cents=int((award.amount or 0) * 100),
            creditor_name=payee.name,
            creditor_iban=payee.iban,
            remittance=f"{title.get(language, title['nl'])} {reference}",
        )
        for award in decision.awards
        if award.given_as == "money" and award.outcome == Outcome.GRANTED and award.amount
    )


def debtor_of(adoption: Adoption) -> Debtor:
    """Return the account that pays, as the adoption names it."""
    body = adoption.content["granting_body"]
    debtor = body["debtor"]
    return Debtor(
        name=debtor["name"], iban=debtor["iban"], bic=debtor.get("bic"),
        enterprise_number=body["enterprise_number"],
    )  # fmt: skip


def batch_of(adoption: Adoption, decided_on: date) -> PaymentBatch:
    """Return what every payment file begins from; nothing in it comes from a clock."""
    key = f"{adoption.package.content['id']}/{adoption.municipality_nis}/{decided_on}"
    word = hashlib.sha256(key.encode()).hexdigest()[:8].upper()
    return PaymentBatch(
        message_id=f"KLIK-{adoption.municipality_nis}-{decided_on:%Y%m%d}-{word}",
        created_at=datetime.combine(decided_on, time(12), tzinfo=UTC),
        execution_on=decided_on,
        debtor=debtor_of(adoption),
        orders=(),
    )
