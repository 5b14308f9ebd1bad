"""The municipalities of Flanders that also speak French with their residents.

Source: laws on the use of languages in administrative matters, coordinated on 18 July 1966,
articles 7 (the six on the edge of Brussels) and 8 (on the language border).
"""

from __future__ import annotations

from typing import Final

FRENCH_TOO: Final = frozenset(
    {
        "23009",  # Bever
        "23098",  # Drogenbos
        "23099",  # Kraainem
        "23100",  # Linkebeek
        "23101",  # Sint-Genesius-Rode
        "23102",  # Wemmel
        "23103",  # Wezembeek-Oppem
        "33016",  # Mesen
        "34043",  # Spiere-Helkijn
        "45041",  # Ronse
        "73028",  # Herstappe
        "73109",  # Voeren
    }
)


def speaks_french_too(nis: str) -> bool:
    """Say whether a municipality must also offer its services in French."""
    return nis in FRENCH_TOO
