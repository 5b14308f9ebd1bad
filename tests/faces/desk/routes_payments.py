"""Every route of payments and post: who opens it, with which method, and on what."""

from collections.abc import Callable
from datetime import timedelta

from tests.faces.desk.routing import Route, nothing
from tests.factories.account_changes import account_changed
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.bank import answer
from tests.factories.documents import filing
from tests.factories.messages import outgoing, pdf_of
from tests.factories.payments import FINANCE, RUN, place_some, placed, voucher

from klik.domains.documents import operations as documents
from klik.domains.messages import jobs as post_jobs
from klik.domains.messages import operations as post
from klik.domains.messages import queries as sent
from klik.domains.payments import jobs, operations, queries
from klik.domains.tasks.models import Task
from klik.ground import files
from klik.ground.clock import moment_now, today
from klik.ground.tenancy import Role, acting_for

PAYS, APPROVES = {Role.FINANCE}, {Role.FINANCE, Role.APPROVER}
READS, SEES_SUMS = {Role.FINANCE, Role.AUDITOR}, {Role.FINANCE, Role.APPROVER, Role.AUDITOR}
WORK = {Role.CLERK, Role.APPROVER, Role.FINANCE, Role.AUDITOR}
POSTS, READS_POST = {Role.CLERK}, {Role.CLERK, Role.APPROVER, Role.AUDITOR}
Named = dict[str, str]


def ready() -> Named:
    with acting_for([WINGENE], RUN):
        return {"reference": placed(_next()).end_to_end_id}


def stopped() -> Named:
    named = ready()
    with acting_for([WINGENE], FINANCE):
        order = queries.order_of(WINGENE, named["reference"])
        operations.stop_order(order, moment=NOON)
    return named


def held() -> Named:
    with acting_for([WINGENE], RUN):
        return {"reference": placed(_next(), iban="").end_to_end_id}


def changed() -> Named:
    with acting_for([WINGENE], RUN):
        first = _next()
    return {"change": str(account_changed(first=first))}


def drawn() -> Named:
    with acting_for([WINGENE], RUN):
        first = _next()
    place_some(2, first=first)
    with acting_for([WINGENE], FINANCE):
        [batch] = operations.draw_batches(
            WINGENE, execution_on=today() + timedelta(days=1), moment=moment_now()
        )
    return {"message_id": batch.message_id}


def written() -> Named:
    with acting_for([WINGENE], FINANCE):
        before = queries.settings_of(WINGENE).second_person_above_cents
        operations.set_limit(WINGENE, cents=10**9, moment=NOON)
    named = drawn()
    with acting_for([WINGENE], FINANCE):
        operations.set_limit(WINGENE, cents=before, moment=NOON)
    jobs.write_batches(WINGENE, moment=moment_now())
    return named


def refused_file() -> Named:
    """Return the task about a file that the bank refused as a whole."""
    message_id = written()["message_id"]
    with acting_for([WINGENE], FINANCE):
        file = answer(message_id, group="RJCT")
        operations.take_answer(WINGENE, file, moment=NOON)
        return {"task": str(Task.objects.get(about=message_id).pk)}


def handout() -> Named:
    with acting_for([WINGENE], RUN):
        [one] = operations.place_handouts(
            WINGENE,
            decision="GEB-37021-1",
            award=voucher(),
            recipient_name="Ouder Voorbeeld",
            budget_key="GBB-2026-0945",
            moment=NOON,
        )
    return {"reference": one.reference}


def letter(number: int = 0) -> Named:
    """Put a letter on paper in the outbox, the next one by default; its file in the real store."""
    content = pdf_of(2)
    with acting_for([WINGENE], CLERK):
        number = number or sent.outbox(WINGENE).count() + 1
        files.store_bytes(WINGENE, content)
        documents.file_documents(WINGENE, [filing(f"letter:{number}", content)], moment=NOON)
        post.send_all(WINGENE, [outgoing(number)], moment=NOON)
    return {}


def print_batch() -> Named:
    letter()
    with acting_for([WINGENE], CLERK):
        batch = post.make_print_batch(WINGENE, moment=moment_now())
    post_jobs.write_print_batches(moment_now())
    assert batch is not None
    return {"reference": batch.reference}


def _next() -> int:
    return queries.orders_of(WINGENE).count() + 1


def beside(make: Callable[[], Named]) -> Callable[[], Named]:
    """Make it, for a page whose address does not name it."""

    def made() -> Named:
        make()
        return {}

    return made


WHY = {"purpose": "check"}
PERIOD = {
    f"{name}_{at}": part for name in ("first", "last") for at, part in enumerate((1, 1, 2026))
}
ROUTES = [
    Route("payments", beside(drawn), SEES_SUMS),
    Route("orders", beside(ready), READS),
    Route("order", ready, READS),
    Route("creditor", ready, READS, sent=WHY),
    Route("stop-order", ready, PAYS, "post", status=303),
    Route("release-order", stopped, PAYS, "post", status=303),
    Route("give-account", held, PAYS),
    Route("cancel-account", changed, {Role.FINANCE, Role.CLERK}, "post", status=303),
    Route("confirm-account", changed, PAYS, "post", status=409),
    Route("draw-batches", beside(ready), PAYS),
    Route("batches", beside(drawn), SEES_SUMS),
    Route("batch", drawn, SEES_SUMS),
    Route("approve-batch", drawn, APPROVES, "post", status=303),
    Route("decline-batch", drawn, APPROVES),
    Route("batch-file", written, READS),
    Route("send-batch", written, PAYS, "post", status=303),
    Route("confirm-batch", written, PAYS),
    Route("take-answer", nothing, PAYS),
    Route("task", refused_file, WORK),
    Route("pay-file-again", refused_file, PAYS, "post", {"account": "same"}, 303),
    Route("shared-accounts", beside(ready), READS),
    Route("handouts", beside(handout), READS),
    Route("handout-list", beside(handout), READS),
    Route("handout", handout, READS),
    Route("recipient", handout, READS, sent=WHY),
    Route("hand-out", handout, PAYS, "post", status=303),
    Route("journal", beside(ready), READS),
    Route("journal-export", beside(ready), READS, sent=PERIOD),
    Route("open-items", beside(ready), READS),
    Route("open-items-export", beside(ready), READS),
    Route("payment-settings", nothing, READS),
    Route("set-limit", nothing, PAYS, "post", {"limit": "2500,50"}, 303),
    Route("set-hold", nothing, PAYS, "post", {"days": "7"}, 303),
    Route("set-ledger", nothing, PAYS, "post", {"bank": "5500000"}, 303),
    Route("post", letter, READS_POST),
    Route("outbox", letter, READS_POST),
    Route("undelivered", letter, READS_POST),
    Route("note-returned", nothing, POSTS, "post", {"message_id": ""}, 422),
    Route("make-print", letter, POSTS, "post", status=303),
    Route("print", print_batch, READS_POST),
    Route("print-letters", print_batch, READS_POST),
    Route("print-contents", print_batch, READS_POST),
    Route("mark-posted", print_batch, POSTS, "post", status=303),
]
