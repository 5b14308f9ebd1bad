import pickle

from klik.ground.refusals import Refusal


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
