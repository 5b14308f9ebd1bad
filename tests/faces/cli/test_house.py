"""`klik house`: host names, said on the command line."""

import pytest
from tests.faces.cli.command_line import klik
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys

from klik.domains.municipalities.operations import load_municipalities
from klik.ground.tenancy import acting_for

HOST = "mijn.wingene.example"


@pytest.fixture(autouse=True)
def town(db: None) -> None:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()


def test_a_host_name_is_given_listed_and_taken_away() -> None:
    given = klik("house", "wingene", "--host", HOST)

    assert (given.code, given.out) == (
        0,
        f"{HOST}: Wingene\nKLIK_HOSTS does not name {HOST} yet: pages under it are refused.\n",
    )
    assert klik("house").out == f"{HOST}: Wingene\n"
    assert klik("house", HERENT).out == "No host names of its own yet.\n"
    assert klik("house", "wingene", "--no-host", HOST).out == "No host names of its own yet.\n"


def test_a_host_name_of_another_is_refused() -> None:
    klik("house", "wingene", "--host", HOST)

    refused = klik("house", HERENT, "--host", HOST)

    assert refused.code != 0
    assert "of another municipality" in refused.messages
    assert klik("house", "--host", HOST).code != 0
