"""What every test shares: the seed, the long proofs, and no silent skips in CI."""

import os
import secrets
from random import Random

import pytest
from hypothesis import settings

pytest_plugins = ["tests.engines"]
PROVING = os.environ.get("KLIK_PROOF") == "1"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# No deadline: a loaded machine is slow, not wrong. The seed varies, in CI too.
settings.register_profile("klik", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("klik")


def pytest_configure(config: pytest.Config) -> None:
    """Choose one seed for this run; the parallel workers inherit it through the environment."""
    text = os.environ.setdefault("KLIK_SEED", str(secrets.randbelow(2**32)))
    if not text.isdecimal():
        raise pytest.UsageError(f"KLIK_SEED is {text!r}; write a whole number, 0 or more.")
    if config.getoption("hypothesis_seed") is None:
        config.option.hypothesis_seed = int(text)


def pytest_report_header() -> str:
    return f"seed: repeat this run with KLIK_SEED={os.environ['KLIK_SEED']}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs to `make proof`."""
    proofs = [] if PROVING else [item for item in items if item.get_closest_marker("proof")]
    if proofs:
        items[:] = [item for item in items if item not in proofs]
        config.hook.pytest_deselected(items=proofs)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test fails the run: what was not run is not known to hold."""
    if _skipped_in_ci(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = _skipped_in_ci(terminalreporter.config)
    if skipped:
        terminalreporter.section("skipped in CI")
        terminalreporter.line(f"{skipped} skipped: with CI set, a skipped test is a failure.")


def _skipped_in_ci(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", [])) if IN_CI and reporter else 0


@pytest.fixture(autouse=True)
def no_host_names(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every host be of nobody in particular, where a test has no database to ask."""
    if not {"db", "committed"} & set(request.fixturenames):
        from klik.faces.portal import hosts  # noqa: PLC0415 -- Django has started only now

        monkeypatch.setattr(hosts, "_owners", lambda _: {})


@pytest.fixture
def seed() -> int:
    """Return the seed of this run, as its header names it."""
    return int(os.environ["KLIK_SEED"])


@pytest.fixture
def random_numbers(seed: int) -> Random:
    """Return a generator that draws the same numbers for the same seed."""
    return Random(seed)  # noqa: S311 -- draws examples, protects nothing
