"""Numbers of people and accounts that nobody has: valid check digits, unlikely serials.

Nothing here is drawn by lot: a child's number follows from its place in the year, so that files of
two municipalities never hold the same child.
"""

from __future__ import annotations

from datetime import date, timedelta

HIGHEST_SERIAL = 998
# Serials of 100 to 669 are for the second and third child of one birth, one pair per municipality.
LOWEST_SERIAL = 670
_SIBLING_SERIAL = 100
_MUNICIPALITIES = 285
# Prime, so that neighbours in the list are born all over the year.
_STRIDE = 137
_PARENTS_FIRST_DAY = date(1976, 1, 1)
_PARENTS_DAYS = 10_950
_PARENTS_STRIDE = 7_919


def children_a_year(year: int) -> int:
    """Return how many children of `year` have a number of their own."""
    return _days_in(year) * (HIGHEST_SERIAL - LOWEST_SERIAL + 1)


def child_birth_date(place: int, *, year: int) -> date:
    """Return the day on which the child at `place` in the list of `year` is born."""
    return date(year, 1, 1) + timedelta(days=place * _STRIDE % _days_in(year))


def child_insz(place: int, *, born_on: date, year: int, months_added: int = 0) -> str:
    """Return the number of the child at `place` in the list of `year`.

    Args:
        place: From 0; below children_a_year.
        born_on: Its day of birth; another year than `year` for an adopted child.
        year: The year of the list.
        months_added: 20 or 40 for a bis number.
    """
    serial = HIGHEST_SERIAL - place // _days_in(year)
    return insz(born_on, serial=serial, months_added=months_added)


def sibling_insz(born_on: date, *, ordinal: int, sibling: int) -> str:
    """Return the number of the second (`sibling` 1) or third (2) child of one birth.

    `ordinal` is the place of the municipality among all, from 0.
    """
    return insz(born_on, serial=_SIBLING_SERIAL + (sibling - 1) * _MUNICIPALITIES + ordinal)


def parent_insz(place: int, *, knows_day: bool = True) -> str:
    """Return the number of a grown-up; with 00 for month and day where the day is not known."""
    born_on = _PARENTS_FIRST_DAY + timedelta(days=place * _PARENTS_STRIDE % _PARENTS_DAYS)
    serial = HIGHEST_SERIAL - place // _PARENTS_DAYS
    return insz(born_on, serial=serial, knows_day=knows_day)


def insz(born_on: date, *, serial: int, months_added: int = 0, knows_day: bool = True) -> str:
    """Return the register number of someone born on `born_on`.

    Source: royal decree of 3 April 1984; a 2 is put before the nine digits from 2000 on.
    """
    month, day = (born_on.month + months_added, born_on.day) if knows_day else (0, 0)
    nine = f"{born_on:%y}{month:02d}{day:02d}{serial:03d}"
    century = "2" if born_on.year >= 2000 else ""  # noqa: PLR2004 -- the year the rule changes
    return f"{nine}{97 - int(century + nine) % 97:02d}"


def belgian_iban(place: int) -> str:
    """Return a Belgian account at bank 999, which does not exist."""
    ten = f"999{place % 10_000_000:07d}"
    return _iban("BE", f"{ten}{int(ten) % 97 or 97:02d}")


def foreign_iban(country: str, place: int) -> str:
    """Return an account at a bank that does not exist in `country`, NL or DE."""
    bank = {"NL": "KLIK", "DE": "99999999"}[country]
    return _iban(country, f"{bank}{place % 10_000_000_000:010d}")


def _iban(country: str, account: str) -> str:
    # ISO 13616: letters count from A = 10, country and 00 moved to the end.
    digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def _days_in(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
