"""The types of the rule language and what each may hold.

Numbers carry how many digits they may need: `whole` before the point and `scale` behind it. The
checker adds these up, so that no product can overflow an engine's 38 digits while it is computed.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace


class Kind(enum.StrEnum):
    """What an expression gives; the words are those of a package's `type:`."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"
    SET = "set"
    INSZ = "insz"
    IBAN = "iban"
    KBO = "kbo"
    NIS = "nis"
    ADDRESS = "address"
    FILE = "file"
    TABLE = "table"
    ROWS = "rows"
    NULL = "null"


NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
# Words that are written and compared as text; each stays its own type, only a literal fits any.
WORDS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.INSZ, Kind.IBAN, Kind.KBO, Kind.NIS, Kind.ADDRESS})
ORDERED = NUMBERS | {Kind.DATE}
UNCOMPARED = frozenset({Kind.SET, Kind.TABLE, Kind.FILE, Kind.ROWS})
MAXIMUM_DIGITS = 38


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression or a declared name.

    Attributes:
        kind: What it is.
        may_be_none: Whether *none* is a known value of it.
        whole: Digits before the point that a number may need.
        scale: Digits behind the point that a number may need.
        options: The words of a choice; None where any word will do.
        item: The kind of a set's items.
    """

    kind: Kind
    may_be_none: bool = False
    whole: int = 0
    scale: int = 0
    options: frozenset[str] | None = None
    item: Kind | None = None

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def with_none(self, *, may_be_none: bool) -> Type:
        """Return this type, with or without *none* among its values."""
        if self.may_be_none == may_be_none:
            return self
        return replace(self, may_be_none=may_be_none)

    def __str__(self) -> str:
        return self.kind.value if self.item is None else f"set of {self.item.value}"


BOOLEAN = Type(Kind.BOOLEAN)
INTEGER = Type(Kind.INTEGER, whole=9)
DECIMAL = Type(Kind.DECIMAL, whole=9, scale=6)
MONEY = Type(Kind.MONEY, whole=10, scale=2)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)
NULL = Type(Kind.NULL)


def plain_type(kind: Kind) -> Type:
    """Return the type of a declared name of `kind` that says nothing more."""
    sized = {Kind.INTEGER: INTEGER, Kind.DECIMAL: DECIMAL, Kind.MONEY: MONEY}
    return sized.get(kind, Type(kind))


class _NoneValue(enum.Enum):
    """The known absence of a value; unknown is Python's None."""

    NONE = "none"

    def __repr__(self) -> str:
        return "none"


NONE = _NoneValue.NONE
