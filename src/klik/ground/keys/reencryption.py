"""What stands encrypted in tables: each domain names its fields, so that a new key reaches them.

Call `register` in the module `jobs` of an application, once per encrypted field.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.module_loading import autodiscover_modules

from klik.ground.keys.sealing import CannotDecrypt, decrypt, encrypt, newest_version, version_of
from klik.ground.tenancy.models import TenantModel

logger = logging.getLogger(__name__)

ROWS_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class SealedField:
    """One encrypted field of a table of municipalities.

    Attributes:
        model: The table.
        field: Its field; a row in which it is empty is left alone.
        purpose_of: What the field of a row was encrypted for.
    """

    model: type[TenantModel]
    field: str
    purpose_of: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one chunk did.

    Attributes:
        last: The key of the last row that was looked at; None when there was none left.
        seen: Rows that were looked at.
        renewed: Rows of these that were encrypted anew.
    """

    last: Any
    seen: int
    renewed: int


_fields: dict[tuple[str, str], SealedField] = {}


def register(model: type[TenantModel], field: str, purpose_of: Callable[[Any], str]) -> None:
    """Let a new data key reach `field` of `model`.

    Raises:
        ValueError: The application may not update that field on PostgreSQL: name it in `rights`.
    """
    label = model._meta.label  # noqa: SLF001 -- Django's public-by-habit Meta
    if not _may_update(model.rights, field):
        raise ValueError(f"{label} has no right to UPDATE ({field}), so no new key can reach it.")
    _fields[label, field] = SealedField(model, field, purpose_of)


def sealed_fields() -> list[SealedField]:
    """Return every encrypted field, after looking into each application's module `jobs`."""
    autodiscover_modules("jobs")
    return [_fields[name] for name in sorted(_fields)]


def count_rows(sealed: SealedField, municipality_nis: str) -> int:
    """Return how many rows the table has for a municipality acted for."""
    return sealed.model.objects.filter(municipality_nis=municipality_nis).count()


def reencrypt_rows(sealed: SealedField, municipality_nis: str, *, after: Any) -> Turn:
    """Encrypt up to 200 rows anew, where an earlier data key encrypted them.

    A row that was changed by somebody else meanwhile is left alone: it has the new key already. One
    that does not open is left as it is, for `klik audit verify` to name.

    Args:
        sealed: The field.
        municipality_nis: Among those acted for.
        after: The key of the row to go on after; None to begin.

    Raises:
        NotActing, OutsideActing: Nobody acts for the municipality here.
        DataKeyMissing, MasterKeyMissing, KeyDamaged: A key cannot be used.
    """
    rows = sealed.model.objects.filter(municipality_nis=municipality_nis).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    chunk = list(rows[:ROWS_AT_ONCE])
    newest = newest_version(municipality_nis)
    renewed = sum(_reencrypt(sealed, row, newest=newest) for row in chunk)
    return Turn(chunk[-1].pk if chunk else None, len(chunk), renewed)


def _reencrypt(sealed: SealedField, row: Any, *, newest: int) -> int:
    stored = getattr(row, sealed.field)
    if not stored or version_of(bytes(stored)) == newest:
        return 0
    nis, purpose = row.municipality_nis, sealed.purpose_of(row)
    try:
        plaintext = decrypt(nis, purpose, bytes(stored))
    except CannotDecrypt:
        logger.warning("A row does not open and keeps its key", extra={"municipality": nis})
        return 0
    as_it_was = sealed.model.objects.filter(pk=row.pk, **{sealed.field: stored})
    return as_it_was.update(**{sealed.field: encrypt(nis, purpose, plaintext)})


def _may_update(rights: tuple[str, ...], field: str) -> bool:
    for right in rights:
        word, _, columns = right.partition("(")
        named = [column.strip() for column in columns.rstrip(") ").split(",") if column.strip()]
        if word.strip() == "UPDATE" and (not named or field in named):
            return True
    return False
