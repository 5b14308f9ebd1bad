"""Acts and views for tests of the audit."""

from datetime import datetime

from tests.factories.acting import CLERK, NOON, WINGENE

from klik.domains.audit import operations
from klik.domains.audit.queries import Chain, verify_chain
from klik.ground.tenancy import acting_for

PERSON = "ab" * 32  # stands for a keyed hash


def act(nis: str = WINGENE, *, subject: str = "case:1", amount: int = 1) -> None:
    """Record an act inside the transaction of the test."""
    operations.record_act(
        nis, "cases.decide", subject=subject, payload={"amount_cents": amount}, moment=NOON
    )


def acted(count: int, nis: str = WINGENE) -> None:
    """Record acts, each in a transaction of its own."""
    for number in range(1, count + 1):
        with acting_for([nis], CLERK):
            act(nis, subject=f"case:{number}", amount=number)


def view(nis: str = WINGENE, *, moment: datetime = NOON) -> None:
    """Note that somebody saw the person."""
    operations.record_view(
        nis, person=PERSON, shown="case:1", purpose="handling a case", moment=moment
    )


def chain_of(nis: str = WINGENE) -> Chain:
    """Return what verification says."""
    with acting_for([nis], CLERK):
        return verify_chain(nis)
