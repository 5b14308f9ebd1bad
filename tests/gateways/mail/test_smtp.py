"""What a server answers, and what it fails to answer, decides what becomes of a mail."""

import socket
from dataclasses import replace

import pytest
from tests.gateways.mail.faulty_server import FaultyServer, listening
from tests.gateways.mail.sample_mails import MAIL

from klik.domains.messages.ports import Answer, Mail, Reply
from klik.gateways.mail.composing import compose
from klik.gateways.mail.smtp import SmtpServer

SENT_FROM = "klik@voorbeeld.example"
ACCEPTED = Answer(Reply.ACCEPTED)
OTHER = replace(MAIL, message_id="<other@klik.example>", address="ander@voorbeeld.example")


def test_many_mails_go_over_one_connection() -> None:
    with listening() as server:
        answers = _sent(server, MAIL, OTHER, MAIL)

    assert answers == [ACCEPTED] * 3
    assert server.recipients == [MAIL.address, OTHER.address, MAIL.address]
    assert server.accepted[0] == compose(MAIL, sent_from=SENT_FROM)
    assert server.accepted[2] == server.accepted[0]


@pytest.mark.parametrize("at", ["at_recipient", "at_content"])
@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("450 4.2.1 mailbox busy", Answer(Reply.LATER, "smtp-450")),
        ("451 4.3.0 try again", Answer(Reply.LATER, "smtp-451")),
        ("550 5.1.1 no such user", Answer(Reply.REFUSED, "smtp-550")),
        ("554 5.7.1 refused", Answer(Reply.REFUSED, "smtp-554")),
    ],
)
def test_what_a_server_says_of_one_mail_leaves_the_next(at: str, said: str, answer: Answer) -> None:
    with listening(**{at: [said]}) as server:
        answers = _sent(server, MAIL, OTHER)

    assert answers == [answer, ACCEPTED]
    assert server.recipients == [OTHER.address]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("451 4.7.1 too many", Answer(Reply.CLOSED, "smtp-451")),
        ("550 5.7.1 not from here", Answer(Reply.CLOSED, "smtp-550")),
        ("552 5.3.4 too large", Answer(Reply.REFUSED, "smtp-552")),
    ],
)
def test_a_sender_that_is_refused_says_nothing_of_the_recipient(said: str, answer: Answer) -> None:
    with listening(at_sender=[said]) as server:
        answers = _sent(server, MAIL, OTHER)

    assert answers == [answer, ACCEPTED]


@pytest.mark.parametrize(("fault", "kept"), [("drop", 1), ("lose", 0)])
def test_a_connection_that_breaks_says_nothing(fault: str, kept: int) -> None:
    with listening(at_content=[fault]) as server:
        answers = _sent(server, MAIL, OTHER)

    assert answers == [Answer(Reply.LATER, "disconnected"), ACCEPTED]
    assert len(server.accepted) == kept + 1


def test_a_server_that_falls_silent_is_left() -> None:
    with listening(at_content=["silence"]) as server:
        answers = _sent(server, MAIL, OTHER, patience_seconds=0.3)

    assert [answer.reply for answer in answers] == [Reply.LATER, Reply.ACCEPTED]
    assert answers[0].trouble in {"silent", "disconnected"}


@pytest.mark.parametrize("listens", [False, True])
def test_where_no_server_answers_nothing_is_known(*, listens: bool) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        if listens:
            closed.listen()  # and never speaks
        server = SmtpServer("127.0.0.1", closed.getsockname()[1], SENT_FROM, patience_seconds=0.3)
        with server.open() as mailer:
            answer = mailer.send(MAIL)

    assert answer.reply == Reply.CLOSED
    assert answer.trouble in {"silent", "unreachable", "disconnected"}


def test_a_log_in_that_is_not_possible_is_the_installations_own_fault() -> None:
    with listening() as server:
        given = SmtpServer("127.0.0.1", server.port, SENT_FROM, user="klik", password="hush")  # noqa: S106 -- protects nothing
        with given.open() as mailer:
            answer = mailer.send(MAIL)

    assert answer.reply == Reply.CLOSED
    assert "hush" not in repr(given)


def test_a_connection_without_the_encryption_that_was_asked_for_is_not_used() -> None:
    with listening() as server:
        given = SmtpServer("127.0.0.1", server.port, SENT_FROM, starts_tls=True)
        with given.open() as mailer:
            answer = mailer.send(MAIL)

    assert answer.reply == Reply.CLOSED
    assert server.accepted == []


def test_no_trouble_repeats_what_a_server_said() -> None:
    said = f"550 5.1.1 <{MAIL.address}> Ouder1A Voorbeeld is unknown"
    with listening(at_recipient=[said], at_content=[said], at_sender=[]) as server:
        answers = _sent(server, MAIL, MAIL)

    assert [answer.trouble for answer in answers] == ["smtp-550"] * 2


def _sent(server: FaultyServer, *mails: Mail, patience_seconds: float = 5) -> list[Answer]:
    given = SmtpServer("127.0.0.1", server.port, SENT_FROM, patience_seconds=patience_seconds)
    with given.open() as mailer:
        return [mailer.send(mail) for mail in mails]
