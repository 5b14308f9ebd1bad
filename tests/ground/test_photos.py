"""Of a photo only the picture is kept."""

import io

import pytest
from PIL import Image
from tests.factories.reports import MAKER, telling_photo

from klik.ground.photos import LARGEST_BYTES, PhotoRefused, redrawn


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_kept(form: str) -> None:
    kept = redrawn(telling_photo(form))

    with Image.open(io.BytesIO(kept.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (40, 20))
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert MAKER.encode() not in kept.content


def test_a_photo_that_was_held_upright_stands_upright() -> None:
    assert (redrawn(telling_photo(turned=True)).width, redrawn(telling_photo()).width) == (20, 40)


def test_a_large_photo_becomes_smaller() -> None:
    large = io.BytesIO()
    Image.new("RGB", (3200, 200)).save(large, "PNG")

    assert (redrawn(large.getvalue()).width, redrawn(large.getvalue()).height) == (1600, 100)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GIF89a" + b"\0" * 40, id="another form"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="drawing"),
        pytest.param(telling_photo()[:200], id="cut off"),
        pytest.param(b"\xff\xd8" * (LARGEST_BYTES // 2 + 1), id="too large"),
    ],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(PhotoRefused):
        redrawn(content)
