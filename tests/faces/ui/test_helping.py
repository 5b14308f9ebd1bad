"""Help with an address and with numbers, where a package gives none."""

import pytest
from django.utils import translation

from klik.faces.ui.apply.drawing import Drawing
from klik.faces.ui.apply.helping import with_towns
from klik.ground.granting.asking import CHECKS
from klik.packages.form import AnswerRefused, Question, Widget
from klik.rules.types import Kind, Type


def test_the_town_follows_from_the_postcode() -> None:
    sent = {"home-street": "Dorp 1", "home-postcode": "8700", "home-town": ""}

    assert with_towns(sent)["home-town"] == "Tielt"
    assert with_towns({**sent, "home-town": "Aarsele"})["home-town"] == "Aarsele"
    assert with_towns({**sent, "home-postcode": "1000"})["home-town"] == ""  # not of Flanders


def test_a_postcode_of_another_municipality_is_said() -> None:
    check = CHECKS[Widget.ADDRESS]

    assert check("Dorp 1, 8700 Aarsele") == "Dorp 1, 8700 Aarsele"  # a part of Tielt
    with pytest.raises(AnswerRefused) as refused:
        check("Dorp 1, 8700 Gent")
    assert refused.value.texts["nl"] == "De postcode 8700 is niet van Gent. Kijk beide na."
    assert refused.value.part == "postcode"


@pytest.mark.parametrize(
    ("widget", "kind", "hint"),
    [
        (Widget.IBAN, Kind.IBAN, "bankkaart"),
        (Widget.KBO, Kind.KBO, "10 cijfers"),
        (Widget.ADDRESS, Kind.ADDRESS, "postcode"),
    ],
)
def test_a_number_says_where_it_is_found(widget: Widget, kind: Kind, hint: str) -> None:
    asked = Question("it", widget, Type(kind), {"nl": "Wat?", "en": "What?"}, {"nl": "", "en": ""})

    with translation.override("nl"):
        drawn = Drawing("nl", {}).question(asked)

    assert hint in drawn.help
    assert "it-help" in drawn.described_by
