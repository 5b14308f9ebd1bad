"""What the register changed: each column of a row before and after, people in it masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from klik.domains.registers import queries as registers
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.persons import (
    ADDRESS_COLUMNS,
    cell_written,
    label_of,
    protected_word,
)
from klik.packages.records import BIRTHS

if TYPE_CHECKING:
    from klik.domains.registers.queries import StoredRow
    from klik.faces.desk.tasks.opening import Opened

_NOT_COMPARED: Final = frozenset({"run_id"})


@dataclass(frozen=True, slots=True)
class Changed:
    """One column that is not what it was."""

    label: str
    before: str
    now: str


def compared(request: DeskRequest, opened: Opened) -> list[Changed]:
    """Return what differs between the row that a decision rests on and the one that counts now."""
    if opened.row is None:
        return []
    before = _before(request, opened)
    if before is None:
        return []
    rows = before.accepted.values, opened.row.accepted.values
    return changes_shown(*rows, hides_address=opened.hides_address)


def changes_shown(
    before: Mapping[str, Any], now: Mapping[str, Any], *, hides_address: bool
) -> list[Changed]:
    """Return the columns of a row of births that differ; of an address, that it does.

    Args:
        before: The row by column.
        now: The row that counts now.
        hides_address: Whether somebody in it has an address that is protected.
    """
    word = protected_word()
    return [
        Changed(one.label, word, word) if hides_address and name in ADDRESS_COLUMNS else one
        for name, one in _changes(before, now)
    ]


def _before(request: DeskRequest, opened: Opened) -> StoredRow | None:
    """Return the row of the decision; the row before where nothing was decided yet."""
    row = opened.row
    tokens = [opened.decision.row_token] if opened.decision else []
    tokens += list(reversed(row.earlier_tokens)) if row else []
    for token in tokens:
        if row is not None and token == row.token:
            continue
        try:
            return registers.row_of(request.municipality.nis, token)
        except registers.RegisterNotFound:
            continue
    return None


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Changed]]:
    for name, column in BIRTHS.columns.items():
        if name in _NOT_COMPARED or before.get(name) == now.get(name):
            continue
        written = [cell_written(column, one.get(name), is_masked=True) for one in (before, now)]
        if written[0] == written[1]:
            written[1] = _("{value} (another one)").format(value=written[1])
        was, now_is = (one or _("not known") for one in written)
        yield name, Changed(label_of(name), was, now_is)
