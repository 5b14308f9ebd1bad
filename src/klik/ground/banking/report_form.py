"""The form of a bank's answer, pain.002.001.10 and .03, down to one transaction.

sepaxml carries no schema of this message, so its structure is written down here: names, order,
number and kind of every element that Klik reads. Parties, accounts and charges repeat what Klik
itself wrote into the payment file; they may be there and are not looked at.

Source: ISO 20022 message definition reports, CustomerPaymentStatusReport V10 and V03; European
Payments Council, EPC132-08, chapter on the rejection of a credit transfer.
"""

from __future__ import annotations

from typing import Final

from klik.ground.banking.forms import (
    COUNT,
    IDENTIFIER,
    MOMENT,
    NUMBER,
    Form,
    Kind,
    Part,
    text_of,
    word_of,
)

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
NEWER, OLDER = f"{NAMESPACE}10", f"{NAMESPACE}03"

_REFERENCE = text_of(35)
_CODE = text_of(4)
_OLDER_OF_ONE = word_of("ACTC", "RJCT", "PDNG", "ACCP", "ACSP", "ACSC", "ACWC")
_OLDER_OF_GROUP = word_of("ACTC", "RCVD", "PART", "RJCT", "PDNG", "ACCP", "ACSP", "ACSC", "ACWC")
# What a bank repeats of the order, in the order in which it stands; the amount comes after the
# first of these.
_REPEATED = (
    "IntrBkSttlmDt", "ReqdColltnDt", "ReqdExctnDt", "CdtrSchmeId", "SttlmInf", "PmtTpInf",
    "PmtMtd", "MndtRltdInf", "RmtInf", "UltmtDbtr", "Dbtr", "DbtrAcct", "DbtrAgt", "DbtrAgtAcct",
    "CdtrAgt", "CdtrAgtAcct", "Cdtr", "CdtrAcct", "UltmtCdtr",
)  # fmt: skip


def _anything(name: str) -> Form:
    return Form(name, anything=True)


def _leaf(name: str, kind: Kind) -> Form:
    return Form(name, kind=kind)


_AMOUNT = Form(
    "Amt",
    one_of=True,
    parts=(
        Form("InstdAmt", kind=NUMBER, attribute="Ccy").perhaps,
        _anything("EqvtAmt").perhaps,
    ),
)
_REASON = Form(
    "StsRsnInf",
    parts=(
        _anything("Orgtr").perhaps,
        Form(
            "Rsn",
            one_of=True,
            parts=(_leaf("Cd", _CODE).perhaps, _leaf("Prtry", _REFERENCE).perhaps),
        ).perhaps,
        _leaf("AddtlInf", text_of(105)).often,
    ),
)
_HEADER = Form(
    "GrpHdr",
    parts=(
        _leaf("MsgId", _REFERENCE).once,
        _leaf("CreDtTm", MOMENT).once,
        *(_anything(name).perhaps for name in ("InitgPty", "FwdgAgt", "DbtrAgt", "CdtrAgt")),
    ),
)


def _counted(of_one: Kind) -> Part:
    return Form(
        "NbOfTxsPerSts",
        parts=(
            _leaf("DtldNbOfTxs", COUNT).once,
            _leaf("DtldSts", of_one).once,
            _leaf("DtldCtrlSum", NUMBER).perhaps,
        ),
    ).often


def _repeated(*last: Form) -> Form:
    return Form(
        "OrgnlTxRef",
        parts=(
            _anything("IntrBkSttlmAmt").perhaps,
            _AMOUNT.perhaps,
            *(_anything(name).perhaps for name in _REPEATED),
            *(form.perhaps for form in last),
        ),
    )


def _transaction(of_one: Kind, *, newer: bool) -> Form:
    def only(part: Part) -> tuple[Part, ...]:
        return (part,) if newer else ()

    return Form(
        "TxInfAndSts",
        parts=(
            *(
                _leaf(name, _REFERENCE).perhaps
                for name in ("StsId", "OrgnlInstrId", "OrgnlEndToEndId")
            ),
            *only(_leaf("OrgnlUETR", IDENTIFIER).perhaps),
            _leaf("TxSts", of_one).perhaps,
            _REASON.often,
            _anything("ChrgsInf").often,
            *only(_anything("TrckrData").perhaps),
            _leaf("AccptncDtTm", MOMENT).perhaps,
            _leaf("AcctSvcrRef", _REFERENCE).perhaps,
            _leaf("ClrSysRef", _REFERENCE).perhaps,
            _repeated(*([_anything("Purp")] if newer else [])).perhaps,
            *only(_anything("SplmtryData").often),
        ),
    )


def _report(of_group: Kind, of_one: Kind, *, newer: bool) -> Form:
    counts = (_leaf("OrgnlNbOfTxs", COUNT).perhaps, _leaf("OrgnlCtrlSum", NUMBER).perhaps)
    group = Form(
        "OrgnlGrpInfAndSts",
        parts=(
            _leaf("OrgnlMsgId", _REFERENCE).once,
            _leaf("OrgnlMsgNmId", _REFERENCE).once,
            _leaf("OrgnlCreDtTm", MOMENT).perhaps,
            *counts,
            _leaf("GrpSts", of_group).perhaps,
            _REASON.often,
            _counted(of_one),
        ),
    )
    payment = Form(
        "OrgnlPmtInfAndSts",
        parts=(
            _leaf("OrgnlPmtInfId", _REFERENCE).once,
            *counts,
            _leaf("PmtInfSts", of_group).perhaps,
            _REASON.often,
            _counted(of_one),
            _transaction(of_one, newer=newer).often,
        ),
    )
    more = (_anything("SplmtryData").often,) if newer else ()
    report = Form("CstmrPmtStsRpt", parts=(_HEADER.once, group.once, payment.often, *more))
    return Form("Document", parts=(report.once,))


REPORTS: Final = {
    NEWER: _report(_CODE, _CODE, newer=True),
    OLDER: _report(_OLDER_OF_GROUP, _OLDER_OF_ONE, newer=False),
}
"""Per name space the form of the whole document."""
