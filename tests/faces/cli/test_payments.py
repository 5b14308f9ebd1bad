"""`klik payments`: from orders to a file, the answer and the books, by two persons."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faces.cli.command_line import Ran, klik
from tests.factories.acting import NOON, WINGENE
from tests.factories.bank import answer, of_each
from tests.factories.keys import make_keys
from tests.factories.payments import RUN, Files, Tasks, connected, place_some, placed, voucher

from klik.domains.payments import operations, queries
from klik.ground.banking.schema import check_against_schema
from klik.ground.clock import moment_now
from klik.ground.tenancy import acting_for

ON = moment_now().date().isoformat()


@pytest.fixture
def installation(committed: None, tmp_path: Path) -> Iterator[None]:
    """Give one municipality its keys, and payments their ports."""
    make_keys(WINGENE)
    folder = tmp_path / "files"
    folder.mkdir()
    with connected(Files(folder), Tasks()):
        yield


def test_one_draws_another_approves_and_the_bank_answers(
    installation: None, tmp_path: Path
) -> None:
    place_some(3)

    drawn = _pay("draw", "--on", ON, "--as", "lien")
    name = drawn.out.split()[0]
    alone = _pay("approve", name, "--as", "lien")
    early = _pay("fetch", name, "--out", tmp_path / "early.xml")
    approved = _pay("approve", name, "--as", "jo")
    _pay("fetch", name, "--out", tmp_path / "pay.xml")
    (tmp_path / "answer.xml").write_bytes(_answer(name))
    answered = _pay("answer", tmp_path / "answer.xml")

    assert "3 orders  3.06 euro  waits for a second person" in drawn.out
    assert (alone.code, early.code) == (2, 2)
    assert "another person than who drew it" in alone.messages
    assert "written" in approved.out
    check_against_schema((tmp_path / "pay.xml").read_bytes())
    assert answered.out.startswith(f"{name}: 2 executed, 1 rejected, 0 underway")
    assert "answered" in _pay("list").out


def test_a_file_is_never_overwritten(installation: None, tmp_path: Path) -> None:
    kept = tmp_path / "journal.csv"
    kept.write_text("somebody's own", encoding="utf-8")

    ran = _pay("journal", "--from", "2026-01-01", "--until", "2026-12-31", "--out", kept)

    assert (ran.code, kept.read_text(encoding="utf-8")) == (2, "somebody's own")


def test_the_books_are_written(installation: None, tmp_path: Path) -> None:
    _pay("limit", "100000")
    place_some(2)
    with acting_for([WINGENE], RUN):
        [bon] = operations.place_handouts(
            WINGENE, decision="GEB-37021-9", award=voucher(), recipient_name="Ouder Voorbeeld",
            budget_key="GBB", moment=NOON,
        )  # fmt: skip

    journal = _pay(
        "journal", "--from", "2026-01-01", "--until", "2026-12-31", "--out", tmp_path / "j.csv"
    )
    opened = _pay("open", "--year", "2026", "--out", tmp_path / "o.csv")
    listed = _pay("handouts", "--year", "2026", "--out", tmp_path / "h.csv", "--as", "jo")
    handed = _pay("hand-out", bon.reference)
    again = _pay("hand-out", bon.reference)

    assert journal.out.endswith("j.csv: 6 lines\n")
    assert opened.out.endswith("o.csv: 3 open items\n")
    assert "h.csv: 1 to hand out" in listed.out
    assert "Ouder Voorbeeld" in (tmp_path / "h.csv").read_text(encoding="utf-8")
    assert (handed.code, again.code) == (0, 2)


def test_an_account_that_payees_share_is_told_masked(installation: None) -> None:
    place_some(2)

    drawn = _pay("draw", "--on", ON)

    assert "BE96 •••• •••• 0205 is the account of 2 payees" in drawn.messages
    assert "BE96999000100205" not in drawn.out + drawn.messages


def test_nothing_ready_and_something_held_is_said(installation: None) -> None:
    with acting_for([WINGENE], RUN):
        placed(iban="")

    assert "Nothing is ready to be paid." in _pay("draw", "--on", ON).out
    assert "0 orders ready, 1 held for an answer" in _pay("list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("draw", "--on", "2020-01-01"), "between today and a year from now"),
        (("draw", "--on", ON, "--as", "Lien Voorbeeld!"), "Write --as as a short name"),
        (("fetch", "KLIK-0", "--out", "x.xml"), "no batch with this message id"),
        (("hand-out", "BON-37021-2026-000001"), "nothing to hand out under this number"),
    ],
)
def test_what_cannot_be_is_said(
    installation: None, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = _pay(*arguments)

    assert (ran.code, said in ran.messages) == (2, True)


def test_a_file_that_is_no_answer_is_refused_with_its_line(
    installation: None, tmp_path: Path
) -> None:
    file = tmp_path / "answer.xml"
    file.write_bytes(b"<!DOCTYPE x><x/>")

    ran = _pay("answer", file)

    assert (ran.code, ran.messages[:7]) == (2, "Line 1,")
    assert "a document type (DOCTYPE) is not accepted" in ran.messages


def test_an_answer_of_any_size_is_refused_without_being_read(
    installation: None, tmp_path: Path
) -> None:
    file = tmp_path / "answer.xml"
    with file.open("wb") as sparse:
        sparse.truncate(10 * 2**30)

    ran = _pay("answer", file)

    assert (ran.code, "larger than 10 MB" in ran.messages) == (2, True)


def _pay(command: str, *arguments: str | Path) -> Ran:
    return klik("payments", command, *arguments, "-m", WINGENE)


def _answer(name: str) -> bytes:
    with acting_for([WINGENE], RUN):
        keys = [order.end_to_end_id for order in queries.orders_of(WINGENE)]
    statuses = dict.fromkeys(keys, "ACSC") | {keys[0]: "RJCT"}
    return answer(name, transactions=of_each(statuses))
