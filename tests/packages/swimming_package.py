"""An invented package on request, with every kind of question; nobody in it exists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from klik.packages.adoption import Adoption, adoption_document, adoption_of
from klik.packages.compiling import Package
from klik.packages.loading import load_package

SWIMMING = Path(__file__).parent / "swimming"
ADOPTION = Path(__file__).parent / "adoptions" / "swimming.yaml"


@cache
def package() -> Package:
    """Return the package, compiled."""
    return load_package(SWIMMING)


def adoption(*changes: tuple[str, str]) -> Adoption:
    """Return its adoption, with words replaced, each of which must be there."""
    text = ADOPTION.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return adoption_of(adoption_document(text.encode(), file=ADOPTION.name), package())
