"""What an answer means for each payment: the payment's own word before that of the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.factories.bank import answer, of

from klik.ground.banking.bank_answer import read_bank_answer
from klik.ground.banking.matching import Meaning, match_answer
from klik.ground.banking.refusals import AnswerRefused

AMOUNTS = {"E-1": 100, "E-2": 250, "E-3": 75}
STATUSES = {
    "ACSC": Meaning.EXECUTED,
    "ACCC": Meaning.EXECUTED,
    "RJCT": Meaning.REJECTED,
    "CANC": Meaning.REJECTED,
    "ACCP": Meaning.UNDERWAY,
    "ACSP": Meaning.UNDERWAY,
    "PDNG": Meaning.UNDERWAY,
    "": Meaning.UNDERWAY,
}


@pytest.mark.parametrize(("status", "meaning"), STATUSES.items())
def test_a_status_of_the_whole_is_that_of_each(status: str, meaning: Meaning) -> None:
    for said in (answer("KLIK-1", group=status), answer("KLIK-1", payment=status)):
        matched = _matched(said)

        assert {one.meaning for one in matched.values()} == {meaning}
        assert not any(one.of_itself for one in matched.values())


def test_a_payment_s_own_status_goes_first() -> None:
    matched = _matched(
        answer(
            "KLIK-1", group="ACSP", payment="PART", transactions=[of("E-2", "RJCT", reason="AC01")]
        )
    )

    assert {key: one.meaning for key, one in matched.items()} == {
        "E-1": Meaning.UNDERWAY, "E-2": Meaning.REJECTED, "E-3": Meaning.UNDERWAY,
    }  # fmt: skip
    assert (matched["E-2"].reason, matched["E-2"].of_itself) == ("AC01", True)


def test_a_payment_without_a_status_has_that_of_its_block() -> None:
    matched = _matched(answer("KLIK-1", payment="RJCT", transactions=[of("E-1")]))

    assert {one.meaning for one in matched.values()} == {Meaning.REJECTED}
    assert [key for key, one in matched.items() if one.of_itself] == ["E-1"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (answer("KLIK-2"), "another file"),
        (answer("KLIK-1").replace(b"pain.001.001.09", b"pain.008.001.08"), "answers a pain.008"),
        (answer("KLIK-1", transactions=[of("E-9", "ACSC")]), "not in the file"),
        (answer("KLIK-1", transactions=[of("E-1", "ACSC")] * 2), "answered twice"),
        (answer("KLIK-1", transactions=[of("E-1", "ACSC", cents=101)]), "the order is of 1 euro"),
        (answer("KLIK-1", group="RJCT", transactions=[of("E-1", "ACSC")]), "as a whole"),
        (answer("KLIK-1", group="RJCT", payment="ACSC"), "as a whole"),
        (answer("KLIK-1", counts="<OrgnlNbOfTxs>4</OrgnlNbOfTxs>"), "counted 4"),
        (answer("KLIK-1", counts="<OrgnlCtrlSum>4.26</OrgnlCtrlSum>"), r"4\.26 euros"),
        (
            answer("KLIK-1", payment="ACSC").replace(
                b"<OrgnlPmtInfId>KLIK-1", b"<OrgnlPmtInfId>KLIK-2"
            ),
            "not in the file",
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(file: bytes, said: str) -> None:
    with pytest.raises(AnswerRefused, match=rf"^Line \d+.*{said}"):
        _matched(file)


@given(
    group=some.sampled_from(["", "PART", "ACSP"]),
    said=some.dictionaries(some.sampled_from(list(AMOUNTS)), some.sampled_from(list(STATUSES))),
)
def test_each_payment_has_one_meaning(group: str, said: dict[str, str]) -> None:
    transactions = [of(key, status, cents=AMOUNTS[key]) for key, status in said.items()]

    matched = _matched(answer("KLIK-1", group=group, transactions=transactions))

    assert matched.keys() == AMOUNTS.keys()
    assert {key: matched[key].meaning for key in said} == {
        key: STATUSES[status] for key, status in said.items()
    }


def _matched(file: bytes) -> dict[str, object]:
    return match_answer(read_bank_answer(file), message_id="KLIK-1", amounts=AMOUNTS)
