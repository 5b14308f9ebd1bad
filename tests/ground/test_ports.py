import pytest

from klik.ground.ports import Port, PortNotConnected


def test_a_port_gives_what_was_connected_last() -> None:
    port: Port[str] = Port("a port")

    port.connect("first")
    port.connect("second")

    assert port.service() == "second"


def test_a_port_without_service_says_where_to_look() -> None:
    port: Port[str] = Port("klik.domains.x.ports.y")

    with pytest.raises(PortNotConnected, match=r"klik\.domains\.x\.ports\.y.*wiring"):
        port.service()
