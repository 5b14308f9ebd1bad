"""Take over the calendar of a waste company: its zones, their streets and their days."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from klik.domains.audit.operations import record_act
from klik.domains.knowledge import access
from klik.domains.knowledge.models import WasteKind, WasteRound, WasteStreet, WasteZone
from klik.domains.knowledge.operations.writing import PagesNotYours
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor, require_acting_for

LARGEST_BYTES: Final = 2_000_000
_SHOWN: Final = 5
_DATES: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


class WasteRefused(Refusal):
    """A file that cannot be taken over as a whole; nothing of it was kept.

    Attributes:
        texts: What is wrong, line by line, in Dutch and English.
        remedy: What would be accepted, likewise.
    """

    status = 422
    reason = "This file cannot be read. Give columns zone, kind and date, or zone and street."
    remedy: Mapping[str, str] = {
        "nl": "Verbeter het bestand en stuur het opnieuw. Er is niets van bewaard.",
        "en": "Correct the file and send it again. Nothing of it was kept.",
    }

    def __init__(self, faults: list[tuple[int, str, str]]) -> None:
        shown, more = faults[:_SHOWN], len(faults) - _SHOWN
        self.texts = {
            "nl": " ".join(f"Regel {line}: {dutch}." for line, dutch, _ in shown)
            + (f" En nog {more} regels." if more > 0 else ""),
            "en": " ".join(f"Line {line}: {english}." for line, _, english in shown)
            + (f" And {more} lines more." if more > 0 else ""),
        }
        super().__init__(self.texts["en"])


@dataclass(frozen=True, slots=True)
class Taken:
    """How many of each a file brought."""

    zones: int
    rows: int


def take_rounds(municipality_nis: str, content: bytes, *, moment: datetime) -> Taken:
    """Take over a file of rounds (columns zone, kind, date); the same again changes nothing.

    What was known of the years that the file covers is replaced, for every zone.

    Args:
        municipality_nis: Among those acted for.
        content: CSV in UTF-8, with a comma or a semicolon; days as 2027-01-04 or 04/01/2027.
        moment: When.

    Raises:
        PagesNotYours: Another role.
        WasteRefused: A row says something else; names each line. Nothing is kept.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    _require_writer(municipality_nis)
    rows = list(_read_rounds(content))
    zones = _zones(municipality_nis, {zone for zone, _, _ in rows}, moment)
    years = {day.year for _, _, day in rows}
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    known = WasteRound.objects.filter(municipality_nis=municipality_nis)
    known.filter(day__gte=first, day__lte=last).delete()
    WasteRound.objects.bulk_create(
        [
            WasteRound(municipality_nis=municipality_nis, zone=zones[zone], kind=kind, day=day)
            for zone, kind, day in sorted(set(rows))
        ]
    )
    return _taken(municipality_nis, "knowledge.take-rounds", Taken(len(zones), len(rows)), moment)


def take_streets(municipality_nis: str, content: bytes, *, moment: datetime) -> Taken:
    """Take over a file of streets (columns zone, street), in place of those that were known.

    Raises:
        PagesNotYours: Another role.
        WasteRefused: A row says something else, or a street lies in two zones. Nothing is kept.
        NotActing, OutsideActing: Nobody acts for the municipality here.
    """
    _require_writer(municipality_nis)
    placed = _read_streets(content)
    zones = _zones(municipality_nis, set(placed.values()), moment)
    WasteStreet.objects.filter(municipality_nis=municipality_nis).delete()
    WasteStreet.objects.bulk_create(
        [
            WasteStreet(municipality_nis=municipality_nis, zone=zones[zone], name=street)
            for street, zone in placed.items()
        ]
    )
    counted = Taken(len(zones), len(placed))
    return _taken(municipality_nis, "knowledge.take-streets", counted, moment)


def _read_rounds(content: bytes) -> Iterator[tuple[str, str, date]]:
    faults: list[tuple[int, str, str]] = []
    found = []
    for line, row in _rows(content, ("zone", "kind", "date")):
        day = _day(row["date"])
        kind = row["kind"].lower()
        if not row["zone"] or len(row["zone"]) > 60:  # noqa: PLR2004 -- the column of the table
            faults.append((line, "de zone ontbreekt of is te lang", "no zone, or too long a one"))
        elif kind not in WasteKind.values:
            known = ", ".join(WasteKind.values)
            faults.append((line, f"kies als soort: {known}", f"choose as kind: {known}"))
        elif day is None:
            faults.append((line, "schrijf de dag als 2027-01-04", "write the day as 2027-01-04"))
        else:
            found.append((row["zone"], kind, day))
    if faults:
        raise WasteRefused(faults)
    yield from found


def _read_streets(content: bytes) -> dict[str, str]:
    faults: list[tuple[int, str, str]] = []
    placed: dict[str, str] = {}
    for line, row in _rows(content, ("zone", "street")):
        if not row["zone"] or not row["street"]:
            faults.append((line, "zone of straat ontbreekt", "zone or street is missing"))
        elif placed.setdefault(row["street"], row["zone"]) != row["zone"]:
            faults.append((line, "deze straat ligt in twee zones", "this street is in two zones"))
    if faults:
        raise WasteRefused(faults)
    return placed


def _rows(content: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    named = ", ".join(columns)
    wrong = [(1, f"geef de kolommen {named}, in UTF-8", f"give the columns {named}, in UTF-8")]
    try:
        text = content[:LARGEST_BYTES].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WasteRefused(wrong) from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if not set(columns) <= set(names):
        raise WasteRefused(wrong)
    reader.fieldnames = names
    is_empty = True
    for row in reader:
        is_empty = False
        yield reader.line_num, {name: (row[name] or "").strip() for name in columns}
    if is_empty:
        raise WasteRefused([(2, "er staat geen enkele rij in", "there is no row in it")])


def _day(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None


def _zones(municipality_nis: str, names: set[str], moment: datetime) -> dict[str, WasteZone]:
    WasteZone.objects.bulk_create(
        [
            WasteZone(municipality_nis=municipality_nis, name=name, changed_at=moment)
            for name in sorted(names)
        ],
        update_conflicts=True,
        unique_fields=["municipality_nis", "name"],
        update_fields=["changed_at"],
    )
    rows = WasteZone.objects.filter(municipality_nis=municipality_nis, name__in=names)
    return {zone.name: zone for zone in rows}


def _require_writer(municipality_nis: str) -> None:
    require_acting_for(municipality_nis)
    if not access.may_write(current_actor()):
        raise PagesNotYours


def _taken(municipality_nis: str, act: str, taken: Taken, moment: datetime) -> Taken:
    record_act(
        municipality_nis,
        act,
        subject=f"waste:{municipality_nis}",
        payload={"zones": taken.zones, "rows": taken.rows},
        moment=moment,
    )
    return taken
