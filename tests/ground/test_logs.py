"""A log holds plain facts; no name, number or account gets in on any path of an exception."""

import json
import logging
import threading
import warnings
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client, override_settings
from django.urls import path
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.jobs import FAIL, Clock, asked, terms
from tests.factories.municipalities import house_style

from klik.ground import logs
from klik.ground.jobs import registry
from klik.ground.jobs.models import QueuedJob
from klik.ground.jobs.worker import run_worker
from klik.ground.refusals import Refusal
from klik.ground.tenancy import acting_for

NAME, INSZ, IBAN = "Voorbeeld-Janssens", "85.07.30-033.28", "BE68 5390 0754 7034"  # fictitious
BARE_INSZ, BARE_IBAN, MAIL = "85073003328", "BE68539007547034", "an.voorbeeld@example.org"
PERSONAL = f"An {NAME}, {INSZ}, {IBAN}, {BARE_INSZ}, {BARE_IBAN}, {MAIL}"
SECRETS = (NAME, INSZ, IBAN, BARE_INSZ, BARE_IBAN, MAIL)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Return what the handler of production writes."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.LogLine())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)
    told = written.getvalue()
    assert [secret for secret in SECRETS if secret in told] == []
    assert all(isinstance(json.loads(line), dict) for line in told.splitlines())


def test_production_logs_with_it() -> None:
    assert settings.LOGGING["formatters"]["facts"]["()"] == "klik.ground.logs.LogLine"
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]


def test_a_message_is_printed_as_it_stands_in_the_code(log: StringIO) -> None:
    logging.getLogger("klik.tests").info("A letter for %s: %d", PERSONAL, 3)

    assert _lines(log)[0]["message"] == "A letter for …: …"


def test_only_known_facts_are_printed(log: StringIO) -> None:
    extra = {"name_of_payee": PERSONAL, "municipality": WINGENE, "route": PERSONAL, "count": 3}

    logging.getLogger("klik.tests").info("Done", extra=extra)

    line = _lines(log)[0]
    assert (line["municipality"], line["count"], "name_of_payee" in line) == (WINGENE, 3, False)
    assert line["route"] == "…"


def test_other_software_says_no_more_than_its_pattern(log: StringIO) -> None:
    logging.getLogger("django.db.backends").error("(%.3f) %s; args=%s", 0.1, PERSONAL, PERSONAL)
    logging.getLogger("some.library").error(f"cannot parse {PERSONAL}")  # noqa: G004 -- as it does
    logging.getLogger("django.request").error("%s: %s", "Not Found", f"/{NAME}/")

    assert [line["message"] for line in _lines(log)] == [
        "(…) …; args=…",
        "(a message of other software is left out)",
        "A page failed",
    ]


@pytest.mark.parametrize(
    "fault",
    [
        ValueError(PERSONAL),
        Refusal(PERSONAL),
        IntegrityError(f"Key (name)=({PERSONAL}) already exists."),
        KeyError(PERSONAL),
        UnicodeDecodeError("utf-8", PERSONAL.encode(), 0, 1, PERSONAL),
        ExceptionGroup(PERSONAL, [ValueError(PERSONAL)]),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_an_exception_is_a_kind_and_its_places(log: StringIO, fault: Exception) -> None:
    fault.add_note(PERSONAL)
    try:
        _raise_from(fault)
    except RuntimeError:
        logging.getLogger("klik.tests").exception("It failed", stack_info=True)

    line = _lines(log)[0]
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
    assert line["fault"] == ["builtins.RuntimeError", kind]
    assert line["where"][-1].endswith("_raise_from")
    assert set(line) == {"at", "level", "logger", "message", "fault", "where"}


def test_a_failing_page_tells_no_data(log: StringIO, client: Client) -> None:
    def fail(_: Any, who: str) -> None:
        raise ValueError(who)

    urls = type("Urls", (), {"urlpatterns": [path("<str:who>/", fail, name="failing")]})
    client.raise_request_exception = False

    with override_settings(ROOT_URLCONF=urls):
        response = client.get(f"/{NAME} {INSZ}/?iban={BARE_IBAN}")

    assert response.status_code == 500
    failed, answered = (line for line in _lines(log) if line["logger"] != "asyncio")
    assert (failed["message"], failed["fault"]) == ("A page failed", ["builtins.ValueError"])
    assert (answered["route"], answered["status"]) == ("failing", 500)
    assert failed["request"] == answered["request"] == response["X-Request-ID"]


def test_a_failing_job_tells_no_data(
    committed: None, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(job: registry.Job) -> None:
        with acting_for([WINGENE], CLERK):
            house_style(WINGENE).save()
            house_style(WINGENE).save()  # a message of the database, with what stands in the row

    known = {**registry.known_jobs(), FAIL: registry.Registered(fail, is_long=False, attempts=1)}
    monkeypatch.setattr(registry, "_jobs", known)
    asked(FAIL)

    run_worker(once=True, terms=terms(Clock()))

    failed = next(line for line in _lines(log) if line["message"] == "A job failed")
    assert failed["fault"][0] == "django.db.utils.IntegrityError"
    assert failed["municipality"] == WINGENE
    assert QueuedJob.objects.get(name=FAIL).failure == "django.db.utils.IntegrityError"


def test_what_nobody_catches_is_told_the_same_way(
    log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    logs.hook_uncaught()

    thread = threading.Thread(target=_raise_from, args=[ValueError(PERSONAL)])
    thread.start()
    thread.join()

    assert _lines(log)[0]["fault"] == ["builtins.RuntimeError", "builtins.ValueError"]


def test_a_warning_tells_no_data(log: StringIO) -> None:
    logging.captureWarnings(capture=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(PERSONAL, stacklevel=1)
    finally:
        logging.captureWarnings(capture=False)

    assert _lines(log)[0]["message"] == "(a message of other software is left out)"


def test_facts_of_a_block_stand_on_each_of_its_lines(log: StringIO) -> None:
    logger = logging.getLogger("klik.tests")
    with logs.about(request="r1", municipality=WINGENE, name=PERSONAL):
        logger.info("Inside")
    logger.info("Outside")

    inside, outside = _lines(log)
    assert (inside["request"], inside["municipality"]) == ("r1", WINGENE)
    assert "request" not in outside


@pytest.mark.parametrize("kept", ["0b21c3a4-11d5-4a53-9f0e-112233445566", "GEB-37021-ABCDEFGHIJ"])
def test_a_token_is_not_struck_out(kept: str) -> None:
    assert logs.without_personal(f"{kept} at {NOON:%Y-%m-%d %H:%M}").startswith(kept)


def _raise_from(fault: Exception) -> None:
    try:
        raise fault  # noqa: TRY301 -- a cause for the next
    except Exception as cause:
        raise RuntimeError(PERSONAL) from cause


def _lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]
