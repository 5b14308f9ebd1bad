"""Payment orders as an ISO 20022 file (pain.001.001.09), written piece by piece.

Written here and not with sepaxml's builder, which stamps its own time and random names on every
file: the same batch must give the same bytes, or a run that is resumed would pay from another
file than the one that was approved. sepaxml brings the schema, against which each file is checked.

Source: European Payments Council, EPC132-08 (customer to bank); Febelfin's guide for Belgium.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from xml.sax.saxutils import escape

from klik.ground.banking.characters import sepa_text
from klik.ground.banking.checks import check_batch
from klik.ground.banking.orders import Debtor, PaymentBatch, PaymentOrder
from klik.ground.banking.schema import MESSAGE, check_against_schema
from klik.ground.identifiers.bodies import check_enterprise_number

_NAME_LENGTH = 70
_REMITTANCE_LENGTH = 140


def write_payment_file(batch: PaymentBatch) -> bytes:
    """Return the file that asks the bank to pay `batch`, UTF-8 without line breaks.

    The same batch gives the same bytes. Names and texts are put in the signs banks accept and
    cut at the length of their field; amounts, accounts and references are never changed.

    Raises:
        PaymentRefused: No orders, an amount that is not above zero, a reference that is used
            twice, too long or in signs a bank refuses, an account that does not hold, a name
            of which no letter is left.
    """
    check_batch(batch)
    written = b"".join(piece.encode("ascii") for piece in _pieces(batch))
    check_against_schema(written)
    return written


def _pieces(batch: PaymentBatch) -> Iterator[str]:
    count = len(batch.orders)
    total = _euros(sum(order.amount_cents for order in batch.orders))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{MESSAGE}"><CstmrCdtTrfInitn>'
    yield _group_header(batch, count=count, total=total)
    yield _payment_header(batch, count=count, total=total)
    for order in batch.orders:
        yield _transaction(order)
    yield "</PmtInf></CstmrCdtTrfInitn></Document>"


def _group_header(batch: PaymentBatch, *, count: int, total: str) -> str:
    created = batch.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"<GrpHdr><MsgId>{escape(batch.message_id)}</MsgId><CreDtTm>{created}</CreDtTm>"
        f"<NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
        f"<InitgPty>{_name(batch.debtor.name)}{_enterprise(batch.debtor)}</InitgPty></GrpHdr>"
    )


def _payment_header(batch: PaymentBatch, *, count: int, total: str) -> str:
    debtor = batch.debtor
    # Without a BIC the place may not stay empty: the guidelines want this word.
    bank = f"<BICFI>{escape(debtor.bic)}</BICFI>" if debtor.bic else _NO_BIC
    return (
        # One payment in the message, so its name can be the message's.
        f"<PmtInf><PmtInfId>{escape(batch.message_id)}</PmtInfId><PmtMtd>TRF</PmtMtd>"
        f"<BtchBookg>true</BtchBookg><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>"
        "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>"
        f"<ReqdExctnDt><Dt>{batch.execution_on.isoformat()}</Dt></ReqdExctnDt>"
        f"<Dbtr>{_name(debtor.name)}</Dbtr><DbtrAcct>{_account(debtor.iban)}</DbtrAcct>"
        f"<DbtrAgt><FinInstnId>{bank}</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>"
    )


def _transaction(order: PaymentOrder) -> str:
    remittance = sepa_text(order.remittance)[:_REMITTANCE_LENGTH].strip()
    reason = f"<RmtInf><Ustrd>{escape(remittance)}</Ustrd></RmtInf>" if remittance else ""
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>{escape(order.end_to_end_id)}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="EUR">{_euros(order.amount_cents)}</InstdAmt></Amt>'
        f"<Cdtr>{_name(order.creditor_name)}</Cdtr>"
        f"<CdtrAcct>{_account(order.creditor_iban)}</CdtrAcct>{reason}</CdtTrfTxInf>"
    )


_NO_BIC = "<Othr><Id>NOTPROVIDED</Id></Othr>"


def _name(name: str) -> str:
    return f"<Nm>{escape(sepa_text(name)[:_NAME_LENGTH].strip())}</Nm>"


def _account(iban: str) -> str:
    compact = "".join(iban.split()).upper()  # check_batch found that it holds
    return f"<Id><IBAN>{compact}</IBAN></Id>"


def _enterprise(debtor: Debtor) -> str:
    if debtor.enterprise_number is None:
        return ""
    number = check_enterprise_number(debtor.enterprise_number)
    return f"<Id><OrgId><Othr><Id>{number}</Id><Issr>KBO-BCE</Issr></Othr></OrgId></Id>"


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
