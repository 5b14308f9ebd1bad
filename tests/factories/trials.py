"""Trials of the printed package: deliveries made of good rows, and what came out of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.ground.letters.pdf_text import text_of
from tests.packages.printed_package import UNCHECKED, Change, adopted, compiled

from klik.ground.deliveries.synthetic import Row, write_births
from klik.ground.trial import FILES, Totals, Trial, run_trial
from klik.packages.adoption import Adoption
from klik.packages.records import BIRTHS
from klik.packages.wording import Language

SAMPLE = Path(__file__).parents[1] / "ground" / "deliveries" / "births_sample.csv"
DAY = date(2026, 3, 2)
CHILDREN = ("26010590314", "26010990586", "26011290791", "26012090943", "26012091141")


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial that was run."""

    totals: Totals
    out: Path
    language: Language

    def table(self, kind: str) -> list[dict[str, str]]:
        """Return one of the lists, row by row."""
        with self.path(kind).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    def path(self, kind: str) -> Path:
        """Return where one kind of output stands."""
        return self.out / FILES[kind][self.language]

    def letters(self) -> dict[str, bytes]:
        """Return every letter by its reference."""
        return {one.stem: one.read_bytes() for one in sorted(self.path("letters").iterdir())}

    def payment_files(self) -> list[bytes]:
        """Return the files for the bank."""
        return [one.read_bytes() for one in sorted(self.path("payments").iterdir())]

    def reasons(self) -> list[dict[str, Any]]:
        """Return every decision with its reasons."""
        lines = self.path("reasons").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


def adoption_in(path: Path, *changes: Change, package: Sequence[Change] = (UNCHECKED,)) -> Adoption:
    """Return the adoption of the printed package, both with words replaced."""
    path.mkdir(parents=True, exist_ok=True)
    return adopted(path, *changes, package=compiled(path, *package))


def good_row(number: int = 0, **cells: str) -> Row:
    """Return a row that is granted, of the child with this number, with other cells."""
    header, first, *_ = SAMPLE.read_text(encoding="utf-8").splitlines()
    row = dict.fromkeys(BIRTHS.columns, "")
    row |= dict(zip(header.split(";"), first.split(";"), strict=True))
    return row | {"child_insz": CHILDREN[number]} | cells


def delivery_of(path: Path, adoption: Adoption, *rows: Row, name: str = "births.csv") -> Path:
    """Write rows as a delivery of the agreed columns."""
    write_births(path / name, rows, columns=adoption.columns)
    return path / name


def tried(
    adoption: Adoption,
    delivery: Path,
    out: Path,
    *,
    language: Language = "nl",
    decided_on: date = DAY,
    workers: int = 1,
) -> Tried:
    """Run a trial and return what came out."""
    totals = run_trial(Trial(adoption, delivery, decided_on, language), out, workers=workers)
    return Tried(totals, out, language)


def tried_rows(path: Path, *rows: Row, adoption: Adoption | None = None, **options: Any) -> Tried:
    """Run a trial of these rows."""
    adoption = adoption or adoption_in(path)
    return tried(adoption, delivery_of(path, adoption, *rows), path / "out", **options)


def said_in(pdf: bytes) -> str:
    """Return the text of a letter without any blank: lines and hard spaces break where they may."""
    return "".join(text_of(pdf).split())


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name within it."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }
