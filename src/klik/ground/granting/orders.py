"""The payment orders of a granted decision, and the file that they begin from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from klik.ground.banking.checks import check_batch
from klik.ground.banking.orders import Debtor, PaymentBatch, PaymentOrder, end_to_end_id_of
from klik.ground.banking.refusals import PaymentRefused
from klik.ground.granting.payees import Payee
from klik.packages.adoption import Adoption
from klik.packages.wording import Language
from klik.rules.decision import Decision, Outcome

_TITLE_LENGTH = 100  # with the reference within the 140 signs of a statement


def orders_of(
    adoption: Adoption,
    reference: str,
    decision: Decision,
    payees: Mapping[str, Payee],
    language: Language,
) -> tuple[PaymentOrder, ...]:
    """Return one order for each award in money; its end-to-end id is the same each time.

    Args:
        adoption: Who pays and under which title.
        reference: Names the decision.
        decision: What was granted.
        payees: Who is paid, by award.
        language: Of what the payee reads on the statement.
    """
    title = adoption.package.content["title"]
    said = str(title.get(language, title["nl"]))[:_TITLE_LENGTH]
    return tuple(
        PaymentOrder(
            end_to_end_id=end_to_end_id_of(f"decision/{reference}/award/{award.id}"),
            amount_cents=int((award.amount or 0) * 100),
            creditor_name=payees[award.id].name,
            creditor_iban=payees[award.id].iban,
            remittance=f"{said} {reference}",
        )
        for award in decision.awards
        if award.given_as == "money" and award.outcome == Outcome.GRANTED and award.amount
    )


def are_payable(adoption: Adoption, orders: tuple[PaymentOrder, ...], decided_on: date) -> bool:
    """Return whether a bank takes these orders: a name in other letters, say, it does not.

    What is wrong with the account that pays is refused before a trial begins.
    """
    if not orders:
        return True
    try:
        check_batch(replace(batch_of(adoption, decided_on), orders=orders))
    except PaymentRefused:
        return False
    return True


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
