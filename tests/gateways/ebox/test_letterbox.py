"""Consent and letters over real HTTP: each answer and each fault of eBox is judged."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Final

import pytest
from tests.factories.ebox_registry import LIES, Fault, FaultyEbox

from klik.domains.messages.ports import Answer, Attachment, EboxLetter, Reply
from klik.gateways.ebox import asking
from klik.gateways.ebox.letterbox import EboxRegistry, NoEbox

CONSENTS, LETTERS = "/federation/citizenEboxConsents/search", "/registry/ebox/messages"
KEY = "4f0a7a54-6a39-4f0c-9a5e-0a6f4c1d2b3e"
LETTER: Final = EboxLetter(
    key=KEY,
    register_number=LIES,
    sender_number="0999990123",
    subject="U krijgt de geboortepremie",
    attachments=(
        Attachment("Geboortepremie: VB-1 é", "application/pdf", b"%PDF-1.7 letter"),
        Attachment("Bijlage", "application/pdf", b"%PDF-1.7 annex"),
    ),
)
ACCEPTED: Final = Answer(Reply.ACCEPTED)


def test_a_letter_is_published_with_its_documents(ebox: FaultyEbox) -> None:
    registry = EboxRegistry(ebox.place())

    answers = [registry.consent(LIES), registry.publish(LETTER)]

    assert answers == [ACCEPTED, Answer(Reply.ACCEPTED, reference="message-1")]
    assert ebox.asked == ["/token", CONSENTS, LETTERS]  # one token for both
    [(key, message)] = ebox.letters.items()
    assert key == f'"{KEY}"'
    assert message["recipient"] == {"eboxType": "citizen", "ssin": LIES}
    assert message["sender"]["enterpriseNumber"] == "0999990123"
    assert message["subject"] == {"nl": "U krijgt de geboortepremie"}
    assert [one["isMainContent"] for one in message["attachments"]] == [True, False]
    assert ebox.parts["upfile1"] == ("Geboortepremie-VB-1-e.pdf", b"%PDF-1.7 letter")
    assert ebox.parts["upfile2"] == ("Bijlage.pdf", b"%PDF-1.7 annex")


def test_a_repeat_is_delivered_already(ebox: FaultyEbox) -> None:
    registry = EboxRegistry(ebox.place())

    answers = [registry.publish(LETTER), registry.publish(LETTER)]

    assert [one.reply for one in answers] == [Reply.ACCEPTED, Reply.ACCEPTED]
    assert len(ebox.letters) == 1


def test_who_does_not_consent_or_never_opened_it_gets_another_way(ebox: FaultyEbox) -> None:
    ebox.consenting, ebox.opened = set(), False
    registry = EboxRegistry(ebox.place())

    assert registry.consent(LIES) == Answer(Reply.REFUSED, "ebox-no-consent")
    assert registry.publish(LETTER) == Answer(Reply.REFUSED, "ebox-never-opened")


@pytest.mark.parametrize(
    "said",
    [
        {"consent": True},
        ["yes"],
        None,
        [{"eboxId": {"eboxIdValue": LIES}, "consent": "true"}],
        [{"eboxId": {"eboxIdValue": LIES}}],
        [{"eboxId": {"eboxIdValue": "70010100115"}, "consent": True}],
        [{"consent": True}],
        [],
    ],
)
def test_only_a_clear_yes_about_her_is_a_yes(ebox: FaultyEbox, said: object) -> None:
    ebox.faults[CONSENTS] = [Fault(200, body=json.dumps(said).encode())]

    assert EboxRegistry(ebox.place()).consent(LIES).reply != Reply.ACCEPTED


@pytest.mark.parametrize("path", [CONSENTS, LETTERS])
@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (Fault(403), Answer(Reply.REFUSED, "ebox-403")),
        (Fault(404), Answer(Reply.REFUSED, "ebox-none")),
        (Fault(400), Answer(Reply.REFUSED, "ebox-400")),
        (Fault(500), Answer(Reply.LATER, "ebox-500")),
        (Fault(302, {"Location": "http://127.0.0.1:9/"}), Answer(Reply.LATER, "ebox-302")),
        (
            Fault(429, {"Retry-After": "120"}),
            Answer(Reply.CLOSED, "ebox-429", wait=timedelta(minutes=2)),
        ),
        (Fault(503, {"Retry-After": "soon"}), Answer(Reply.CLOSED, "ebox-503")),
        (Fault(), Answer(Reply.LATER, "ebox-cut-off")),
        (Fault(silent_seconds=0.4), Answer(Reply.LATER, "ebox-silent")),
    ],
)
def test_each_fault_is_judged(ebox: FaultyEbox, path: str, fault: Fault, answer: Answer) -> None:
    ebox.faults[path] = [fault]
    registry = EboxRegistry(ebox.place())

    given = registry.consent(LIES) if path == CONSENTS else registry.publish(LETTER)

    assert given == answer


def test_a_letter_that_was_taken_before_the_connection_broke_counts_once(ebox: FaultyEbox) -> None:
    ebox.faults[LETTERS] = [Fault(after=True)]
    registry = EboxRegistry(ebox.place())

    answers = [registry.publish(LETTER).reply, registry.publish(LETTER).reply]

    assert (answers, len(ebox.letters)) == ([Reply.LATER, Reply.ACCEPTED], 1)


def test_a_token_that_expired_is_asked_anew_once(ebox: FaultyEbox) -> None:
    registry = EboxRegistry(ebox.place())
    registry.consent(LIES)
    ebox.tokens.clear()

    assert registry.consent(LIES) == ACCEPTED
    ebox.faults[CONSENTS] = [Fault(401), Fault(401)]
    assert registry.consent(LIES) == Answer(Reply.CLOSED, "ebox-401")
    assert ebox.asked.count("/token") == 3


def test_a_token_is_renewed_before_it_ends(
    ebox: FaultyEbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(asking, "time", SimpleNamespace(monotonic=lambda: now[0]))
    registry = EboxRegistry(ebox.place())
    for second in (0, 200, 271):
        now[0] = 1000.0 + second
        registry.consent(LIES)

    assert ebox.asked.count("/token") == 2  # of 300 seconds, less 30


@pytest.mark.parametrize("fault", [Fault(401), Fault(500), Fault(200, body=b"no JSON"), Fault()])
def test_without_a_token_no_letter_gets_through(ebox: FaultyEbox, fault: Fault) -> None:
    ebox.faults["/token"] = [fault]

    assert EboxRegistry(ebox.place()).consent(LIES).reply == Reply.CLOSED


def test_nobody_at_the_address_closes_the_way() -> None:
    with_nobody = FaultyEbox(url="http://127.0.0.1:9").place()

    assert EboxRegistry(with_nobody).publish(LETTER) == Answer(Reply.CLOSED, "ebox-unreachable")


def test_logs_and_addresses_hold_no_number_name_or_secret(
    ebox: FaultyEbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = json.dumps({"error": f"{LIES} is unknown"}).encode()
    ebox.faults = {CONSENTS: [Fault(500, body=told), Fault()], LETTERS: [Fault(400, body=told)]}
    registry = EboxRegistry(replace(ebox.place(), scope="letters"))

    answers = [registry.consent(LIES), registry.consent(LIES), registry.publish(LETTER)]

    logged = " ".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records)
    assert "ebox-500" in logged
    for hidden in (LIES, "geboortepremie", "a secret", "token-1"):
        assert hidden not in logged + "".join(ebox.asked) + repr(answers) + repr(LETTER)
    assert "a secret" not in repr(ebox.place())


def test_without_ebox_everything_goes_another_way() -> None:
    assert not NoEbox().is_on
    assert {NoEbox().consent(LIES), NoEbox().publish(LETTER)} == {Answer(Reply.REFUSED, "ebox-off")}
