"""The first page of the hub says what comes and what was."""

import pytest
from django.test import Client
from tests.factories.log_in import text_of

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")


def test_an_empty_hub_says_that_nothing_is_planned() -> None:
    answer = Client().get("/hub/")

    assert answer.status_code == 200
    assert "Er is nu geen evenement gepland." in text_of(answer)
