"""Reasons of a decision or of a proposal as pages of the desk list them, with their facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from klik.faces.desk.persons import label_of, language
from klik.packages.explanation import Explained, Used
from klik.packages.records import BIRTHS, RECORDS

if TYPE_CHECKING:
    from klik.domains.registers.models import Delivery

Said = tuple[str, str]
_NOT_LISTED: Final = frozenset({"computed", "parameter", "platform"})
_NOTED: Final = frozenset({"asked", "person"})
_HERE: Final = ".in_territory"
_UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One condition: what holds, from which facts, on which article."""

    sentence: str
    verdict: str
    article: str
    facts: str


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact, and where it comes from; an empty value is not known."""

    label: str
    value: str
    source: str
    received_on: datetime | None


def reasons_shown(
    reasons: Sequence[Explained], shown: Sequence[Sequence[Said]]
) -> list[ReasonShown]:
    """Return reasons, each with the facts that somebody told; what follows from these is left out.

    Args:
        reasons: As a domain explains them.
        shown: Per reason its facts as label and value.
    """
    return [
        ReasonShown(
            sentence=one.sentence,
            verdict=str(one.verdict),
            article=one.article,
            facts=", ".join(f"{label}: {value}" for _used, label, value in _told(one, said)),
        )
        for one, said in zip(reasons, shown, strict=True)
    ]


def facts_shown(
    reasons: Sequence[Explained],
    shown: Sequence[Sequence[Said]],
    delivery: Delivery | None,
) -> list[FactShown]:
    """Return every fact that a reason used, once, with its source and the day it came in."""
    found: dict[str, FactShown] = {}
    for reason, said in zip(reasons, shown, strict=True):
        for used, label, value in _told(reason, said):
            found.setdefault(
                used.name,
                FactShown(
                    label=label[:1].upper() + label[1:],
                    value="" if used.value is None else value,
                    source=_source(used.source, delivery),
                    received_on=delivery.received_at
                    if delivery and used.source not in _NOTED
                    else None,
                ),
            )
    return list(found.values())


def _told(reason: Explained, shown: Sequence[Said]) -> Iterator[tuple[Used, str, str]]:
    """Yield what was told; what is not known only where the reason waits for it."""
    for used, (label, value) in zip(reason.used, shown, strict=True):
        is_wanted = used.value is not None or str(reason.verdict) == _UNKNOWN
        if used.source in _NOT_LISTED or not is_wanted:
            continue
        if used.name.endswith(_HERE):
            yield used, _column_said(used.source), _("here") if used.value else _("elsewhere")
        else:
            yield used, label.rstrip("?."), value


def _column_said(source: str) -> str:
    column = source.partition(".")[2]
    said = label_of(column) if column in BIRTHS.columns else source
    return said[:1].lower() + said[1:]


def _source(source: str, delivery: Delivery | None) -> str:
    if source == "asked":
        return _("The resident")
    if source == "person":
        return _("A member of staff")
    record = RECORDS.get(source.partition(".")[0])
    title = record.title[language()] if record else source
    return f"{title}, {delivery.agreement.provider}" if delivery else title
