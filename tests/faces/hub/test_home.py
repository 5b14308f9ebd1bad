"""The first page of the hub says what comes and what was."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.acting import NOON
from tests.factories.hub_pages import page_wish, public_page
from tests.factories.log_in import text_of

pytestmark = pytest.mark.usefixtures("town", "no_queries_while_rendering")


def test_an_empty_hub_says_that_nothing_is_planned() -> None:
    answer = Client().get("/hub/")

    assert answer.status_code == 200
    assert "Er is nu geen evenement gepland." in text_of(answer)


def test_the_pages_that_were_published_last_are_one_click_away() -> None:
    for number in range(1, 5):
        public_page(page_wish(number), moment=NOON + timedelta(days=number))

    answer = Client().get("/hub/").content.decode()

    shown = [number for number in range(1, 5) if f'href="/hub/kennis/praktijk-{number}/"' in answer]
    assert shown == [2, 3, 4]
