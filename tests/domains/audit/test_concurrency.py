"""Many write to one chain at once: every act has its line, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from django.db import connection
from tests.factories.acting import CLERK, HERENT, OPERATOR, WINGENE
from tests.factories.audit import act, chain_of
from tests.factories.keys import make_keys

from klik.domains.audit import queries
from klik.ground.tenancy import acting_for

THREADS, ACTS = 6, 15


@pytest.fixture
def keys(committed: None) -> None:
    """Give two municipalities their keys."""
    make_keys(WINGENE, HERENT)


def test_every_act_of_many_threads_has_its_line(keys: None) -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(_act_often, range(THREADS)))

    chain = chain_of()
    with acting_for([WINGENE], CLERK):
        subjects = set(queries.lines_of(WINGENE).values_list("subject", flat=True))
    assert (chain.lines, chain.broken) == (THREADS * ACTS, None)
    assert subjects == {f"case:{one}-{two}" for one in range(THREADS) for two in range(ACTS)}


def test_transactions_over_two_municipalities_do_not_lock_each_other_out(keys: None) -> None:
    orders = [(WINGENE, HERENT), (HERENT, WINGENE)] * 2

    with ThreadPoolExecutor(len(orders)) as threads:
        list(threads.map(_act_in_order, orders, repeat(ACTS)))

    for nis in (WINGENE, HERENT):
        assert (chain_of(nis).lines, chain_of(nis).broken) == (len(orders) * ACTS, None)


def _act_often(thread: int) -> None:
    try:
        for number in range(ACTS):
            with acting_for([WINGENE], CLERK):
                act(subject=f"case:{thread}-{number}")
    finally:
        connection.close()


def _act_in_order(order: tuple[str, str], count: int) -> None:
    try:
        for _ in range(count):
            with acting_for(order, OPERATOR):
                for nis in order:
                    act(nis)
    finally:
        connection.close()
