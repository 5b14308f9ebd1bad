"""Whether the files for the bank, and the rows that they were made of, are what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from klik.domains.payments.models import Batch
from klik.domains.payments.queries.batches import batch_file, batches, payment_batch_of
from klik.ground.banking.payment_file import write_payment_file
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing
from klik.ground.refusals import Refusal

# SQLite takes any value in any column; reading one back then fails in one of these ways.
_MANGLED = (TypeError, ValueError, AttributeError)
_ROWS_CHANGED = "what its rows say is not what its file says"


@dataclass(frozen=True, slots=True)
class DamagedBatch:
    """A batch that is not as it was written."""

    message_id: str
    what: str


def verify_batches(municipality_nis: str) -> Iterator[DamagedBatch]:
    """Yield every batch of which the file, or a row that it was made of, was changed.

    The same rows give the same file, byte for byte: it is made again and compared.

    Raises:
        NotActing: Outside `acting_for`.
        MasterKeyMissing, KeyDamaged: Nothing can be judged without the keys.
    """
    written = batches(municipality_nis).exclude(digest="")
    for identifier, message_id in list(written.values_list("pk", "message_id")):
        try:
            what = _wrong_with(Batch.objects.get(pk=identifier))
        except (*_MANGLED, CannotDecrypt, DataKeyMissing):
            what = _ROWS_CHANGED
        if what:
            yield DamagedBatch(message_id, what)


def _wrong_with(batch: Batch) -> str:
    try:
        batch_file(batch)
    except Refusal as wrong:
        return wrong.reason
    content = payment_batch_of(batch.pk)
    amounts = [order.amount_cents for order in content.orders]
    try:
        again = hashlib.sha256(write_payment_file(content)).hexdigest()
    except Refusal:  # an amount or an account that no order has
        return _ROWS_CHANGED
    said = (batch.digest, batch.count, batch.total_cents)
    return "" if (again, len(amounts), sum(amounts)) == said else _ROWS_CHANGED
