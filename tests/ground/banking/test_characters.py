import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klik.ground.banking.characters import sepa_text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Gemeente Wingene", "Gemeente Wingene"),
        ("Renée & Zoë", "Renee + Zoe"),
        ("Strauß-Ørsted Łódź", "Strauss-Orsted Lodz"),
        ("Çelik Şahin Iğd\u0131r", "Celik Sahin Igdir"),
        ("D\u2019hondt \u2013 \u201cbis\u201d", "D'hondt - 'bis'"),
        ("€ 100; ok", "EUR 100, ok"),
        ("  twee \t woorden\n", "twee woorden"),
        ("a<b>c", "abc"),
        ("ﬁets ½", "fiets 12"),
        ("中文", ""),
        ("", ""),
    ],
)
def test_sepa_text(text: str, written: str) -> None:
    assert sepa_text(text) == written


@given(st.text())
def test_sepa_text_holds_only_what_banks_accept(text: str) -> None:
    written = sepa_text(text)

    assert re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]*", written)
    assert written == written.strip()
    assert sepa_text(written) == written
