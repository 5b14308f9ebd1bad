"""A file to begin from: of the right shape, and only what is to fill in is refused."""

from pathlib import Path

from klik import packages
from klik.packages.adoption import adoption_document, adoption_of
from klik.packages.blank_adoption import FILL_IN, blank_adoption
from klik.packages.loading import load_package

SHIPPED = Path(packages.__file__).parent / "shipped" / "geboortepremie"


def test_a_blank_adoption_has_the_shape_that_is_asked() -> None:
    package = load_package(SHIPPED)

    text = blank_adoption(package, nis="37021", municipality="Wingene")
    adoption = adoption_of(adoption_document(text.encode(), file="blank.yaml"), package)

    assert adoption.municipality_nis == "37021"
    assert adoption.article("amount") == FILL_IN
