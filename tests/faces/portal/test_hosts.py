"""Under a host name of its own a municipality is alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE

from klik.domains.municipalities import operations, queries
from klik.faces.portal.hosts import forget
from klik.ground.tenancy import acting_for

HOST = "mijn.wingene.example"


@pytest.fixture(autouse=True)
def named(town: None, settings: Any) -> Iterator[None]:
    settings.ALLOWED_HOSTS = ["testserver", ".wingene.example"]
    with acting_for([WINGENE], OPERATOR):
        operations.add_host_name(WINGENE, "Mijn.Wingene.example ", moment=NOON)
    forget()
    yield
    forget()


def _asked(path: str, host: str = HOST) -> Any:
    return Client(headers={"Host": host}).get(path)


def test_its_first_page_is_that_of_the_municipality() -> None:
    assert _asked("/")["Location"] == _asked("/", f"{HOST}:8000")["Location"] == "/wingene/"
    assert _asked("/", "testserver").status_code == 200


@pytest.mark.parametrize("path", ["/herent/", "/herent/regelingen/", "/herent/desk/"])
def test_another_municipality_does_not_exist_there(path: str) -> None:
    assert _asked(path).status_code == 404
    assert _asked(path, "testserver").status_code in {200, 302}


@pytest.mark.parametrize("path", ["/wingene/", "/wingene/regelingen/", "/inloggen/", "/health/"])
def test_what_is_its_own_or_of_nobody_is_there(path: str) -> None:
    assert _asked(path).status_code == 200


def test_a_name_is_of_one_municipality() -> None:
    with acting_for([WINGENE, HERENT], OPERATOR):
        operations.add_host_name(WINGENE, HOST, moment=NOON)
        with pytest.raises(operations.HostNameTaken):
            operations.add_host_name(HERENT, HOST, moment=NOON)
        assert not operations.remove_host_name(HERENT, HOST, moment=NOON)
        assert operations.remove_host_name(WINGENE, HOST, moment=NOON)
        operations.add_host_name(HERENT, HOST, moment=NOON)
    assert queries.host_names() == {HOST: HERENT}


@pytest.mark.parametrize("name", ["", "wingene", "https://wingene.be", "-a.be", "a b.be", "a..be"])
def test_what_is_no_host_name_is_refused(name: str) -> None:
    with acting_for([WINGENE], OPERATOR), pytest.raises(operations.HostNameWrong):
        operations.add_host_name(WINGENE, name, moment=NOON)


def test_only_the_operator_names_hosts() -> None:
    with acting_for([WINGENE], CLERK):
        with pytest.raises(operations.HostNotYours):
            operations.add_host_name(WINGENE, "x.wingene.example", moment=NOON)
        with pytest.raises(operations.HostNotYours):
            operations.remove_host_name(WINGENE, HOST, moment=NOON)
