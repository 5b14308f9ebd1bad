"""The colours of a letter, from the one colour that a municipality chooses.

The hue is theirs, the lightness is ours: bounded in OKLCH, so that white on the band and the
house colour on paper stay legible (WCAG 2.1, 4.5:1) for a yellow, a grey or a navy alike.

Source: the matrices of Oklab, Björn Ottosson, 2020.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from klik.ground.letters.refusals import LetterTextRefused

_LONGEST_SHOWN = 20
_FORM = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class HouseColours:
    """Hexadecimal colours: `solid` carries white, `soft` marks, `tint` lies under ink."""

    solid: str
    soft: str
    tint: str


@dataclass(frozen=True, slots=True)
class _Bounds:
    lightest: float
    darkest: float
    chroma: float


_SOLID = _Bounds(lightest=0.47, darkest=0.32, chroma=0.17)
_SOFT = _Bounds(lightest=0.80, darkest=0.80, chroma=0.06)
_TINT = _Bounds(lightest=0.965, darkest=0.965, chroma=0.014)


@lru_cache(maxsize=512)
def house_colours(house_colour: str) -> HouseColours:
    """Return the colours that follow from `house_colour`.

    Args:
        house_colour: `#rrggbb`.

    Raises:
        LetterTextRefused: It is not of that form.
    """
    if not _FORM.fullmatch(house_colour):
        raise LetterTextRefused("colour", colour=repr(house_colour[:_LONGEST_SHOWN]))
    lab = _oklab(house_colour)
    return HouseColours(
        solid=_bounded(lab, _SOLID), soft=_bounded(lab, _SOFT), tint=_bounded(lab, _TINT)
    )


def contrast(first: str, second: str) -> float:
    """Return the contrast between two colours, from 1 to 21; text needs 4.5.

    Args:
        first: `#rrggbb`.
        second: Likewise, in any order.

    Raises:
        LetterTextRefused: One of them is not of that form.

    Source: WCAG 2.1, definition of contrast ratio.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    house_colours(colour)  # refuses what is none
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _bounded(lab: tuple[float, float, float], bounds: _Bounds) -> str:
    lightness, green_red, blue_yellow = lab
    chroma = hypot(green_red, blue_yellow)
    scale = min(chroma, bounds.chroma) / chroma if chroma else 0.0
    lightness = min(max(lightness, bounds.darkest), bounds.lightest)
    return _hexadecimal((lightness, green_red * scale, blue_yellow * scale))


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _hexadecimal(lab: tuple[float, float, float]) -> str:
    lightness, green_red, blue_yellow = lab
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_encoded(part) * 255):02x}" for part in linear)


_DARK_LINEAR, _DARK_ENCODED = 0.0031308, 0.04045  # sRGB is a straight line below these


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK_ENCODED else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    inside = min(max(part, 0.0), 1.0)
    return inside * 12.92 if inside <= _DARK_LINEAR else 1.055 * inside ** (1 / 2.4) - 0.055
