"""Reading an answer of the bank: what it says, and what is refused, with its line."""

import contextlib
import io
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.factories.bank import NEWER, OLDER, answer, document, of

from klik.ground.banking.bank_answer import MOST_BYTES, read_bank_answer, read_limited
from klik.ground.banking.refusals import AnswerRefused

FULL = """
<OrgnlGrpInfAndSts><OrgnlMsgId>KLIK-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
<OrgnlCreDtTm>2026-11-23T12:00:00Z</OrgnlCreDtTm><OrgnlNbOfTxs>2</OrgnlNbOfTxs>
<OrgnlCtrlSum>250.5</OrgnlCtrlSum><GrpSts>PART</GrpSts>
<StsRsnInf><Orgtr><Nm>Bank Voorbeeld</Nm></Orgtr><Rsn><Prtry>own words</Prtry></Rsn>
<AddtlInf>first</AddtlInf><AddtlInf>second</AddtlInf></StsRsnInf>
<NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>ACSC</DtldSts>
<DtldCtrlSum>125.25</DtldCtrlSum></NbOfTxsPerSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>KLIK-1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>
<TxInfAndSts><StsId>S-1</StsId><OrgnlInstrId>I-1</OrgnlInstrId>
<OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>
<ChrgsInf><Amt Ccy="EUR">0</Amt></ChrgsInf><AccptncDtTm>2026-12-01T09:00:00+01:00</AccptncDtTm>
<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">125.25</InstdAmt></Amt><ReqdExctnDt/>
<Cdtr><Nm>Ouder &amp; Voorbeeld</Nm></Cdtr><CdtrAcct><Id><IBAN>BE96999000100205</IBAN></Id>
</CdtrAcct></OrgnlTxRef></TxInfAndSts></OrgnlPmtInfAndSts>
"""
GROUP = (
    "<OrgnlGrpInfAndSts><OrgnlMsgId>KLIK-1</OrgnlMsgId>"
    "<OrgnlMsgNmId>pain.001</OrgnlMsgNmId>{}</OrgnlGrpInfAndSts>"
)


@pytest.mark.parametrize("version", [NEWER, OLDER])
def test_everything_that_a_bank_says_is_read(version: str) -> None:
    report = read_bank_answer(document(FULL, version=version))

    [(payment, [transaction])] = report.payments
    assert (report.message_id, report.created_at.isoformat()) == (
        "BANK-1", "2026-12-01T10:00:00+01:00",
    )  # fmt: skip
    group = report.group
    assert (group.name, group.status, group.reason) == ("KLIK-1", "PART", "own words")
    assert (group.count, group.total_cents, payment.count) == (2, 25_050, None)
    assert (transaction.end_to_end_id, transaction.status) == ("E-1", "RJCT")
    assert (transaction.reason, transaction.amount_cents) == ("AC04", 12_525)


def test_what_only_the_newer_form_has_is_refused_in_the_older() -> None:
    below = GROUP.format("") + (
        "<OrgnlPmtInfAndSts><OrgnlPmtInfId>KLIK-1</OrgnlPmtInfId><TxInfAndSts>"
        "<OrgnlEndToEndId>E-1</OrgnlEndToEndId>"
        "<OrgnlUETR>eb6305c9-1f7f-49de-aed0-16487c27b42d</OrgnlUETR></TxInfAndSts>"
        "</OrgnlPmtInfAndSts><SplmtryData><Envlp><x:y xmlns:x='urn:x'/></Envlp></SplmtryData>"
    )

    assert len(read_bank_answer(document(below)).payments) == 1
    with pytest.raises(AnswerRefused, match="OrgnlUETR does not belong here"):
        read_bank_answer(document(below, version=OLDER))


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<GrpSts>ACCEPTED</GrpSts>", "GrpSts holds 1 to 4 signs"),
        ("<GrpSts/>", "GrpSts holds 1 to 4 signs"),
        ("<GrpSts>RJCT</GrpSts><GrpSts>RJCT</GrpSts>", "GrpSts does not belong here"),
        ("<GrpSts>RJCT</GrpSts><OrgnlNbOfTxs>1</OrgnlNbOfTxs>", "OrgnlNbOfTxs does not belong"),
        ("<OrgnlNbOfTxs>-1</OrgnlNbOfTxs>", "OrgnlNbOfTxs holds 1 to 15 digits"),
        ("<OrgnlNbOfTxs>\u0661</OrgnlNbOfTxs>", "OrgnlNbOfTxs holds 1 to 15 digits"),
        ("<OrgnlCtrlSum>1e3</OrgnlCtrlSum>", "OrgnlCtrlSum holds a number"),
        ("<OrgnlCtrlSum>1.005</OrgnlCtrlSum>", "whole cents"),
        ("<OrgnlCtrlSum>-1</OrgnlCtrlSum>", "whole cents"),
        ("<OrgnlCreDtTm>2026-13-01T00:00:00</OrgnlCreDtTm>", "OrgnlCreDtTm holds a moment"),
        ("<OrgnlCreDtTm>2026-12-01</OrgnlCreDtTm>", "OrgnlCreDtTm holds a moment"),
        ("<StsRsnInf><Rsn/></StsRsnInf>", "Rsn lacks Cd or Prtry"),
        ("<StsRsnInf><Rsn><Cd>A</Cd><Prtry>B</Prtry></Rsn></StsRsnInf>", "Prtry does not belong"),
        ("<NbOfTxsPerSts><DtldSts>ACSC</DtldSts></NbOfTxsPerSts>", "DtldSts does not belong"),
        ("<NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs></NbOfTxsPerSts>", "lacks DtldSts"),
        ('<GrpSts kind="x">RJCT</GrpSts>', "GrpSts has no attribute"),
        ("words", "holds elements, no text"),
        ("<x:GrpSts xmlns:x='urn:other'>RJCT</x:GrpSts>", "GrpSts does not belong here"),
        ("<GrpSts>" + "A" * 600 + "</GrpSts>", "GrpSts holds 1 to 4 signs"),
    ],
)
def test_what_breaks_the_form_is_refused_with_its_line(inside: str, said: str) -> None:
    with pytest.raises(AnswerRefused, match=rf"^Line \d+.*{said}"):
        read_bank_answer(document(GROUP.format(inside)))


