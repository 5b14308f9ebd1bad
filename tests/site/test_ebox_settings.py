"""eBox is named whole or not at all, and no setting shows its secret."""

import pytest

from klik.site.ebox_settings import read_ebox
from klik.site.environment import SettingWrong

WHOLE = {
    "KLIK_EBOX_URL": "https://ebox.test/messageRegistry/v3/",
    "KLIK_EBOX_CONSENT_URL": "https://ebox.test/federation/v1",
    "KLIK_EBOX_TOKEN_URL": "https://tokens.test/token",
    "KLIK_EBOX_CLIENT_ID": "klik",
    "KLIK_EBOX_CLIENT_SECRET": "hush",
    "KLIK_EBOX_APPLICATION": "klik:letters",
    "KLIK_EBOX_MESSAGE_TYPE": "DECISION",
}


def test_without_settings_there_is_no_ebox() -> None:
    assert read_ebox({}) is None


def test_a_place_is_read_whole() -> None:
    place = read_ebox(WHOLE)

    assert place is not None
    assert (place.registry, place.scope) == ("https://ebox.test/messageRegistry/v3", "")
    assert "hush" not in repr(place)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_part_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(SettingWrong, match=f"{name}: write"):
        read_ebox(WHOLE | {name: ""})


@pytest.mark.parametrize("address", ["http://ebox.test", "ebox.test", "https://a:hush@ebox.test"])
def test_an_address_is_https_and_holds_no_secret(address: str) -> None:
    with pytest.raises(SettingWrong) as refused:
        read_ebox(WHOLE | {"KLIK_EBOX_CONSENT_URL": address})

    assert "hush" not in str(refused.value)
