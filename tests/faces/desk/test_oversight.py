"""Oversight at the desk: acts, views of personal data, and the chain verified now."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from tests.engines import only_sqlite
from tests.faces.desk.desk_town import DESK, browser, executed
from tests.factories.grants import Town

import klik
from klik.domains.audit import jobs
from klik.faces.desk.oversight import actor_words, words
from klik.ground.clock import moment_now
from klik.ground.jobs.models import QueuedJob
from klik.ground.jobs.registry import Job
from klik.ground.tenancy import Role

AUDIT = f"{DESK}/toezicht/"
_DOMAINS = frozenset(
    {
        "appointments",
        "audit",
        "cases",
        "catalogue",
        "documents",
        "grants",
        "keys",
        "knowledge",
        "messages",
        "municipalities",
        "payments",
        "people",
        "polls",
        "registers",
        "tasks",
        "reports",
    }
)
# Jobs and files, which are written alike.
NO_ACTS = frozenset(
    {
        "appointments.appointmentkind",
        "audit.verify-chain",
        "cases.ask-sources-again",
        "knowledge.announce",
        "knowledge.forget-registrations",
        "knowledge.tell",
        "knowledge.wastezone",
        "knowledge.yaml",
        "grants.execute-run",
        "grants.plan-run",
        "keys.reencrypt",
        "messages.forget-former-channels",
        "messages.publish-waiting",
        "messages.send-waiting",
        "messages.write-left-batches",
        "messages.write-print-batches",
        "municipalities.csv",
        "payments.announce-accounts",
        "payments.ask-for-batches",
        "payments.take-accounts",
        "payments.write-batches",
        "polls.forget",
        "people.forget-ended",
        "registers.expire",
        "registers.name-parties",
        "registers.remove-files",
    }
)


class NoFence:
    """Stands where a worker holds its lease."""

    def progress(self, done: int, total: int) -> None:
        """Let everything pass."""


@pytest.fixture
def granted(town: None, tmp_path: Path) -> Iterator[Town]:
    return executed(tmp_path)


def verified(town: Town) -> None:
    """Do the work that is asked for, as a worker does."""
    asked = QueuedJob.objects.get(name=jobs.VERIFY)
    job = Job(asked.pk, asked.name, asked.key, town.nis, {}, 1, NoFence())
    jobs.verify_chain(job)
    QueuedJob.objects.filter(pk=asked.pk).update(state="done", finished_at=moment_now())


def test_an_auditor_reads_the_acts_by_filter(granted: Town) -> None:
    client = browser(Role.AUDITOR)

    every = client.get(AUDIT).content.decode()
    planned = client.get(f"{AUDIT}?act=grants.plan").content.decode()

    assert "Een levering is ontvangen" in every
    assert "registers.receive" not in every.partition("<table")[2]
    assert "/runs/" in planned
    assert planned.count('role="rowheader"') == 1


def test_one_act_says_what_it_was_about(granted: Town) -> None:
    client = browser(Role.AUDITOR)
    page = client.get(f"{AUDIT}?act=grants.plan").content.decode()
    address = page.partition('role="rowheader"')[2].partition('href="')[2].partition('"')[0]

    assert "Totaal in cent: " in client.get(address).content.decode()
    assert client.get(f"{AUDIT}99999/").status_code == 404


def test_an_act_shows_no_codes(granted: Town) -> None:
    client = browser(Role.AUDITOR)
    page = client.get(f"{AUDIT}?act=grants.end-run").content.decode()
    address = page.partition('role="rowheader"')[2].partition('href="')[2].partition('"')[0]

    shown = client.get(address).content.decode().partition("Waarover het ging")[2]

    assert "<dd>done" not in shown
    assert "Uitgevoerd" in shown


def test_who_looked_at_whom_is_listed(granted: Town) -> None:
    reference = granted.effects().decisions[0].reference
    browser(Role.CLERK, email="bea@voorbeeld.be").get(f"{DESK}/dossiers/{reference}/")

    page = browser(Role.AUDITOR).get(f"{AUDIT}inzage/").content.decode()

    assert f"Dossier {reference}" in page


def test_a_chain_that_is_verified_now_is_whole(granted: Town) -> None:
    client = browser(Role.AUDITOR)

    before = client.get(AUDIT).content.decode()
    asked = client.post(f"{AUDIT}nakijken/")
    during = client.get(AUDIT).content.decode()
    verified(granted)
    after = client.get(AUDIT).content.decode()

    assert "nog niet nagekeken" in before
    assert asked.status_code == 303
    assert "wordt opnieuw berekend" in during
    assert "De keten is heel" in after


@only_sqlite  # on PostgreSQL the application may change no line; tests/domains/audit does
def test_a_changed_line_is_named(granted: Town) -> None:
    client = browser(Role.AUDITOR)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditline SET act = 'x.y' WHERE number = 3")

    client.post(f"{AUDIT}nakijken/")
    verified(granted)

    page = client.get(AUDIT).content.decode()
    assert "De keten is gebroken bij regel 3" in page
    assert "De regel werd veranderd." in page


def test_oversight_is_there_for_an_auditor_alone(granted: Town) -> None:
    client = browser(Role.CLERK, Role.APPROVER, Role.FINANCE, Role.REGULATION_MANAGER)

    answers = [client.get(AUDIT), client.get(f"{AUDIT}inzage/"), client.post(f"{AUDIT}nakijken/")]

    assert {one.status_code for one in answers} == {404}


def test_every_act_that_is_recorded_has_words() -> None:
    recorded = {name for name in _names_like_acts() if name.partition(".")[0] in _DOMAINS}

    assert recorded - NO_ACTS == set(words.ACTS)


def test_every_actor_of_klik_has_words() -> None:
    pattern = re.compile(r'Actor\(ActorKind\.(?:SYSTEM|OPERATOR), "([a-z-]+)"')
    named = {one for text in _sources() for one in pattern.findall(text)}

    assert named <= set(actor_words.ACTORS)


def _sources() -> list[str]:
    root = Path(klik.__file__).parent
    files = (one for one in root.rglob("*.py") if not {"migrations", "words"} & set(one.parts))
    return [one.read_text() for one in files if one.name not in ("words.py", "models.py")]


def _names_like_acts() -> set[str]:
    return {
        one for text in _sources() for one in re.findall(r'"([a-z]+\.[a-z]+(?:-[a-z]+)*)"', text)
    }
