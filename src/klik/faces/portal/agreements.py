"""The agreements in force of a municipality, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from klik.domains.registers import queries as registers
from klik.packages.records import RECORDS
from klik.packages.wording import Language

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
    municipality_nis: str, day: date, *, language: Language
) -> tuple[PublicAgreement, ...]:
    """Return the agreements of a municipality acted for that are in force on `day`, in words."""
    rows = registers.agreements_in_force(municipality_nis, day)
    return tuple(_in_words(one, language) for one in rows)


def _in_words(agreement: Agreement, language: Language) -> PublicAgreement:
    known = RECORDS[agreement.record].columns
    columns = [known[name] for name in agreement.columns if name in known]
    return PublicAgreement(
        title=_said(agreement.title, language),
        provider=agreement.provider,
        purpose=_said(agreement.purpose, language),
        columns=tuple(one.nl if language == "nl" else one.en for one in columns),
        from_on=agreement.from_on,
        until_on=agreement.until_on,
        keep_days=agreement.keep_days,
    )


def _said(text: Mapping[str, str], language: Language) -> str:
    return text.get(language, text["nl"])
