"""A new data key reaches every row and every file; what nobody may open stays as it is."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from tests.factories.acting import NOON, OPERATOR, WINGENE
from tests.factories.audit import acted, chain_of
from tests.factories.jobs import Clock, terms
from tests.factories.keys import make_keys

from klik.domains.audit.models import AuditLine, AuditPayload
from klik.ground import files
from klik.ground.files import rewrapping
from klik.ground.jobs.models import JobState
from klik.ground.jobs.queries import states_of
from klik.ground.jobs.worker import run_worker
from klik.ground.keys import reencryption
from klik.ground.keys.reencryption import register, sealed_fields
from klik.ground.keys.sealing import key_ring, version_of
from klik.ground.rekeying.jobs import REENCRYPT, rotate
from klik.ground.tenancy import acting_for
from klik.ground.tenancy.models import TenantModel

# Binary fields that are no secret: keyed hashes and digests, and texts that are public.
PLAIN = {
    "appointments.Appointment.code_hash",
    "appointments.Appointment.person",
    "audit.AuditLine.digest",
    "audit.AuditLine.payload_digest",
    "audit.AuditLine.previous",
    "audit.ChainHead.digest",
    "cases.Application.person",
    "cases.Case.subject",
    "cases.CoSignature.person",
    "cases.Decision.digest",
    "cases.Objection.person",
    "cases.Party.person",
    "catalogue.AdoptionRecord.text",
    "documents.Document.mark",
    "grants.Declined.person",
    "grants.Note.subject",
    "keys.DataKey.wrapped",
    "knowledge.EventRegistration.address_hash",
    "knowledge.EventRegistration.code_hash",
    "knowledge.EventRegistration.person",
    "knowledge.SpeakerContact.address_hash",
    "knowledge.SpeakerContact.person",
    "messages.FormerChannel.person",
    "messages.OutboxMessage.person",
    "messages.Preference.person",
    "messages.Written.person",
    "payments.AccountChange.account_hash",
    "payments.AccountChange.person",
    "payments.DebtorAccount.named_hash",
    "payments.Order.account_hash",
    "payments.Order.payee_hash",
    "people.ProtectedAddress.person",
    "people.Resident.person",
    "people.ResidentSession.token_hash",
    "registers.DeliveredRow.content",
    "registers.RowKey.key",
    "registers.RowParty.person",
    "reports.Report.code_hash",
    "reports.Report.person",
}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """Let stored files stand in a folder of this test."""
    settings.KLIK_HOME = tmp_path
    return tmp_path


def test_every_encrypted_field_is_registered() -> None:
    found = {
        f"{model._meta.label}.{field.name}"  # noqa: SLF001 -- Django's public-by-habit Meta
        for model in apps.get_models()
        if issubclass(model, TenantModel)
        for field in model._meta.get_fields()  # noqa: SLF001 -- likewise
        if isinstance(field, models.BinaryField)
    }
    registered = {
        f"{sealed.model._meta.label}.{sealed.field}"  # noqa: SLF001 -- likewise
        for sealed in sealed_fields()
    }

    assert registered == found - PLAIN


def test_a_field_that_nobody_may_update_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no right to UPDATE \(payload_digest\)"):
        register(AuditLine, "payload_digest", str)


def test_a_new_key_reaches_rows_and_files(committed: None) -> None:
    digest = _begun()

    _rotate()
    assert run_worker(once=True, terms=terms(Clock(), queues=["long"])) >= 1

    with acting_for([WINGENE], OPERATOR):
        versions = {version_of(bytes(one.sealed)) for one in AuditPayload.objects.all()}
        assert files.read_bytes(WINGENE, digest) == b"a letter"
        assert list(rewrapping.rewrap_files(key_ring(WINGENE))) == [False]
    assert versions == {2}
    assert chain_of(WINGENE).broken is None
    assert states_of(REENCRYPT) == {JobState.DONE: 1}


def test_a_row_that_does_not_open_holds_nothing_up(committed: None) -> None:
    _begun()
    with acting_for([WINGENE], OPERATOR):
        damaged = AuditPayload.objects.order_by("pk")[0]
        broken = bytes(damaged.sealed)[:-1] + b"\x00"
        AuditPayload.objects.filter(pk=damaged.pk).update(sealed=broken)

    _rotate()
    run_worker(once=True, terms=terms(Clock(), queues=["long"]))

    with acting_for([WINGENE], OPERATOR):
        kept = {one.pk: bytes(one.sealed) for one in AuditPayload.objects.all()}
    assert kept.pop(damaged.pk) == broken
    assert {version_of(sealed) for sealed in kept.values()} == {2}


def test_what_was_changed_meanwhile_is_left_alone(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begun()
    _rotate()
    decrypt = reencryption.decrypt

    def decrypt_and_change(nis: str, purpose: str, encrypted: bytes) -> bytes:
        AuditPayload.objects.update(sealed=b"newer")
        return decrypt(nis, purpose, encrypted)

    monkeypatch.setattr(reencryption, "decrypt", decrypt_and_change)
    sealed = next(one for one in sealed_fields() if one.model is AuditPayload)
    with acting_for([WINGENE], OPERATOR):
        turn = reencryption.reencrypt_rows(sealed, WINGENE, after=None)
        assert {bytes(one.sealed) for one in AuditPayload.objects.all()} == {b"newer"}

    assert (turn.seen, turn.renewed) == (3, 0)


def test_a_file_that_is_gone_or_damaged_is_passed_over(committed: None, home: Path) -> None:
    _begun()
    root = home / "files" / WINGENE / "aa"
    root.mkdir(parents=True, exist_ok=True)
    (root / ("a" * 64)).write_bytes(b"no sealed file")
    _rotate()

    with acting_for([WINGENE], OPERATOR):
        ring = key_ring(WINGENE)
    first, again = (sum(rewrapping.rewrap_files(ring)) for _ in range(2))

    assert (first, again) == (1, 0)


def _begun() -> str:
    make_keys(WINGENE)
    acted(3, WINGENE)
    with acting_for([WINGENE], OPERATOR):
        return files.store_bytes(WINGENE, b"a letter")


def _rotate() -> None:
    with acting_for([WINGENE], OPERATOR):
        rotate([WINGENE], moment=NOON)
