"""The states of a case, from a draft to an objection that is answered, and of the list of cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any, Final
from uuid import uuid4

from tests.faces.portal.routing import Named
from tests.faces.portal.states_apply import (
    MORE_PAPER,
    TOO_FEW,
    asked,
    begun,
    filled,
    handed_in,
    one,
)
from tests.faces.portal.states_mine import NO_PDF, WORDS, folder
from tests.faces.portal.stating import State, hers, number_of
from tests.factories.acting import APPROVER, CLERK, OPERATOR, WINGENE
from tests.factories.applications import herself, pool_in, resident
from tests.factories.own_cases import granted, person, reference_of, wrote
from tests.factories.payments import RUN, voucher
from tests.factories.registers import child

from klik.domains.cases import operations as cases
from klik.domains.cases.models import Application, Objection, Ruled
from klik.domains.cases.operations import applying
from klik.domains.cases.operations.applying.submitting import let_draft_go
from klik.domains.cases.queries import applications
from klik.domains.messages import operations as messages
from klik.domains.messages.models import OutboxMessage
from klik.domains.payments import operations as payments
from klik.domains.payments.models import Order
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

NOBODY = number_of(601)
WORD: Final = (
    "granted", "held", "paid", "under-way", "stopped", "to-collect", "taken-back", "objected",
    "answered", "late",
)  # fmt: skip
NUMBERS: Final = {word: number_of(610 + place) for place, word in enumerate(WORD)}
OBJECTS = {"words": "Het bedrag klopt niet."}
_places = count(700)


def _row(place: int, number: str) -> Any:
    digits, name = 260_105_300 + 2 * place, "Lies Voorbeeld"
    return child(
        0,
        child_insz=f"{digits}{97 - (2_000_000_000 + digits) % 97:02d}",
        deed_number=f"37021-2026-{place:06d}",
        beneficiary1_insz=number, beneficiary1_name=name, mother_insz=number, account_holder=name,
        beneficiary2_insz="", beneficiary2_name="",
    )  # fmt: skip


def premiums() -> None:
    """Grant each resident a premium, in one run."""
    granted(folder(), *(_row(place, number) for place, number in enumerate(NUMBERS.values())))


def _ordered(reference: str, *, state: str, because: str = "") -> None:
    """Let the order of a case stand so."""
    over = moment_now() if state in {"executed", "rejected"} else None
    with acting_for([WINGENE], CLERK):
        orders = Order.objects.filter(decision__startswith=reference)
        assert orders.update(state=state, held_because=because, settled_at=over)


def _to_collect(reference: str) -> None:
    with acting_for([WINGENE], RUN):
        found = Order.objects.get(decision__startswith=reference)
        payments.place_handouts(
            WINGENE,
            decision=found.decision,
            award=voucher(),
            recipient_name="Lies Voorbeeld",
            budget_key=found.budget_key,
            moment=moment_now(),
        )
        Order.objects.filter(pk=found.pk).update(decision=f"{found.decision}-of-another")


def _taken_back(reference: str) -> None:
    with acting_for([WINGENE], APPROVER):
        cases.withdraw(reference, why="granted-twice", moment=moment_now())


def _objected(reference: str) -> None:
    _object(reference, NUMBERS["objected"])


def _object(reference: str, number: str) -> None:
    with acting_for([WINGENE], resident(number)):
        cases.object_to(
            WINGENE,
            reference,
            messages.Said(uuid4(), OBJECTS["words"]),
            person=person(number),
            known_as=frozenset({person(number)}),
            moment=moment_now(),
        )


def _answered(reference: str) -> None:
    _object(reference, NUMBERS["answered"])
    wrote(number=NUMBERS["answered"], about=reference)
    with acting_for([WINGENE], CLERK):
        objection = Objection.objects.get(person=person(NUMBERS["answered"]))
        said = messages.Said(uuid4(), "U hebt gelijk. Wij rekenen het opnieuw uit.")
        cases.answer_objection(objection.pk, said, outcome="upheld", moment=moment_now())


def _late(reference: str) -> None:
    with acting_for([WINGENE], CLERK):
        letters = OutboxMessage.objects.filter(key__startswith=f"decision:{reference}")
        assert letters.update(sent_at=moment_now() - timedelta(days=100))


_BRINGS: Final[dict[str, Callable[[str], None]]] = {
    "granted": lambda _: None,
    "held": partial(_ordered, state="held", because="holder"),
    "paid": partial(_ordered, state="executed"),
    "under-way": partial(_ordered, state="batched"),
    "stopped": partial(_ordered, state="rejected"),
    "to-collect": _to_collect,
    "taken-back": _taken_back,
    "objected": _objected,
    "answered": _answered,
    "late": _late,
}


def _premium(word: str) -> Named:
    """Return the case of a resident, brought into its state."""
    premiums()
    reference = reference_of(NUMBERS[word])
    _BRINGS[word](reference)
    return {"reference": reference}


def of_premium(word: str, name: str = "case", state: str = "", **more: Any) -> State:
    """Return a page of a premium that was granted."""
    return hers(name, state or word, partial(_premium, word), who=NUMBERS[word], **more)


def _cosign(number: str) -> Application:
    application = filled(number)
    with acting_for([WINGENE], herself(application)):
        signer = applications.Applicant(number_of(next(_places)), "Jan Voorbeeld")
        applying.ask_to_cosign(application, signer, moment=moment_now())
    return application


def _withdrawn(number: str) -> Application:
    application = handed_in(number)
    with acting_for([WINGENE], herself(application)):
        return applying.withdraw_application(application, moment=moment_now())


def _expired(number: str) -> Application:
    application = begun(number)
    with acting_for([WINGENE], OPERATOR):
        assert let_draft_go(application.pk, moment=moment_now() + timedelta(days=900))
    return application


def _decided(number: str, ruled: Ruled) -> Application:
    application = handed_in(number, but=TOO_FEW if ruled == Ruled.REFUSE else MORE_PAPER)
    with acting_for([WINGENE], CLERK):
        applying.rule(application, ruled, moment=moment_now())
    return pool_in().decide(application, moment=moment_now())


def _refused(number: str) -> Application:
    return _decided(number, Ruled.REFUSE)


STATES = (
    hers("cases", "none", who=NOBODY),
    one("case", "draft", begun),
    one("case", "received", handed_in),
    one("case", "asked", asked),
    one("case", "cosign", _cosign),
    one("case", "withdrawn", _withdrawn),
    one("case", "expired", _expired),
    one("case", "refused", _refused),
    one("apply-receipt", "decided", _refused),
    *(of_premium(word) for word in WORD),
    of_premium("granted", "case-write", "empty"),
    of_premium("granted", "case-write", "refused", sent={"words": ""}, status=422),
    of_premium("granted", "case-write", "wrong-file", sent={**WORDS, **NO_PDF}, status=422),
    of_premium("granted", "case-write", "done", sent=WORDS),
    of_premium("granted", "case-object", "empty"),
    of_premium("granted", "case-object", "refused", sent={"words": ""}, status=422),
    of_premium("late", "case-object", "late"),
    of_premium("granted", "case-object", "done", sent=OBJECTS),
    hers("cases", "to-collect", who=NUMBERS["to-collect"]),
    hers("home", "one-case", who=NUMBERS["granted"]),
)
