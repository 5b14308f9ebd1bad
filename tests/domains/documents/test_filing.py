"""A document is filed once under its key, and never replaced."""

from dataclasses import replace

import pytest
from tests.factories.acting import APPROVER, AUDITOR, CLERK, HERENT, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed, filing

from klik.domains.audit import queries as audit
from klik.domains.documents import operations, queries
from klik.domains.documents.models import Document
from klik.ground.refusals import Refusal
from klik.ground.tenancy import NotActing, OutsideActing, acting_for

DECISION = "GEB-37021-ABCDEFGHIJ"


def test_a_document_is_found_by_what_it_is_about(keys: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files, "letter:2", b"two")
        filed(files, "letter:1", b"one")

        found = list(queries.documents_about("decision", DECISION))

        assert [document.key for document in found] == ["letter:1", "letter:2"]
        assert queries.content_of(found[0]) == b"one"
        assert list(queries.documents_about("decision", "GEB-37021-ABSENT")) == []


def test_the_same_document_again_is_filed_once(keys: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        first = filed(files)
    with acting_for([WINGENE], APPROVER):
        again = filed(files)

    with acting_for([WINGENE], CLERK):
        assert (again.pk, Document.objects.count()) == (first.pk, 1)
        assert [line.act for line in audit.lines_of(WINGENE)] == ["documents.file"]


def test_many_documents_are_one_act(keys: None, files: FolderFiles) -> None:
    filings = [filing(f"letter:{number}", b"%d" % number) for number in (3, 1, 2, 1)]

    with acting_for([WINGENE], CLERK):
        rows = operations.file_documents(WINGENE, filings, moment=NOON)

    with acting_for([WINGENE], CLERK):
        line = audit.lines_of(WINGENE).get()
        payload = audit.payload_of(line)
    assert [row.key for row in rows] == ["letter:3", "letter:1", "letter:2", "letter:1"]
    assert payload is not None
    assert payload["count"] == 3


def test_another_content_is_refused_under_a_key(keys: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files)

        with pytest.raises(operations.DocumentDiffers):
            filed(files, content=b"another letter")

        assert queries.content_of(queries.document_of(WINGENE, "letter:1")) == b"a letter"


@pytest.mark.parametrize("key", ["", "Marie Voorbeeld", "x" * 91, ":letter", "letter\n1"])
def test_a_key_is_a_token(keys: None, key: str) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="is no key"):
        operations.file_documents(WINGENE, [filing(key)], moment=NOON)


@pytest.mark.parametrize("digest", ["", "ab", "A" * 64])
def test_a_digest_is_a_sha_256(keys: None, digest: str) -> None:
    wrong = replace(filing(), digest=digest)

    with acting_for([WINGENE], CLERK), pytest.raises(ValueError, match="is no SHA-256"):
        operations.file_documents(WINGENE, [wrong], moment=NOON)


def test_an_auditor_files_nothing(keys: None) -> None:
    with acting_for([WINGENE], AUDITOR), pytest.raises(operations.DocumentsNotYours):
        operations.file_documents(WINGENE, [filing()], moment=NOON)


def test_documents_are_of_one_municipality(keys: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        filed(files)
        with pytest.raises(OutsideActing):
            operations.file_documents(HERENT, [filing()], moment=NOON)
    with pytest.raises(NotActing):
        operations.file_documents(WINGENE, [filing()], moment=NOON)

    with acting_for([HERENT], CLERK):
        assert list(queries.documents_about("decision", DECISION)) == []
        with pytest.raises(queries.DocumentNotFound):
            queries.document_of(WINGENE, "letter:1")


def test_a_content_that_changed_is_not_shown(keys: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        document = filed(files)
        (files.home / WINGENE / document.digest).write_bytes(b"b letter")

        with pytest.raises(Refusal):
            queries.content_of(document)
