"""Without a server a mail becomes a file, and the same mail the same file."""

import stat
from dataclasses import replace
from pathlib import Path

from tests.gateways.mail.sample_mails import MAIL

from klik.domains.messages.ports import Answer, Reply
from klik.gateways.mail.composing import compose
from klik.gateways.mail.folder import MailFolder

SENT_FROM = "klik@voorbeeld.example"


def test_a_repeated_mail_overwrites_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    other = replace(MAIL, message_id="<other@klik.example>")

    with MailFolder(folder, SENT_FROM).open() as mailer:
        answers = [mailer.send(mail) for mail in (MAIL, MAIL, other)]

    files = sorted(folder.iterdir())
    assert answers == [Answer(Reply.ACCEPTED)] * 3
    assert len(files) == 2
    assert {file.suffix for file in files} == {".eml"}
    assert compose(MAIL, sent_from=SENT_FROM) in [file.read_bytes() for file in files]


def test_a_mail_is_for_its_owner_only(tmp_path: Path) -> None:
    with MailFolder(tmp_path / "mail", SENT_FROM).open() as mailer:
        mailer.send(MAIL)

    (file,) = (tmp_path / "mail").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_is_a_closed_server(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file in its place", encoding="utf-8")

    with MailFolder(tmp_path / "mail", SENT_FROM).open() as mailer:
        assert mailer.send(MAIL).reply == Reply.CLOSED


def test_a_message_id_never_leaves_the_folder(tmp_path: Path) -> None:
    with MailFolder(tmp_path / "mail", SENT_FROM).open() as mailer:
        mailer.send(replace(MAIL, message_id="<../../outside@klik.example>"))

    assert [file.name for file in tmp_path.iterdir()] == ["mail"]
    assert len(list((tmp_path / "mail").iterdir())) == 1
