"""What tests of payments share: keys, a place for files, a place for tasks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories.account_changes import LAST_YEAR, payee, place
from tests.factories.acting import CLERK, HERENT, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.keys import make_keys
from tests.factories.messages import pdf_of
from tests.factories.payments import IBAN, RUN, Files, Tasks, connected
from tests.factories.towns import found_towns, stand_in

from klik.domains.messages import operations as messages
from klik.ground.letters.letter import Recipient
from klik.ground.tenancy import acting_for


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return a place for files."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Files(folder)


@pytest.fixture
def tasks() -> Tasks:
    """Return a place for tasks."""
    return Tasks()


@pytest.fixture
def paying(committed: None, files: Files, tasks: Tasks) -> Iterator[None]:
    """Give two municipalities everything that payments need."""
    make_keys(WINGENE, HERENT)
    with connected(files, tasks):
        yield


@pytest.fixture
def known(
    db: None, files: Files, tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FolderFiles]:
    """Give a town a payee who was paid and written to last year."""
    found_towns()
    letters = stand_in(tmp_path, monkeypatch)
    with connected(files, tasks):
        with acting_for([WINGENE], CLERK):
            filed(letters, "letter:1", pdf_of())
            messages.send(
                WINGENE,
                key="decision:1",
                person=payee(),
                recipient=Recipient("Ouder Voorbeeld", ("Voorbeeldstraat 12", "8750 Voorbeeld")),
                subject="U krijgt de geboortepremie",
                body_markdown="Beste Ouder Voorbeeld",
                document_keys=["letter:1"],
                language="nl",
                moment=LAST_YEAR,
            )
        with acting_for([WINGENE], RUN):
            place(1, IBAN, moment=LAST_YEAR)
        yield letters
