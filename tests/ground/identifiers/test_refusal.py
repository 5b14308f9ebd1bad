import pickle

import pytest

from klik.ground.identifiers.refusal import IdentifierRefused, refusal_codes


@pytest.mark.parametrize("code", refusal_codes())
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    refusal = IdentifierRefused(code)

    assert sorted(refusal.texts) == ["en", "nl"]
    assert all(text.endswith(".") for text in refusal.texts.values())
    assert refusal.texts["nl"] != refusal.texts["en"]


def test_a_refusal_reads_in_english_and_names_its_code() -> None:
    refusal = IdentifierRefused("nis-form")

    assert str(refusal) == refusal.reason == refusal.texts["en"]
    assert refusal.code == "nis-form"


def test_a_refusal_crosses_from_another_process() -> None:
    crossed = pickle.loads(pickle.dumps(IdentifierRefused("iban-check")))  # noqa: S301 -- own bytes

    assert crossed.code == "iban-check"
    assert crossed.texts == IdentifierRefused("iban-check").texts
