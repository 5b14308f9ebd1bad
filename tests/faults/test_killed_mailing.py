"""Killed at any instant, no mail is lost, and one that is repeated carries the same Message-ID."""

import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import outgoing, pdf_of, prefer_email, queue
from tests.factories.towns import found_towns, stand_in
from tests.faults.harness import Killer, at_once, counts, finish, show, watch
from tests.faults.mail_server import MailServer, mail_server

from klik.domains.messages import operations, ports, queries
from klik.domains.messages.jobs import send_waiting
from klik.domains.messages.models import OutboxMessage, Preference
from klik.domains.messages.operations.mailing import LEASE
from klik.gateways.mail.smtp import SmtpMailer, SmtpServer
from klik.ground.tenancy import acting_for

SECTIONS = ("claiming", "handing over", "accepted and not noted", "noting")
MAILS_A_ROUND = 3


@pytest.fixture
def files(committed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderFiles:
    """Found the towns; return the store of their files."""
    found_towns()
    return stand_in(tmp_path, monkeypatch)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """Run a mail server and put it behind the port."""
    with mail_server(tmp_path / "accepted") as running:
        named = SmtpServer("127.0.0.1", running.port, "klik@voorbeeld.example")
        monkeypatch.setattr(ports.mailer, "_service", named.open)
        yield running


@pytest.mark.parametrize("kills_each", counts(5, sections=len(SECTIONS)))
def test_killed_senders_lose_no_mail(
    files: FolderFiles,
    server: MailServer,
    random_numbers: Random,
    monkeypatch: pytest.MonkeyPatch,
    kills_each: int,
) -> None:
    killer = Killer(random_numbers, sections=SECTIONS, kills_each=kills_each)
    watch(monkeypatch, "claiming", operations, "claim_next")
    watch(monkeypatch, "handing over", SmtpMailer, "send")
    watch(monkeypatch, "accepted and not noted", SmtpMailer, "send", stretch=0.005, after=True)
    watch(monkeypatch, "noting", operations, "note_answer")
    numbers, queued = count(1), []

    for _ in killer.rounds():
        queued += queue(files, *(next(numbers) for _ in range(MAILS_A_ROUND)))
        killer.kill(lambda: send_waiting(NOON))
        finish(lambda: send_waiting(NOON + 2 * LEASE))

    sent = Counter(message_id for message_id, _ in server.accepted())
    repeats = sent.total() - len(sent)
    show(f"{len(queued)} mails, {repeats} sent twice or more; {killer.histogram()}")
    assert set(sent) == set(queued)
    assert len(set(server.accepted())) == len(sent)  # a repeat is the same byte for byte
    assert repeats <= killer.deaths.total()
    assert _states() == {("email", "sent"): len(queued)}


def test_two_senders_at_once_send_each_mail_once(files: FolderFiles, server: MailServer) -> None:
    queued = queue(files, *range(1, 25))

    answers = at_once([lambda: send_waiting(NOON).accepted] * 2)

    assert sum(answers) == len(queued)
    assert Counter(one for one, _ in server.accepted()) == Counter(queued)
    assert _states() == {("email", "sent"): len(queued)}


def test_who_send_the_same_keys_at_once_leave_one_row_each(
    files: FolderFiles, server: MailServer
) -> None:
    keys = range(1, 13)
    with acting_for([WINGENE], CLERK):
        for number in keys:
            filed(files, f"letter:{number}", pdf_of(number))
    start = time.monotonic() + 1

    answers = at_once([lambda: _send_each(keys, start)] * 3)

    assert answers[0] == answers[1] == answers[2]
    assert len(set(answers[0])) == 12
    with acting_for([WINGENE], CLERK):
        assert OutboxMessage.objects.count() == 12
        assert Preference.objects.count() == 12


def _send_each(keys: range, start: float) -> list[str]:
    """Send a message for each key in a transaction of its own, from `start` on."""
    sent = []
    for number in keys:
        time.sleep(max(0.0, start + number / 20 - time.monotonic()))
        with acting_for([WINGENE], CLERK):
            prefer_email(number)
        with acting_for([WINGENE], CLERK):
            (row,) = operations.send_all(WINGENE, [outgoing(number)], moment=NOON)
            sent.append(str(row.pk))
    return sent


def _states() -> dict[tuple[str, str], int]:
    with acting_for([WINGENE], CLERK):
        return {(one.channel, one.state): one.count for one in queries.tallies(WINGENE)}
