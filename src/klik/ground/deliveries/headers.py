"""The columns of a delivery against the agreement: nothing more, and nothing left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from klik.ground.deliveries.refused import DeliveryRefused
from klik.ground.identifiers.masking import mask
from klik.packages.records import Record

# A header may turn out to be a row of people: only what looks like a column's name is repeated.
_COLUMN_NAME = re.compile(r"(?!(?:\D*\d){5})[A-Za-z_][A-Za-z0-9_]{0,39}", re.ASCII)
_MOST_NAMES_SHOWN = 20


def check_agreement(agreed: Collection[str], *, record: Record) -> None:
    """Check that the columns of an agreement exist and suffice.

    Raises:
        DeliveryRefused: `agreement-unknown` or `agreement-incomplete`.
    """
    unknown = [name for name in agreed if name not in record.columns]
    if unknown:
        raise DeliveryRefused(
            "agreement-unknown", columns=list_names(unknown), expected=", ".join(record.columns)
        )
    missing = [name for name in record.filled_columns if name not in agreed]
    if missing:
        raise DeliveryRefused("agreement-incomplete", columns=list_names(missing))


def check_header(names: Sequence[str], *, agreed: Collection[str], record: Record) -> None:
    """Check that a file carries the agreed columns and no others.

    Args:
        names: The column names of the file, in its order.
        agreed: The columns that the agreement lists.
        record: The published record that the agreement is about.

    Raises:
        DeliveryRefused: `header-missing`, `columns-repeated`, `columns-unknown`,
            `columns-not-agreed` or `columns-missing`.
    """
    present = set(names)
    if present.isdisjoint(record.columns):
        raise DeliveryRefused("header-missing", expected=", ".join(list(record.columns)[:3]))
    found = {
        "columns-repeated": sorted(name for name in present if names.count(name) > 1),
        "columns-unknown": [name for name in names if name not in record.columns],
        "columns-not-agreed": [name for name in names if name not in agreed],
        "columns-missing": [
            name for name in record.required_columns if name in agreed and name not in present
        ],
    }
    for code, offending in found.items():
        if offending:
            raise DeliveryRefused(code, columns=list_names(offending))


def list_names(names: Sequence[str]) -> str:
    """Return `names` as a sentence may hold them: few, and masked where they may be a person's."""
    shown = [_shown(name) for name in names[:_MOST_NAMES_SHOWN]]
    return ", ".join([*shown, "..."] if len(names) > _MOST_NAMES_SHOWN else shown)


def _shown(name: str) -> str:
    return name if _COLUMN_NAME.fullmatch(name) else mask(name) or "(leeg / empty)"
