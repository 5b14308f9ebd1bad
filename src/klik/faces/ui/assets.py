"""The stylesheet and icons for a page that stands on its own, in a folder on disk."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path

STYLESHEET = "klik.css"
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)".*?</symbol>', re.DOTALL)


def copy_stylesheet(folder: Path) -> str:
    """Write the stylesheet into `folder` and return its name."""
    source = resources.files(__package__).joinpath("static", STYLESHEET)
    (folder / STYLESHEET).write_bytes(source.read_bytes())
    return STYLESHEET


def icon_symbols(*names: str) -> str:
    """Return the SVG symbols of icons, to stand once in a page.

    A page that is opened from disk cannot refer to another file's symbols.

    Raises:
        KeyError: There is no such icon.
    """
    return "".join(_symbols()[name] for name in names)


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, in the order of their file."""
    return tuple(_symbols())


@cache
def _symbols() -> dict[str, str]:
    text = resources.files(__package__).joinpath("static", "icons.svg").read_text(encoding="utf-8")
    return {found.group(1): found.group(0) for found in _SYMBOL.finditer(text)}
