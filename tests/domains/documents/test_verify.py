"""A changed byte in a document, or in its row, is found and named."""

import pytest
from django.db import IntegrityError, connections
from tests.engines import only_sqlite
from tests.factories.acting import CLERK, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.keys import make_keys

from klik.domains.documents import queries
from klik.domains.documents.models import Document
from klik.domains.documents.queries import Damaged
from klik.ground.tenancy import acting_for

DECISION = "GEB-37021-ABCDEFGHIJ"
COLUMNS = [
    field.column
    for field in Document._meta.concrete_fields  # noqa: SLF001 -- Django's public-by-habit Meta
    if field.column not in {"id", "municipality_nis"}
]
CHANGED = {
    "digest": f"'{'0' * 64}'",
    "size": "size + 1",
    "filed_at": "'2026-11-23 11:00:01+00:00'",
    "mark": "'x'",
}


@pytest.fixture
def three(committed: None, files: FolderFiles) -> FolderFiles:
    """File three letters."""
    make_keys(WINGENE)
    with acting_for([WINGENE], CLERK):
        for number in (1, 2, 3):
            filed(files, f"letter:{number}", b"letter %d" % number)
    return files


def test_documents_as_they_were_filed_are_whole(three: FolderFiles) -> None:
    assert _damaged() == []


def test_every_changed_byte_of_a_letter_is_named(three: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        file = three.home / WINGENE / queries.document_of(WINGENE, "letter:2").digest
    content = file.read_bytes()

    for place in range(len(content)):
        file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])

        assert _damaged() == [
            Damaged(WINGENE, "letter:2", "decision", DECISION, "the file was changed")
        ]


def test_a_letter_that_is_gone_is_named(three: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        (three.home / WINGENE / queries.document_of(WINGENE, "letter:2").digest).unlink()

    assert [(one.key, one.what) for one in _damaged()] == [("letter:2", "the file is missing")]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_named(three: FolderFiles, column: str) -> None:
    changed = CHANGED.get(column, f"{column} || 'x'")
    _tamper(f"{column} = {changed}")

    found = [one.what for one in _damaged()]
    assert found in (["its row was changed"], ["its row holds what Klik never writes"])


@only_sqlite
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("value", ["NULL", "'x'", "x'ff'", "-1.5", "'2026-13-45'"])
def test_a_column_that_holds_anything_at_all_is_named(
    three: FolderFiles, column: str, value: str
) -> None:
    constrained = False
    try:
        _tamper(f"{column} = {value}")
    except IntegrityError:
        constrained = True  # the table itself refuses it

    assert len(_damaged()) == (0 if constrained else 1)


def _damaged() -> list[Damaged]:
    with acting_for([WINGENE], CLERK):
        return list(queries.verify(WINGENE))


def _tamper(change: str) -> None:
    """Change a row as somebody with the database in hands would."""
    alias = "operator" if "operator" in connections else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute(f"UPDATE documents_document SET {change} WHERE key = 'letter:2'")  # noqa: S608 -- a change of this file
