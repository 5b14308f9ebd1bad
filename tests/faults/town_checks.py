"""What must hold of a town once its runs are done: everything once, and nothing beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from tests.factories.acting import CLERK, NOON, OPERATOR
from tests.factories.files import leftovers
from tests.factories.grants import Effects, Town
from tests.faults.mail_server import MailServer

from klik.domains.audit.queries import verify_chain
from klik.domains.cases import queries as cases
from klik.domains.cases.models import Claim
from klik.domains.documents import queries as documents
from klik.domains.documents.models import Document
from klik.domains.grants.models import Closing, RunItem, RunState
from klik.domains.grants.queries import runs_of
from klik.domains.messages.models import OutboxMessage
from klik.domains.payments import queries as payments
from klik.domains.payments.models import Batch, BatchLine, Order
from klik.domains.registers import jobs as registers
from klik.domains.registers import queries as register_queries
from klik.domains.registers.models import Delivery, Snapshot
from klik.ground import files
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.granting.planning import Treatment
from klik.ground.tenancy import EVERYWHERE, acting_for

_GRANTS = (Treatment.GRANT, Treatment.REVISE)


def assert_everything_once(town: Town) -> None:
    """Compare everything that runs did with what was approved, in tables and files.

    Raises:
        AssertionError: Something is there twice, is missing, or belongs to nothing.
    """
    effects = town.effects()
    registers.remove_files(town.nis, moment=NOON)
    with acting_for([town.nis], CLERK):
        entitled = _entitled(town)
        _assert_effects(effects, entitled)
        _assert_claims({decision.case_id for decision in effects.decisions})
        _assert_batches(town.nis, effects.orders)
        _assert_files(town.nis)
        assert verify_chain(town.nis).broken is None
        assert list(cases.verify_decisions(town.nis)) == []
        assert list(documents.verify(town.nis)) == []
        assert list(register_queries.verify(town.nis)) == []
    assert leftovers() == []


def assert_no_mail_lost(server: MailServer, municipalities: Collection[str]) -> None:
    """Compare what a server accepted with the outbox.

    Raises:
        AssertionError: A mail that was sent is not there, another one is, or a repeat differs.
    """
    accepted = server.accepted()
    ids = {message_id for message_id, _ in accepted}
    with acting_for(municipalities, CLERK):
        rows = list(OutboxMessage.objects.all())
    by_email = {row.message_id for row in rows if row.channel == "email"}
    assert {row.state for row in rows if row.channel == "email"} <= {"sent"}
    # Whose sender died eight times goes on paper instead, and nothing else does.
    fell_back = [row.trouble for row in rows if row.fell_back_at is not None]
    assert set(fell_back) <= {"interrupted"}
    assert by_email <= ids
    assert ids <= set(_message_ids())
    assert len(set(accepted)) == len(ids)


def _message_ids() -> list[str]:
    with acting_for(EVERYWHERE, OPERATOR):
        return list(OutboxMessage.objects.values_list("message_id", flat=True))


def _entitled(town: Town) -> list[str]:
    """Return the references of what was approved to be granted, and was, in every run."""
    runs = list(runs_of(town.nis))
    assert {run.state for run in runs} == {RunState.DONE}
    items = RunItem.objects.filter(run__in=runs, treatment__in=_GRANTS)
    assert set(items.values_list("closed_as", flat=True)) <= {Closing.DECIDED, Closing.TASK}
    decided = items.filter(closed_as=Closing.DECIDED)
    return sorted(decided.values_list("reference", flat=True))


def _assert_effects(effects: Effects, entitled: list[str]) -> None:
    assert len(set(entitled)) == len(entitled)
    assert [one.reference for one in effects.decisions] == entitled
    assert [one.key for one in effects.documents] == [f"letter:{one}" for one in entitled]
    assert [one.key for one in effects.messages] == [f"decision:{one}" for one in entitled]
    standing = [one.reference for one in effects.decisions if one.state == "standing"]
    paid = [one.decision for one in effects.orders if one.state != "cancelled"]
    assert sorted(paid) == standing


def _assert_claims(decided: set[UUID]) -> None:
    claims = Claim.objects.filter(case_id__in=decided)
    assert set(claims.values_list("case_id", flat=True)) == decided


def _assert_batches(nis: str, orders: list[Order]) -> None:
    batches = list(Batch.objects.all())
    lines = Counter(BatchLine.objects.values_list("order_id", flat=True))
    assert lines == Counter(one.pk for one in orders if one.state == "batched")
    assert {one.state for one in orders} <= {"batched", "held", "cancelled"}
    assert {batch.state for batch in batches} <= {"written"}
    for batch in batches:
        content = payments.payment_batch_of(batch.pk)
        amounts = [order.amount_cents for order in content.orders]
        assert (len(amounts), sum(amounts)) == (batch.count, batch.total_cents)
        assert files.read_bytes(nis, batch.digest) == write_payment_file(content)
    batched = sum(order.amount_cents for order in orders if order.state == "batched")
    assert sum(batch.total_cents for batch in batches) == batched


def _assert_files(nis: str) -> None:
    """Every file in the store belongs to a row, and every row has its file."""
    named = {
        *Document.objects.values_list("digest", flat=True),
        *Batch.objects.values_list("digest", flat=True),
        *Snapshot.objects.values_list("digest", flat=True),
        *Delivery.objects.values_list("sha256", flat=True),
    }
    stored = list(files.stored_digests(nis))
    assert sorted(stored) == sorted(named)
