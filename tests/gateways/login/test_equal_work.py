"""A failed log-in costs as much whether there is an account or not."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.log_in import give_password
from tests.factories.people import PASSWORD, SECRET, make_account

pytestmark = pytest.mark.usefixtures("keys")


def test_each_failed_log_in_hashes_one_password_and_asks_as_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_account("met@voorbeeld.be", password=PASSWORD, totp_secret=SECRET)
    make_account("zonder@voorbeeld.be")
    give_password(Client(), "eerst@voorbeeld.be", "x")  # the first one of a network costs more
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *words: hashed.append("") or encode(*words)
    )
    costs = []
    for name in ("met", "zonder", "niemand"):
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            give_password(Client(), f"{name}@voorbeeld.be", "een ander wachtwoord")
        costs.append((len(hashed), len(asked)))

    assert {count for count, _ in costs} == {1}
    assert len(set(costs)) == 1
