"""A provider of ours for each test; and npm's `oidc-provider` where it is installed.

KLIK_TEST_OIDC_PROVIDER names a folder in which `npm ci` was run with the package.json of the folder
`provider` beside this file; without it the tests that need it are left out.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import playwright
import pytest
from tests.factories.log_in_attempts import BACK
from tests.factories.log_in_provider import FaultyProvider, providing

INSTALLED = os.environ.get("KLIK_TEST_OIDC_PROVIDER", "")
SCRIPT = Path(__file__).parent / "provider" / "provider.mjs"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a provider that is not installed."""
    if INSTALLED:
        return
    absent = [one for one in items if "installed_provider" in getattr(one, "fixturenames", ())]
    if absent:
        items[:] = [one for one in items if one not in absent]
        config.hook.pytest_deselected(items=absent)


@pytest.fixture
def provider() -> Iterator[FaultyProvider]:
    with providing() as found:
        yield found


@pytest.fixture(scope="module")
def installed_provider() -> Iterator[str]:
    """Run npm's provider, and give its address."""
    command = [_node(), str(SCRIPT), str(Path(INSTALLED).absolute()), BACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 -- a fixed command
        assert running.stdout
        yield running.stdout.readline().strip()
        running.terminate()


def _node() -> str:
    bundled = Path(playwright.__file__).parent / "driver" / "node"
    return str(bundled) if bundled.exists() else shutil.which("node") or "node"