def test_the_older_form_knows_its_statuses_only() -> None:
    with pytest.raises(AnswerRefused, match="GrpSts holds one of ACTC"):
        read_bank_answer(answer("KLIK-1", group="ACCC", version=OLDER))
    assert read_bank_answer(answer("KLIK-1", group="ACCC")).group.status == "ACCC"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "Line 1, column 1: this is not XML"),
        (b"MSGID;STATUS\n1;ACSC\n", "not XML"),
        (b"\x00\x01\x02", "not XML"),
        (b"<a/>", "this is a, where pain.002.001.03 or pain.002.001.10 is read"),
        (document("", version="pain.002.001.12"), "this is pain.002.001.12"),
        (document(GROUP.format(""))[:-1], "not XML"),
        (document(""), "CstmrPmtStsRpt lacks OrgnlGrpInfAndSts"),
        (document(GROUP.format(""), header="<MsgId>B</MsgId>"), "GrpHdr lacks CreDtTm"),
        (document(GROUP.format("")) + b"<more/>", "not XML"),
        (document(GROUP.format("")).replace(b"UTF-8", b"KLINGON"), "XML|signs"),
    ],
)
def test_what_is_no_answer_is_refused(file: bytes, said: str) -> None:
    with pytest.raises(AnswerRefused, match=said):
        read_bank_answer(file)


@pytest.mark.parametrize(
    "file",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
        b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]><x/>',
        b'<!DOCTYPE x SYSTEM "file:///dev/zero"><x/>',
        b'<!DOCTYPE x [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>',
    ],
    ids=["reads-a-file", "reads-an-address", "reads-for-ever", "grows-without-end"],
)
def test_a_document_type_is_refused_before_anything_in_it(file: bytes) -> None:
    for planted in (
        file,
        document(GROUP.format("")).replace(
            b"\n<", b"\n" + file[: file.index(b"><x") + 1] + b"<", 1
        ),
    ):
        with pytest.raises(AnswerRefused, match="DOCTYPE"):
            read_bank_answer(planted)


def test_an_entity_that_nobody_declared_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="not XML"):
        read_bank_answer(document(GROUP.format("<GrpSts>&bank;</GrpSts>")))


def test_what_stands_too_deep_is_refused() -> None:
    deep = "<Orgtr>" + "<a>" * 5_000 + "</a>" * 5_000 + "</Orgtr>"

    with pytest.raises(AnswerRefused, match="within each other"):
        read_bank_answer(document(GROUP.format(f"<StsRsnInf>{deep}</StsRsnInf>")))


def test_a_file_that_is_too_large_is_not_read() -> None:
    class Endless(io.RawIOBase):
        read_so_far = 0

        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            Endless.read_so_far += size
            return b" " * size

    with pytest.raises(AnswerRefused, match="10 MB"):
        read_limited(Endless())
    assert Endless.read_so_far == MOST_BYTES + 1


def test_the_largest_answer_is_read_in_bounded_time_and_memory() -> None:
    transactions = [
        of(f"KLIK{number:026d}", "RJCT", reason="AC04", cents=number) for number in range(5_000)
    ]
    file = answer("KLIK-1", group="PART", transactions=transactions)
    started = time.process_time()
    tracemalloc.start()

    report = read_bank_answer(file)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(report.payments[0][1]) == 5_000
    assert peak < 60_000_000
    assert time.process_time() - started < 20


@given(some.data())
def test_a_changed_file_is_read_or_refused_and_nothing_else(data: some.DataObject) -> None:
    file = bytearray(document(FULL))
    for _ in range(data.draw(some.integers(1, 4))):
        place = data.draw(some.integers(0, len(file) - 1))
        file[place] = data.draw(some.integers(0, 255))

    with contextlib.suppress(AnswerRefused):  # anything else fails
        read_bank_answer(bytes(file))


@given(some.binary(max_size=300))
def test_any_bytes_are_refused(file: bytes) -> None:
    with pytest.raises(AnswerRefused):
        read_bank_answer(file)
