"""Answers of a bank (pain.002) as a bank would write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NEWER, OLDER = "pain.002.001.10", "pain.002.001.03"


def answer(
    message_id: str,
    *,
    group: str = "",
    payment: str = "",
    transactions: Iterable[str] = (),
    version: str = NEWER,
    counts: str = "",
) -> bytes:
    """Return an answer to a file of Klik."""
    status = f"<GrpSts>{group}</GrpSts>" if group else ""
    of_payment = f"<PmtInfSts>{payment}</PmtInfSts>" if payment else ""
    block = (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message_id}</OrgnlPmtInfId>{of_payment}"
        f"{''.join(transactions)}</OrgnlPmtInfAndSts>"
    )
    return document(
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message_id}</OrgnlMsgId>"
        f"<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{counts}{status}</OrgnlGrpInfAndSts>"
        f"{block if payment or transactions else ''}",
        version=version,
    )


def document(below: str, *, version: str = NEWER, header: str = "") -> bytes:
    """Return a document with this below its header."""
    made = header or "<MsgId>BANK-1</MsgId><CreDtTm>2026-12-01T10:00:00</CreDtTm>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">\n'
        f"<CstmrPmtStsRpt><GrpHdr>{made}</GrpHdr>\n{below}</CstmrPmtStsRpt></Document>"
    ).encode()


def of(end_to_end_id: str, status: str = "", *, reason: str = "", cents: int | None = None) -> str:
    """Return what the bank says about one payment."""
    word = f"<TxSts>{status}</TxSts>" if status else ""
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" if reason else ""
    amount = ""
    if cents is not None:
        euros = f"{cents // 100}.{cents % 100:02d}"
        amount = f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{euros}</InstdAmt></Amt></OrgnlTxRef>'
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{end_to_end_id}</OrgnlEndToEndId>{word}{why}{amount}"
        "</TxInfAndSts>"
    )


def of_each(said: Mapping[str, str]) -> list[str]:
    """Return what the bank says, by EndToEndId its status."""
    return [
        of(key, status, reason="AC04" if status == "RJCT" else "") for key, status in said.items()
    ]
