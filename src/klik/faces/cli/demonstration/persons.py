"""Whom a visitor of the demonstration can be: fictitious people of the births of a town."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from klik.domains.messages import queries as messages
from klik.domains.people import queries as people
from klik.faces.cli.demonstration.towns import Town
from klik.ground.tenancy import Actor, ActorKind, acting_for

FILE: Final = "persons.json"
_READER: Final = Actor(ActorKind.OPERATOR, "demo")
_OLD: Final = {
    "number": "44022800296",
    "given_name": "Alda",
    "family_name": "Voorbeeld-Beuk",
    "what": "Zij is 82 jaar, en vroeg hier nog nooit iets.",
}
_Birth = Mapping[str, str]


def write_persons(folder: Path, town: Town, births: Path) -> int:
    """Write the persons whom a visitor can be, and return how many.

    Args:
        folder: Of the demonstration.
        town: Whose run was executed.
        births: The file that it delivered.
    """
    with births.open(encoding="utf-8-sig", newline="") as read:
        rows = list(csv.DictReader(read, delimiter=";"))
    with acting_for([town.nis], _READER, only_reading=True):
        told = [row for row in rows if _was_told(row["beneficiary1_insz"])]
    found = [*_chosen(told, rows), _OLD]
    persons = list({one["number"]: one for one in found}.values())
    (folder / FILE).write_text(json.dumps(persons, ensure_ascii=False, indent=2), encoding="utf-8")
    return len(persons)


def _chosen(told: Iterable[_Birth], rows: Iterable[_Birth]) -> list[dict[str, str]]:
    granted = [row for row in told if row["beneficiary2_insz"]]
    apart = [row for row in rows if row["beneficiary2_nis"] not in {"", row["beneficiary1_nis"]}]
    wanted: tuple[tuple[list[_Birth], int, str], ...] = (
        (granted[:1], 1, "Kreeg automatisch de premie voor {}."),
        (granted[1:2], 1, "Kreeg automatisch de premie voor {}."),
        (granted[:1], 2, "De andere ouder van {}."),
        (apart[:1], 1, "Ouder van {}, woont apart."),
        (apart[:1], 2, "De andere ouder van {}, woont apart."),
    )
    return [
        _person(row, place, what.format(row["child_first_names"]))
        for found, place, what in wanted
        for row in found
    ]


def _person(row: _Birth, place: int, what: str) -> dict[str, str]:
    given_name, _, family_name = row[f"beneficiary{place}_name"].partition(" ")
    return {
        "number": row[f"beneficiary{place}_insz"],
        "given_name": given_name,
        "family_name": family_name,
        "what": what,
    }


def _was_told(number: str) -> bool:
    return bool(number) and messages.messages_to(people.person_of(number)).exists()
