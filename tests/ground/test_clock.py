"""The moment is aware and that of Brussels."""

from datetime import timedelta

from klik.ground.clock import moment_now, today


def test_the_moment_is_that_of_brussels() -> None:
    offset = moment_now().utcoffset()

    assert offset in (timedelta(hours=1), timedelta(hours=2))


def test_today_is_the_day_of_this_moment() -> None:
    before = moment_now().date()

    assert before <= today() <= moment_now().date()
