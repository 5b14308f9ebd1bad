import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.letters.colours import house_colours
from klik.ground.letters.refusals import LetterTextRefused

PAPER, INK_3 = "#ffffff", "#675f54"


@given(st.integers(0, 0xFFFFFF))
def test_every_house_colour_is_legible(number: int) -> None:
    colours = house_colours(f"#{number:06x}")

    assert _contrast(colours.solid, PAPER) >= 4.5
    assert _contrast(INK_3, colours.tint) >= 4.5


def test_a_dark_house_colour_is_kept() -> None:
    solid = house_colours("#1f3f95").solid

    assert solid == "#1f3f95"


@pytest.mark.parametrize("colour", ["", "green", "2e7d4f", "#2e7d4", "#2e7d4g", '#2e7d4f")'])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(LetterTextRefused, match="hexadecimal"):
        house_colours(colour)


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("[0-9a-f]{2}", colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
