import pickle
from collections.abc import Mapping
from string import Formatter
from typing import ClassVar

import pytest

from klik.domains.grants.operations import NotToBeGranted
from klik.domains.payments.operations import NotPayable
from klik.ground.banking.refusals import AnswerRefused
from klik.ground.deliveries import DeliveryRefused
from klik.ground.deliveries.refused import written
from klik.ground.granting.noted import FactRefused
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.refusals import Both, Refusal, WordedRefusal, Wording


class TableTaken(Refusal):
    reason = "This table is taken."


def test_a_refusal_says_the_reason_of_its_kind() -> None:
    assert str(TableTaken()) == "This table is taken."
    assert TableTaken().reason == "This table is taken."


def test_a_raise_may_say_it_more_precisely() -> None:
    refusal = TableTaken("Table 4 is taken until 14.30.")

    assert refusal.reason == "Table 4 is taken until 14.30."
    assert TableTaken.reason == "This table is taken."


def test_a_refusal_crosses_from_another_process() -> None:
    crossed = pickle.loads(pickle.dumps(Refusal("No more than four.")))  # noqa: S301 -- own bytes

    assert crossed.reason == "No more than four."


class RoomTaken(WordedRefusal):
    status = 409
    wordings: ClassVar[Mapping[str, Wording]] = {
        "taken": ("{room} is bezet.", "{room} is taken.", ("Kies {other}.", "Choose {other}."))
    }


def test_a_worded_refusal_says_it_in_both_languages() -> None:
    refusal = RoomTaken("taken", room=Both("De zaal", "The hall"), other="B2")

    assert (refusal.code, str(refusal)) == ("taken", "The hall is taken. Choose B2.")
    assert (refusal.texts["nl"], refusal.remedy["nl"]) == ("De zaal is bezet.", "Kies B2.")


def test_a_worded_refusal_crosses_from_another_process() -> None:
    refusal = RoomTaken("taken", room="Zaal A", other="B2")

    crossed = pickle.loads(pickle.dumps(refusal))  # noqa: S301 -- own bytes

    assert (crossed.texts, crossed.remedy) == (refusal.texts, refusal.remedy)


def test_a_large_number_in_a_refusal_has_its_thousands_apart() -> None:
    refusal = DeliveryRefused("too-large", found=written(2**31), allowed=written(10**9))

    assert "2.147.483.648 bytes; 1.000.000.000 is het meeste" in refusal.texts["nl"]


@pytest.mark.parametrize(
    "kind",
    [
        AnswerRefused, DeliveryRefused, FactRefused, LetterTextRefused, NotPayable, NotToBeGranted,
    ],
)  # fmt: skip
def test_what_english_says_can_be_said_in_dutch(kind: type[WordedRefusal]) -> None:
    assert kind.wordings
    for dutch, english, (remedy_dutch, remedy_english) in kind.wordings.values():
        assert all((dutch, english, remedy_dutch, remedy_english))
        assert _named(dutch) <= _named(english)
        assert _named(remedy_dutch) <= _named(remedy_english)


def _named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
