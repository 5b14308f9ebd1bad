"""The health page says whether the process and its database answer, and nothing else."""

from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client


def test_health_answers_when_the_database_does(db: None, client: Client) -> None:
    response = client.get("/health/")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_health_says_when_the_database_does_not_answer(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("secret address")

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "cursor", refuse)
        response = client.get("/health/")

    assert (response.status_code, response.content) == (503, b"database unavailable\n")


def test_health_only_reads(client: Client) -> None:
    assert client.post("/health/").status_code == 405
