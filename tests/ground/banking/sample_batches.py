"""A small batch of fictitious payments, to be changed by each test where it matters."""

from datetime import UTC, date, datetime

from klik.ground.banking.orders import Debtor, PaymentBatch, PaymentOrder

DEBTOR = Debtor(
    name="Gemeente Voorbeeld",
    iban="BE49 9990 0000 0171",
    enterprise_number="0999.990.123",
)
FIRST = PaymentOrder(
    end_to_end_id="KLIK-1",
    amount_cents=10_000,
    creditor_name="Ouder1A Voorbeeld",
    creditor_iban="BE10 9990 0010 0104",
    remittance="Geboortepremie, dossier VB-2026-1",
)
SECOND = PaymentOrder(
    end_to_end_id="KLIK-2",
    amount_cents=6_250,
    creditor_name="Renée & Zoë <Voorbeeld>",
    creditor_iban="BE96999000100205",
    remittance="Geboortepremie, dossier VB-2026-2",
)
BATCH = PaymentBatch(
    message_id="KLIK-37018-2026-03-06-1",
    created_at=datetime(2026, 3, 6, 9, 15, 30, tzinfo=UTC),
    execution_on=date(2026, 3, 20),
    debtor=DEBTOR,
    orders=(FIRST, SECOND),
)
