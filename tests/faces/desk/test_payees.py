"""A premium for an heir or a guardian: asked at once, then decided, paid and written."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.faces.desk.desk_town import DESK, LATER, browser, executed, task_of
from tests.factories.acting import CLERK, FINANCE
from tests.factories.grants import Town
from tests.factories.registers import child

from klik.domains.grants import operations
from klik.domains.messages.queries import content_of
from klik.domains.payments import queries as payments
from klik.ground.tenancy import Role, acting_for

UNKNOWN = {"beneficiary1_insz": "", "beneficiary1_name": "", "iban": "", "bic": ""}
NUMBER, IBAN = "85.04.17-951.61", "BE68 5390 0754 7034"
HEIR = {
    "fact-payee_name": "Erfgenaam Voorbeeld",
    "fact-payee_street": "Kerkstraat 1",
    "fact-payee_place": "8750 Wingene",
    "fact-account--stated": IBAN,
}


@pytest.fixture
def wingene(town: None, tmp_path: Path) -> Town:
    return executed(tmp_path, [child(0, **UNKNOWN)])


def note(town: Town, reason: str, **fields: Any) -> Any:
    address = f"{DESK}/werklijst/{task_of(town, reason).pk}/gegevens/"
    return browser(Role.CLERK).post(address, fields)


def test_an_heir_is_paid_and_written_to_once_a_clerk_says_who(wingene: Town) -> None:
    task = task_of(wingene, "undecided")
    page = browser(Role.CLERK).get(f"{DESK}/werklijst/{task.pk}/").content.decode()

    wrong = note(wingene, "undecided", **{"fact-payee--chosen": NUMBER})
    done = note(wingene, "undecided", **{"fact-payee--chosen": NUMBER}, **HEIR)
    wingene.run_all(moment=LATER)

    assert all(f'name="{name}"' in page for name in HEIR)
    assert (wrong.status_code, done.status_code) == (422, 303)
    assert "Vul de naam in van wie de premie krijgt." in wrong.content.decode()
    (order,), (message,) = wingene.effects().orders, wingene.effects().messages
    with acting_for([wingene.nis], FINANCE):
        creditor = payments.masked_creditors([order])[order.end_to_end_id]
        written = content_of(message)
    assert order.state == "ready"
    assert creditor.account.endswith("7034")
    assert written.name == "Erfgenaam Voorbeeld"
    assert list(written.address_lines) == ["Kerkstraat 1", "8750 Wingene"]
    assert [one.state for one in wingene.effects().tasks] == ["done"]
    wingene.assert_reproduced()


def test_a_payee_of_whom_only_the_number_was_noted_is_asked_for_the_rest(wingene: Town) -> None:
    row = task_of(wingene, "undecided").detail["row"]
    _note_number_alone(wingene, row)
    wingene.run_all(moment=LATER)

    done = note(wingene, "payee", **HEIR)
    wingene.run_all(moment=LATER)

    assert done.status_code == 303
    assert wingene.effects().counts() == (1, 1, 1, 1)


def _note_number_alone(town: Town, row: str) -> None:
    with acting_for([town.nis], CLERK):
        operations.note_facts(
            town.nis,
            town.adoption_id,
            UUID(row),
            facts={"payee.chosen": "85041795161"},
            moment=LATER,
        )
