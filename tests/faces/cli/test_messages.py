"""`klik messages` and `klik print`: from the outbox to mail, printer and post."""

import csv
import stat
from io import StringIO
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.faces.cli.command_line import klik
from tests.factories.acting import NOON, WINGENE
from tests.factories.messages import CLOSED, GONE, ScriptedEbox, ScriptedMailer, message, queue
from tests.factories.towns import found_towns

from klik.domains.messages import ports
from klik.gateways.mail.folder import MailFolder
from klik.ground import files

FIRST = "DRUK-37021-2026-0001"
IN_WINGENE = ("--municipality", WINGENE)


@pytest.fixture
def mails(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder into which mails go, in an installation of its own."""
    found_towns()
    settings.KLIK_HOME = tmp_path / "var"
    folder = tmp_path / "var" / "mail"
    monkeypatch.setattr(ports.mailer, "_service", MailFolder(folder, "klik@localhost").open)
    monkeypatch.setattr("klik.faces.cli.messages.moment_now", lambda: NOON)
    return folder


def test_mail_that_waits_is_sent_once(mails: Path) -> None:
    queue(files, 1, 2)

    first, again = klik("messages", "send"), klik("messages", "send", "--json")

    assert (first.code, first.messages) == (0, "")
    assert first.out == ("2 mails sent; 0 to be tried again, 0 go on paper, 0 for a person\n")
    assert again.json["accepted"] == 0
    assert len(list(mails.glob("*.eml"))) == 2


def test_a_server_that_is_closed_is_told(mails: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(files, 1)
    monkeypatch.setattr(ports.mailer, "_service", ScriptedMailer([CLOSED]).open)

    ran = klik("messages", "send")

    assert (ran.code, ran.out[:12]) == (2, "0 mails sent")
    assert "No mail server could be reached" in ran.messages


def test_what_fell_back_is_seen(mails: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert klik("messages", "status", *IN_WINGENE).out == "There are no messages yet.\n"
    queue(files, 1, 2)
    monkeypatch.setattr(ports.mailer, "_service", ScriptedMailer([GONE]).open)
    klik("messages", "send")

    shown = klik("messages", "status", *IN_WINGENE)
    plain = klik("messages", "status", *IN_WINGENE, "--json").json

    assert "decision:1: smtp-550, waiting by paper" in shown.out
    assert plain["tallies"] == [
        {"channel": "email", "state": "sent", "count": 1},
        {"channel": "paper", "state": "waiting", "count": 1},
    ]


def test_a_mail_that_came_back_goes_to_the_printer(mails: Path) -> None:
    (message_id,) = queue(files, 1)
    klik("messages", "send")

    ran = klik("messages", "returned", message_id, *IN_WINGENE)

    assert (ran.code, ran.out) == (0, "decision:1: waiting by paper\n")
    assert klik("messages", "returned", "<other@x>", *IN_WINGENE).code == 2


def test_letters_on_paper_are_made_saved_and_posted(mails: Path, tmp_path: Path) -> None:
    assert klik("print", "make", *IN_WINGENE).out == "No letter waits for the printer.\n"
    assert klik("print", "list", *IN_WINGENE).out == "There are no print batches yet.\n"
    queue(files, 1, 2, by_email=False)

    made = klik("print", "make", *IN_WINGENE)
    saved = klik("print", "save", FIRST, "--out", tmp_path / "post")
    posted = klik("print", "posted", FIRST)

    pdf, contents = tmp_path / f"post/{FIRST}-brieven.pdf", tmp_path / f"post/{FIRST}-inhoud.csv"
    rows = list(csv.reader(StringIO(contents.read_text("utf-8-sig")), delimiter=";"))
    assert made.out == f"{FIRST}: 2 letters, 8 pages\n"
    assert saved.out == f"Written: {pdf}\nWritten: {contents}\n"
    assert pdf.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert [row[1] for row in rows[1:]] == ["decision:1", "decision:2"]
    assert posted.out == f"{FIRST}: posted 2026-11-23 12:00\n"
    assert message(1).state == "printed"
    assert klik("print", "list", *IN_WINGENE, "--json").json == [
        {
            "reference": FIRST, "state": "posted", "letters": 2, "pages": 8,
            "drawn_at": "2026-11-23 12:00",
        }
    ]  # fmt: skip
    assert FIRST in klik("print", "list", *IN_WINGENE).out


@pytest.mark.parametrize("reference", ["DRUK-37021-2026-0009", "DRUK-99999-2026-0001", "x"])
def test_a_batch_that_is_not_there_is_told(mails: Path, tmp_path: Path, reference: str) -> None:
    for command in (("save", reference, "--out", tmp_path / "post"), ("posted", reference)):
        ran = klik("print", *command)

        assert (ran.code, ran.out) == (2, "")
        assert ran.messages
    assert not (tmp_path / "post").exists()


def test_an_unknown_municipality_is_told(mails: Path) -> None:
    for command in (("messages", "status"), ("print", "make"), ("print", "list")):
        ran = klik(*command, "--municipality", "99999")

        assert (ran.code, "'99999'" in ran.messages) == (2, True)


def test_a_municipality_says_what_goes_to_ebox(
    mails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = klik("messages", "ebox", *IN_WINGENE)
    wrong = klik("messages", "ebox", *IN_WINGENE, "--kind", "decision")
    named = ("--kind", "decision", "--number", "0999990123")
    chosen = klik("messages", "ebox", *IN_WINGENE, *named)

    assert first.out == "Nothing goes to eBox.\n"
    assert (wrong.code, "enterprise number" in wrong.messages) == (2, True)
    assert chosen.out.startswith("decision\nNo eBox is set up yet")

    monkeypatch.setattr(ports.ebox, "_service", ScriptedEbox())
    queue(files, 1, by_email=False)
    klik("messages", "send")
    assert (message().channel, message().trouble) == ("paper", "ebox-no-number")
    assert klik("messages", "ebox", *IN_WINGENE, "--none").out == "Nothing goes to eBox.\n"
