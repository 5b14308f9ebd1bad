"""Photos that somebody sends: drawn anew, so that nothing but the picture is kept.

A camera writes in its file where and when a photo was made, by which device, and often a smaller
picture of before it was cut. A photo that is drawn anew holds none of it (EXIF, XMP, IPTC, PNG's
texts), and nothing that was hidden in or behind it.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from klik.ground.refusals import Refusal

MEDIA_TYPE: Final = "image/jpeg"
LARGEST_BYTES: Final = 10_000_000
LONGEST_SIDE: Final = 1600
_MOST_PIXELS: Final = 60_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_QUALITY: Final = 80


class PhotoRefused(Refusal):
    """A file that is no photo, or too large a one."""

    status = 422
    reason = "Send a photo as JPEG, PNG or WebP, of at most 10 MB."


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept.

    Attributes:
        content: A JPEG, without anything beside the picture.
        width: In pixels.
        height: In pixels.
    """

    content: bytes = field(repr=False)
    width: int
    height: int


def redrawn(content: bytes) -> Photo:
    """Return the picture of a file, upright, at most 1600 pixels long, and nothing else of it.

    What it is follows from its content, never from its name.

    Raises:
        PhotoRefused: It is no picture of a form that we take, broken, or too large.
    """
    if not content or len(content) > LARGEST_BYTES:
        raise PhotoRefused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow remarks on, we decide below
            picture = _opened(content)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PhotoRefused from None
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    return Photo(kept.getvalue(), picture.width, picture.height)


def _opened(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as file:
        if file.width * file.height > _MOST_PIXELS:
            raise PhotoRefused
        file.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(file).convert("RGBA")
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        # Onto a new white sheet: what was not of the picture stays behind.
        sheet = Image.new("RGB", upright.size, "white")
        sheet.paste(upright, mask=upright.getchannel("A"))
        return sheet
