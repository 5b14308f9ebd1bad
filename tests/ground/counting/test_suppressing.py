"""From what is shown nobody learns of fewer than five, whatever she subtracts."""

from hypothesis import given
from hypothesis import strategies as some

from klik.ground.counting.suppressing import FEWEST, bands_of, shown_cells, shown_shares

COUNTS = some.lists(some.integers(0, 12), min_size=1, max_size=7)


@given(COUNTS)
def test_no_cell_follows_from_the_others(counts: list[int]) -> None:
    cells = dict(enumerate(counts))

    shown = shown_cells(cells)

    left_out = [count for key, count in cells.items() if key not in shown]
    assert all(count >= FEWEST for count in shown.values())
    if shown:
        # What subtraction gives: the sum of what is left out, which is of one cell or of none.
        assert not left_out or (sum(left_out) >= FEWEST and len(left_out) > 1)


@given(COUNTS)
def test_nothing_is_left_out_without_need(counts: list[int]) -> None:
    cells = dict(enumerate(counts))

    if min(counts) >= FEWEST:
        assert shown_cells(cells) == cells


@given(COUNTS, some.integers(0, 30))
def test_neither_who_chose_nor_who_did_not_are_few(counts: list[int], total: int) -> None:
    for count in shown_shares(dict(enumerate(counts)), total).values():
        assert count >= FEWEST
        assert total - count >= FEWEST


@given(COUNTS)
def test_bands_hold_five_and_leave_nobody_out(counts: list[int]) -> None:
    histogram = dict(enumerate(counts, start=1))

    bands = bands_of(histogram)

    assert all(band.count >= FEWEST for band in bands)
    if sum(counts) >= FEWEST:
        assert sum(band.count for band in bands) == sum(counts)
        covered = [value for band in bands for value in range(band.least, band.most + 1)]
        assert covered == list(histogram)
    else:
        assert bands == ()


def test_two_cells_of_which_one_is_small_are_both_left_out() -> None:
    assert shown_cells({"yes": 97, "no": 3}) == {}
    assert shown_cells({"yes": 40, "no": 20, "none": 0, "else": 4}) == {"yes": 40}
    assert shown_cells({"yes": 40, "no": 20, "none": 3, "else": 4}) == {"yes": 40, "no": 20}
