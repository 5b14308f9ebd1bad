"""What pages of residents stand on: keys, names of municipalities, a provider of log-ins."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.log_in_provider import FaultyProvider
from tests.factories.portal import provider_behind_the_port

from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import acting_for


@pytest.fixture
def town(db: None) -> None:
    """Make keys, load municipalities."""
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()


@pytest.fixture
def provider(town: None) -> Iterator[FaultyProvider]:
    """Let residents log in at a provider on this machine."""
    with provider_behind_the_port() as found:
        yield found


@pytest.fixture
def no_queries_while_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a template fail that asks the database: what it shows was read before."""
    render = Template._render  # noqa: SLF001 -- where Django itself looks on in tests

    def forbid(*_: Any) -> None:
        raise AssertionError("A template asked the database.")

    def quietly(template: Template, context: Any) -> str:
        with connection.execute_wrapper(forbid):
            return render(template, context)

    monkeypatch.setattr(Template, "_render", quietly)
