from dataclasses import replace
from datetime import timedelta, timezone
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ground.banking.sample_batches import BATCH, DEBTOR, FIRST, SECOND

from klik.ground.banking.orders import PaymentBatch
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.banking.refusals import PaymentRefused
from klik.ground.banking.schema import check_against_schema

NAMESPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def test_a_payment_file_says_who_pays_whom_how_much() -> None:
    document = _document(BATCH)

    assert _texts(document, ".//p:GrpHdr/p:MsgId") == ["KLIK-37018-2026-03-06-1"]
    assert _texts(document, ".//p:GrpHdr/p:CreDtTm") == ["2026-03-06T09:15:30Z"]
    assert _texts(document, ".//p:InitgPty//p:Othr/p:Id") == ["0999990123"]
    assert _texts(document, ".//p:PmtInfId") == ["KLIK-37018-2026-03-06-1"]
    assert _texts(document, ".//p:ReqdExctnDt/p:Dt") == ["2026-03-20"]
    assert _texts(document, ".//p:DbtrAcct//p:IBAN") == ["BE49999000000171"]
    assert _texts(document, ".//p:EndToEndId") == ["KLIK-1", "KLIK-2"]
    assert _texts(document, ".//p:InstdAmt") == ["100.00", "62.50"]
    assert _texts(document, ".//p:Cdtr/p:Nm") == ["Ouder1A Voorbeeld", "Renee + Zoe Voorbeeld"]
    assert _texts(document, ".//p:CdtrAcct//p:IBAN") == ["BE10999000100104", "BE96999000100205"]
    assert _texts(document, ".//p:Ustrd")[0] == "Geboortepremie, dossier VB-2026-1"


@pytest.mark.parametrize(
    ("bic", "path", "written"),
    [
        ("GKCCBEBB", ".//p:DbtrAgt//p:BICFI", "GKCCBEBB"),
        pytest.param(None, ".//p:DbtrAgt//p:Othr/p:Id", "NOTPROVIDED", id="none"),
    ],
)
def test_the_bank_of_the_debtor_is_never_empty(bic: str | None, path: str, written: str) -> None:
    document = _document(replace(BATCH, debtor=replace(DEBTOR, bic=bic)))

    assert _texts(document, path) == [written]


@given(st.lists(st.integers(1, 99_999_999_999), min_size=1, max_size=6))
def test_count_and_control_sum_are_those_of_the_orders(amounts: list[int]) -> None:
    orders = tuple(
        replace(FIRST, end_to_end_id=f"KLIK-{place}", amount_cents=cents)
        for place, cents in enumerate(amounts)
    )

    document = _document(replace(BATCH, orders=orders))

    total = f"{sum(amounts) // 100}.{sum(amounts) % 100:02d}"
    assert _texts(document, ".//p:NbOfTxs") == [str(len(amounts))] * 2
    assert _texts(document, ".//p:CtrlSum") == [total] * 2


def test_the_same_batch_gives_the_same_bytes() -> None:
    brussels = timezone(timedelta(hours=1))
    elsewhere = replace(BATCH, created_at=BATCH.created_at.astimezone(brussels))

    assert write_payment_file(BATCH) == write_payment_file(replace(BATCH))
    assert write_payment_file(BATCH) == write_payment_file(elsewhere)


@given(name=st.text(min_size=1), remittance=st.text(max_size=140))
def test_no_text_breaks_the_file(name: str, remittance: str) -> None:
    order = replace(FIRST, creditor_name="V" + name, remittance=remittance)

    document = _document(replace(BATCH, orders=(order,)))

    assert len(_texts(document, ".//p:Cdtr/p:Nm")[0]) <= 70
    assert len(_texts(document, ".//p:CdtTrfTxInf")) == 1


def test_names_and_texts_are_cut_at_the_length_of_their_field() -> None:
    order = replace(FIRST, creditor_name="ß" * 60, remittance="æ" * 100)

    document = _document(replace(BATCH, orders=(order,)))

    assert _texts(document, ".//p:Cdtr/p:Nm") == ["s" * 70]
    assert _texts(document, ".//p:Ustrd") == ["ae" * 70]


def test_a_text_of_which_nothing_is_left_is_left_out() -> None:
    document = _document(replace(BATCH, orders=(replace(FIRST, remittance="中文"),)))

    assert _texts(document, ".//p:RmtInf") == []


