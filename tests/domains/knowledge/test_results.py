"""What came of a package: equal to what is counted by hand, and nothing that is too few to tell."""

from collections import Counter
from pathlib import Path
from statistics import median_low

from tests.factories.acting import HERENT, NOON, OPERATOR, WINGENE
from tests.factories.cases import BINDING, MANDATE, proposal
from tests.factories.grants import births, town_in

from klik.domains.cases.models import Decision
from klik.domains.cases.operations import decide
from klik.domains.cases.queries.counting import Counted
from klik.domains.knowledge.queries.results import Result, results_of, told
from klik.ground.clock import HOME
from klik.ground.tenancy import EVERYWHERE, acting_for


def counted(nis: str, decisions: int, automatic: int, **days: int) -> Counted:
    return Counted(nis, decisions, automatic, {int(key[1:]): one for key, one in days.items()})


def test_a_cell_under_five_is_hidden_and_so_is_what_would_tell_it() -> None:
    found = told(
        [
            counted(WINGENE, 100, 90, d2=60, d9=40),
            counted(HERENT, 4, 4, d1=4),
            counted("11002", 10, 8, d3=4),
        ]
    )

    assert found.by_nis[HERENT] == Result(HERENT, None, None, None)
    assert found.by_nis["11002"] == Result("11002", 10, None, None), "two were asked: too few"
    assert found.whole == Result("", 110, 90, 2), "without the four, the two and the four days"
    assert found.whole.decisions == sum(one.decisions or 0 for one in found.by_nis.values())


def test_nothing_decided_says_nothing() -> None:
    assert told([]).whole == Result("", None, None, None)


def test_results_equal_what_is_counted_by_hand(town: None) -> None:
    for nis, number in ((WINGENE, 7), (HERENT, 3)):
        with acting_for([nis], OPERATOR):
            some = [proposal(one + int(nis), nis=nis) for one in range(number)]
            decide(nis, some, binding=BINDING, mandate=MANDATE, moment=NOON)

    with acting_for(EVERYWHERE, OPERATOR):
        by_hand = Counter(Decision.objects.values_list("municipality_nis", flat=True))
        found = results_of("geboortepremie")

    assert by_hand == {WINGENE: 7, HERENT: 3}
    assert found.by_nis[WINGENE] == Result(WINGENE, 7, 100, None)
    assert found.by_nis[HERENT].decisions is None
    assert found.whole.decisions == 7


def test_lead_time_counts_from_the_delivery(db: None, tmp_path: Path) -> None:
    ours = town_in(tmp_path)
    ours.deliver(*births(5))
    ours.run_all()

    with acting_for([WINGENE], OPERATOR):
        decided = Decision.objects.values_list("decided_on", flat=True)
        days = [(one - NOON.astimezone(HOME).date()).days for one in decided]
        found = results_of("geboortepremie").by_nis[WINGENE]

    assert (found.decisions, found.median_days) == (5, median_low(days))
