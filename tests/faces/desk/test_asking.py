"""An account that is not known: the letter says one thing, and a second letter asks for it."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.faces.desk.desk_town import DESK, browser, executed, task_of
from tests.factories.acting import CLERK, NOON
from tests.factories.grants import Town
from tests.factories.registers import child
from tests.ground.letters.pdf_text import text_of
from tests.plain_dutch import faults_of

from klik.domains.documents import queries as documents
from klik.domains.grants import operations
from klik.ground.tenancy import Role, acting_for

NOTHING_TO_DO = "niets meer te doen"


def letter_of(town: Town, beginning: str = "letter:") -> str:
    found = [one for one in town.effects().documents if one.key.startswith(beginning)]
    with acting_for([town.nis], CLERK):
        (content,) = [documents.content_of(one) for one in found]
    return " ".join(text_of(content).split())


@pytest.mark.parametrize(
    ("cells", "times"),
    [({}, 1), ({"iban": "", "bic": ""}, 0), ({"account_holder": "Oma Anders"}, 0)],
)
def test_who_must_still_answer_is_not_told_to_do_nothing(
    town: None, tmp_path: Path, cells: dict[str, str], times: int
) -> None:
    wingene = executed(tmp_path, [child(0, **cells)])

    assert letter_of(wingene).count(NOTHING_TO_DO) == times
    wingene.assert_reproduced()


def test_a_clerk_sends_the_separate_letter_once_in_fourteen_days(
    town: None, tmp_path: Path
) -> None:
    wingene = executed(tmp_path, [child(0, iban="", bic="")])
    client, task = browser(Role.CLERK), task_of(wingene, "account")
    address = f"{DESK}/werklijst/{task.pk}/"
    before = client.get(address).content.decode()

    answers = [client.post(f"{address}vraag-rekening/").status_code for _ in range(2)]

    after = client.get(address).content.decode()
    asked = [one for one in wingene.effects().messages if one.key.startswith("ask:")]
    said = letter_of(wingene, "ask:")
    assert "Stuur een brief die de rekening vraagt" in before
    assert answers == [303, 303]
    assert len(asked) == 1
    assert asked[0].document_keys == [asked[0].key]
    assert "We vroegen de rekening in een brief" in after
    assert "vraag-rekening/" not in after
    assert "Geeft u ons uw rekeningnummer?" in said
    assert "Proficiat" not in said
    case = client.get(f"{DESK}/dossiers/{task.about}/berichten/").content.decode()
    assert "Op welke rekening mogen wij betalen?" in case


def test_after_fourteen_days_one_may_ask_again(town: None, tmp_path: Path) -> None:
    wingene = executed(tmp_path, [child(0, iban="", bic="")])
    reference = task_of(wingene, "account").about

    with acting_for([wingene.nis], CLERK):
        keys = [
            operations.ask_for_account(
                wingene.nis, reference, moment=NOON + timedelta(days=days)
            ).key
            for days in (0, 13, 14)
        ]

    assert keys[0] == keys[1] != keys[2]


def test_the_letter_that_asks_is_plain_dutch() -> None:
    text = Path("src/klik/packages/letter_texts/ask.nl.md").read_text(encoding="utf-8")

    assert not faults_of([text.replace("{{", "").replace("}}", "")])
