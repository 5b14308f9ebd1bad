"""The registry of who keeps what of a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol

Value = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held of a person, in the language of the page.

    Attributes:
        kind: Of thing, as a code, such as `resident` or `letter`.
        title: What it is.
        source: Where it comes from.
        under: Under which law, regulation or agreement it is held.
        fields: Its labels and values, as she may see them; amounts in whole cents.
        since: Since when it is held.
        masked: Labels of which a screen shows the value masked, and a download the whole.
        corrects: Who corrects it when it is wrong, in a sentence.
        reference: Names the thing, such as that of a decision; empty where it has none.
    """

    kind: str
    title: str
    source: str
    under: str
    fields: Mapping[str, Value] = field(repr=False)
    since: date | datetime | None = None
    masked: frozenset[str] = frozenset()
    corrects: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is not erased, and why.

    Attributes:
        kind: As in `Held`.
        why: In a sentence, in the language of the page.
        until: The day on which it goes by itself, where that is known.
    """

    kind: str
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """What became of a wish to be forgotten.

    Attributes:
        erased: How many things went.
        kept: What stays.
    """

    erased: int = 0
    kept: tuple[Kept, ...] = ()


class HeldAbout(Protocol):
    """Says what a domain holds of a person in the municipalities acted for."""

    def __call__(self, person: bytes, /) -> list[Held]:
        """Return it; `person` is a keyed hash."""


class Erase(Protocol):
    """Erases what a domain holds of a person in the municipalities acted for, or says why not."""

    def __call__(self, person: bytes, /, *, moment: datetime) -> Erasure:
        """Erase it; `person` is a keyed hash."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """A domain that holds data of persons.

    Attributes:
        name: Of the domain.
        held_about: As above.
        erase: As above.
        covers: The tables that these two answer for, as `people.Resident`.
    """

    name: str
    held_about: HeldAbout
    erase: Erase
    covers: frozenset[str]


_keepers: Final[dict[str, Keeper]] = {}


def register_keeper(
    name: str, *, held_about: HeldAbout, erase: Erase, covers: Collection[str]
) -> None:
    """Let a domain answer for what it holds of persons; the same name again replaces it."""
    _keepers[name] = Keeper(name, held_about, erase, frozenset(covers))


def keepers() -> list[Keeper]:
    """Return every keeper, in the order in which they were registered."""
    return list(_keepers.values())


def held_about(persons: Collection[bytes]) -> list[Held]:
    """Return everything that is held of one person in the municipalities acted for.

    Args:
        persons: Her keyed hashes: of her number, and of those that it replaced.

    Raises:
        NotActing: Outside `acting_for`.
    """
    hers = sorted(set(persons))
    return [held for keeper in keepers() for one in hers for held in keeper.held_about(one)]


def erase_all(persons: Collection[bytes], *, moment: datetime) -> Erasure:
    """Erase everything of one person that may be erased, in the municipalities acted for.

    Raises:
        NotActing: Outside `acting_for`.
        Refusal: Whoever acts may not erase it; nothing was erased.
    """
    done = [
        keeper.erase(one, moment=moment) for keeper in keepers() for one in sorted(set(persons))
    ]
    kept = dict.fromkeys(one for erasure in done for one in erasure.kept)
    return Erasure(sum(erasure.erased for erasure in done), tuple(kept))
