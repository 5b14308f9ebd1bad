import re

from hypothesis import given
from hypothesis import strategies as st

from klik.ground.banking.orders import end_to_end_id_of


def test_end_to_end_id_never_changes() -> None:
    # Written down: a bank's answer years later still finds its payment.
    assert end_to_end_id_of("decision/1/award/premium") == "KLIK3SPRTIG7OVG73VRAW2EUWU4JSH"


@given(st.text(), st.text())
def test_end_to_end_id_fits_a_payment_and_differs_by_key(one: str, other: str) -> None:
    assert re.fullmatch(r"KLIK[A-Z2-7]{26}", end_to_end_id_of(one))
    assert (end_to_end_id_of(one) == end_to_end_id_of(other)) == (one == other)
