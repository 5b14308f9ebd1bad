"""The agreements in force of a municipality, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from klik.domains.registers import queries as registers
from klik.packages.french import in_language, in_words
from klik.packages.records import RECORDS
from klik.packages.wording import PageLanguage

if TYPE_CHECKING:
    from klik.domains.registers.models import Agreement


@dataclass(frozen=True, slots=True)
class PublicAgreement:
    """One agreement in words.

    Attributes:
        title: What it is called.
        provider: Who delivers.
        purpose: What the data serve for.
        columns: What is delivered, by the labels of the record.
        from_on: Its first day.
        until_on: Its last day; None is no end.
        keep_days: How many days the data are kept.
    """

    title: str
    provider: str
    purpose: str
    columns: tuple[str, ...]
    from_on: date
    until_on: date | None
    keep_days: int


def public_agreements(
    municipality_nis: str, day: date, *, language: PageLanguage
) -> tuple[PublicAgreement, ...]:
    """Return the agreements of a municipality acted for that are in force on `day`, in words."""
    rows = registers.agreements_in_force(municipality_nis, day)
    return tuple(_in_words(one, language) for one in rows)


def _in_words(agreement: Agreement, language: PageLanguage) -> PublicAgreement:
    known = RECORDS[agreement.record].columns
    columns = [known[name] for name in agreement.columns if name in known]
    return PublicAgreement(
        title=in_language(agreement.title, language),
        provider=agreement.provider,
        purpose=in_language(agreement.purpose, language),
        columns=tuple(in_words(one, language) for one in columns),
        from_on=agreement.from_on,
        until_on=agreement.until_on,
        keep_days=agreement.keep_days,
    )
