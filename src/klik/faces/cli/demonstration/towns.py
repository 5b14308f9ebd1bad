"""The three towns of the demonstration; it needs no Django."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

_SHIPPED: Final = resources.files("klik.packages") / "shipped"
_HERE: Final = resources.files("klik.faces.cli.demonstration")
PACKAGE: Final = Path(str(_SHIPPED / "geboortepremie"))
FAMILY: Final = Path(str(_HERE / "family.yaml"))


@dataclass(frozen=True, slots=True)
class Town:
    """One town and how far it is.

    Attributes:
        nis: Its NIS code.
        name: As people call it.
        slug: As it stands in addresses.
        adoption: The file of its adoption.
        house_colour: Of its pages.
        shows: What the demonstration shows of it.
    """

    nis: str
    name: str
    slug: str
    adoption: Path
    house_colour: str
    shows: str


WINGENE: Final = Town(
    "37021", "Wingene", "wingene",
    Path(str(_SHIPPED / "adoptions" / "geboortepremie" / "00-wingene.yaml")),
    "#2e7d4f", "a run that was executed",
)  # fmt: skip
HERENT: Final = Town(
    "24038", "Herent", "herent", Path(str(_HERE / "herent.yaml")),
    "#1d4f91", "a run that waits for approval",
)  # fmt: skip
ANTWERPEN: Final = Town(
    "11002", "Antwerpen", "antwerpen", Path(str(_HERE / "antwerpen.yaml")),
    "#b3202a", "a delivery that nobody planned yet",
)  # fmt: skip
TOWNS: Final = (WINGENE, HERENT, ANTWERPEN)
