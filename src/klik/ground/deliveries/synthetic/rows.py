"""One fictitious birth, as the agency would deliver it. Every name carries `Voorbeeld`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from klik.ground.deliveries.synthetic import numbers
from klik.ground.territory import Municipality

Row = dict[str, str]

_CHILDREN = (
    *("Noor", "Lou", "Finn", "Mila", "Jef", "Zoë", "Noé", "Chloé", "Amina", "Ömer", "Lina", "Bas"),
    *("Elif", "Renée", "Jules", "Fien", "Anaïs", "Warre", "Yara", "Tuur", "Björn", "Marie-Lou"),
)
_GROWN_UPS = (
    *("An", "Karel", "Fatima", "Joël", "Inès", "Pieter", "Sofie", "Mehmet", "Hélène", "Dries"),
    *("Ilse", "Youssef", "Katrien", "Tom", "Agnieszka", "Raúl", "Lies", "Bram", "Naïma", "Wout"),
)
_FAMILIES = (
    *("Duin", "Beek", "Heide", "Berk", "Linde", "Kiezel", "Wolk", "Veld", "Brug", "Molen"),
    *("Haven", "Steen", "Vijver", "Kroon", "Esdoorn", "Zand", "Meeuw", "Toren", "Akker", "Dijk"),
)
_STREETS = ("Voorbeeldstraat", "Voorbeeldlaan", "Voorbeeldplein", "Voorbeelddreef", "Voorbeeldweg")
_PAYERS = ("FONS", "Infino", "KidsLife", "MyFamily", "Parentia")
_REGISTERS = ("bevolkingsregister", "vreemdelingenregister", "wachtregister")

# Shares of what is not rare; what is rare comes from edge_cases.py.
_REGISTER_WEIGHTS = (93, 6, 1)
_RANK_WEIGHTS = (46, 35, 13, 4, 2)
_SINGLE_PARENTS = 0.08
_SOCIAL_SUPPLEMENTS = 0.2
_CARE_SUPPLEMENTS = 0.04
_NEWCOMERS = 0.06
_DAYS_OF_A_NEWCOMER = 700
_DAYS_OF_A_RESIDENT = 6_000


@dataclass(slots=True)
class Maker:
    """What makes the rows of one municipality and year; each row takes the next place.

    Attributes:
        municipality: Where the children live.
        ordinal: Its place among all municipalities, from 0.
        year: The year of birth.
        place: The place in the list of the year that the next child takes.
        random: Draws what is not decided by the place.
    """

    municipality: Municipality
    ordinal: int
    year: int
    place: int
    random: Random = field(repr=False)

    def next_place(self) -> int:
        """Take the next place; it wraps around when every child of the year has a number."""
        place = self.place % numbers.children_a_year(self.year)
        self.place += 1
        return place

    def make_row(self) -> Row:
        """Return one more birth in a family of which everything is known."""
        place, random = self.next_place(), self.random
        born_on = numbers.child_birth_date(place, year=self.year)
        family = f"Voorbeeld-{random.choice(_FAMILIES)}"
        first = f"{random.choice(_GROWN_UPS)} {family}"
        has_supplement = random.random() < _SOCIAL_SUPPLEMENTS
        row = {
            "run_id": run_of(born_on),
            "event": "NIEUW",
            "municipality_nis": self.municipality.nis,
            "child_insz": numbers.child_insz(place, born_on=born_on, year=self.year),
            "child_last_name": family,
            "child_first_names": random.choice(_CHILDREN),
            "birth_date": born_on.isoformat(),
            "birth_type": "geboorte",
            "multiple_birth": "1",
            "rank": str(_draw(random, _RANK_WEIGHTS) + 1),
            **self._address(),
            "domicile_since": born_on.isoformat(),
            "register": _REGISTERS[_draw(random, _REGISTER_WEIGHTS)],
            "beneficiary1_insz": numbers.parent_insz(2 * place),
            "beneficiary1_name": first,
            "beneficiary1_resident_since": self._resident_since(born_on),
            **self._second_beneficiary(place, born_on),
            "iban": numbers.belgian_iban(place),
            "bic": "",
            "account_holder": first,
            "sociale_toeslag": "J" if has_supplement else "N",
            "sociale_toeslag_month": f"{born_on:%Y-%m}" if has_supplement else "",
            "zorgtoeslag": "J" if random.random() < _CARE_SUPPLEMENTS else "N",
            "payer": random.choice(_PAYERS),
            "event_date": born_on.isoformat(),
            "deed_number": f"{self.municipality.nis}-{self.year}-{place:06d}",
            "mother_insz": numbers.parent_insz(2 * place),
            "beneficiary1_nis": self.municipality.nis,
        }
        row["beneficiary2_nis"] = self.municipality.nis if row["beneficiary2_insz"] else ""
        return row

    def _address(self) -> Row:
        random = self.random
        return {
            "street": random.choice(_STREETS),
            "house_number": str(random.randint(1, 240)),
            "box": str(random.randint(1, 9)) if random.random() < 0.2 else "",  # noqa: PLR2004 -- a share
            "postcode": random.choice(self.municipality.postcodes),
            "locality": self.municipality.name,
        }

    def _second_beneficiary(self, place: int, born_on: date) -> Row:
        if self.random.random() < _SINGLE_PARENTS:
            return dict.fromkeys(SECOND_BENEFICIARY, "")
        family = self.random.choice(_FAMILIES)
        return {
            "beneficiary2_insz": numbers.parent_insz(2 * place + 1),
            "beneficiary2_name": f"{self.random.choice(_GROWN_UPS)} Voorbeeld-{family}",
            "beneficiary2_resident_since": self._resident_since(born_on),
        }

    def _resident_since(self, born_on: date) -> str:
        is_newcomer = self.random.random() < _NEWCOMERS
        longest = _DAYS_OF_A_NEWCOMER if is_newcomer else _DAYS_OF_A_RESIDENT
        shortest = 0 if is_newcomer else _DAYS_OF_A_NEWCOMER
        return (born_on - timedelta(days=self.random.randint(shortest, longest))).isoformat()


SECOND_BENEFICIARY = ("beneficiary2_insz", "beneficiary2_name", "beneficiary2_resident_since")


def run_of(day: date) -> str:
    """Return the monthly run that delivers what happened on `day`: the month after it."""
    following = day.replace(day=28) + timedelta(days=4)
    return f"{following:%Y-%m}"


def _draw(random: Random, weights: tuple[int, ...]) -> int:
    """Return an index, drawn by weight; cheaper than random.choices for each row."""
    left = random.random() * sum(weights)
    for index, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return index
    return len(weights) - 1