@pytest.mark.parametrize(
    ("batch", "words"),
    [
        pytest.param(replace(BATCH, orders=()), "no orders", id="empty"),
        pytest.param(
            replace(BATCH, created_at=BATCH.created_at.replace(tzinfo=None)), "zone", id="naive"
        ),
        pytest.param(replace(BATCH, message_id="M" * 36), "36 signs", id="long-message-id"),
        pytest.param(replace(BATCH, message_id="/M"), "slash", id="message-id-begins-with-slash"),
        pytest.param(replace(BATCH, message_id=""), "letters", id="no-message-id"),
        pytest.param(
            replace(BATCH, debtor=replace(DEBTOR, iban="BE49 9990 0000 0172")),
            "The debtor",
            id="iban-of-debtor",
        ),
        pytest.param(replace(BATCH, debtor=replace(DEBTOR, bic="GKCC")), "BIC", id="bic"),
        pytest.param(
            replace(BATCH, debtor=replace(DEBTOR, enterprise_number="1")), "10 digits", id="kbo"
        ),
    ],
)
def test_a_batch_that_a_bank_would_refuse_is_refused(batch: PaymentBatch, words: str) -> None:
    with pytest.raises(PaymentRefused, match=words):
        write_payment_file(batch)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"amount_cents": 0}, "0 cents", id="zero"),
        pytest.param({"amount_cents": -100}, "-100 cents", id="negative"),
        pytest.param({"amount_cents": 100_000_000_000}, "between", id="more-than-sepa-carries"),
        pytest.param({"end_to_end_id": "KLIK-1"}, "Orders 1 and 2", id="reference-twice"),
        pytest.param({"end_to_end_id": "K" * 36}, "36 signs", id="long-reference"),
        pytest.param({"end_to_end_id": "dossier_1"}, "without accents", id="sign-in-reference"),
        pytest.param({"end_to_end_id": "a//b"}, "twice in a row", id="two-slashes"),
        pytest.param({"creditor_iban": "BE96 9990 0010 0206"}, "check digits", id="iban"),
        pytest.param({"creditor_name": "中文"}, "Latin letters", id="name-in-other-script"),
        pytest.param({"creditor_name": " - "}, "Latin letters", id="name-without-letters"),
        pytest.param({"remittance": "x" * 141}, "141 signs", id="long-text"),
    ],
)
def test_an_order_that_a_bank_would_refuse_is_refused(
    changes: dict[str, str | int], words: str
) -> None:
    batch = replace(BATCH, orders=(FIRST, replace(SECOND, **changes)))

    with pytest.raises(PaymentRefused, match=words):
        write_payment_file(batch)


def test_a_refusal_repeats_neither_name_nor_account() -> None:
    batch = replace(BATCH, orders=(replace(SECOND, creditor_iban="BE96 9990 0010 0206"),))

    with pytest.raises(PaymentRefused) as refused:
        write_payment_file(batch)

    assert "0206" not in refused.value.reason
    assert "Voorbeeld" not in refused.value.reason


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        (b"<PmtMtd>TRF</PmtMtd>", b""),
        (b"<NbOfTxs>2</NbOfTxs>", b"<NbOfTxs>two</NbOfTxs>"),
        (b' Ccy="EUR"', b""),
        (b"<EndToEndId>KLIK-2</EndToEndId>", b"<EndToEndId></EndToEndId>"),
        (b"<ChrgBr>SLEV</ChrgBr>", b"<ChrgBr>FREE</ChrgBr>"),
        (b"<Cdtr><Nm>Ouder1A Voorbeeld</Nm></Cdtr>", b"<Cdtr><Name>x</Name></Cdtr>"),
    ],
)
def test_the_schema_finds_a_planted_fault(sound: bytes, broken: bytes) -> None:
    written = write_payment_file(BATCH)
    assert sound in written

    with pytest.raises(PaymentRefused, match=r"pain\.001\.001\.09 at /"):
        check_against_schema(written.replace(sound, broken))


def _document(batch: PaymentBatch) -> Element:
    return fromstring(write_payment_file(batch))  # noqa: S314 -- our own file


def _texts(document: Element, path: str) -> list[str]:
    return [element.text or "" for element in document.findall(path, NAMESPACE)]
