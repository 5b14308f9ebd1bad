"""What a decision keeps of its own: enough to recompute it when the register data is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from klik.ground.canonical import digest_of
from klik.ground.deliveries import Accepted
from klik.ground.deliveries.outcomes import Question
from klik.ground.granting.noted import Noted, PayeeNoted
from klik.ground.granting.rulings import Ruling
from klik.ground.granting.stated import Request, request_of_plain, request_plain
from klik.ground.granting.subjects import Subject, subject_of
from klik.ground.granting.subjects_asked import subject_of_request
from klik.packages.adoption import Adoption
from klik.packages.records import RECORDS
from klik.packages.wording import Language
from klik.rules.situation import EarlierAward
from klik.rules.types import NONE

FORM = 1
# What decides how a row is treated, and what an envelope needs.
_ALWAYS_KEPT = ("event", "birth_type", "street", "house_number", "box", "postcode", "locality")


def kept_columns(adoption: Adoption) -> frozenset[str]:
    """Return the columns that a decision keeps: those that it read, and those of the envelope."""
    content = adoption.package.content
    record = RECORDS[adoption.content["agreement"]["record"]]
    sources = (fact.get("source", "").partition(".") for fact in content["facts"].values())
    read = {column for name, _, column in sources if name == record.name}
    rows = (row for collection in record.collections.values() for row in collection.rows)
    read.update(column for row in rows for column in row.values())
    read.update((*record.keys, *_ALWAYS_KEPT))
    return frozenset(read & record.columns.keys())


def kept_row(adoption: Adoption, row: Accepted) -> dict[str, Any]:
    """Return a row as plain values, with the columns that a decision keeps."""
    kept = kept_columns(adoption)
    return {
        "line": row.line,
        "municipality_nis": row.municipality_nis,
        "delivered_nis": row.delivered_nis,
        "values": {name: plain(row.values.get(name)) for name in sorted(kept)},
        "questions": [[one.code, one.column] for one in row.questions],
    }


def told_by(adoption: Adoption, row: Accepted) -> str:
    """Return the digest of what a row tells, whichever file and line it came in; hexadecimal.

    Two rows that tell the same give the same decision.
    """
    kept = kept_row(adoption, row)
    said = {name: value for name, value in kept["values"].items() if name != "event"}
    return digest_of([said, kept["delivered_nis"], kept["questions"]]).hex()


def grounds_of(adoption: Adoption, ruling: Ruling, *, language: Language) -> dict[str, Any]:
    """Return everything that a decision rests on, as plain values.

    `row`, `noted`, `decided_on`, `reference` and `language` recompute it; the rest is what came
    out, to compare with and to read.
    """
    subject, decision = ruling.subject, ruling.decision
    noted = subject.noted
    names = [value.name for value in adoption.package.rulebook.values]
    return {
        "form": FORM,
        "reference": subject.reference,
        "decided_on": subject.situation.decided_on.isoformat(),
        "language": language,
        "row": kept_row(adoption, subject.row),
        "noted": {
            "facts": plain(noted.facts),
            "is_bereaved": noted.is_bereaved,
            "was_read": noted.was_read,
            "own_words": noted.own_words,
            **payee_plain(noted),
        },
        "facts": plain(subject.situation.facts),
        "values": plain({name: decision.values[name] for name in names}),
        "awards": [
            {"id": one.id, "outcome": str(one.outcome), "given_as": one.given_as,
             "amount": plain(one.amount), "quantity": one.quantity}
            for one in decision.awards
        ],
        **outcome_of(ruling),
        **({} if subject.request is None else {"request": request_plain(subject.request)}),
        **_earlier_plain(subject),
    }  # fmt: skip


def told_by_request(adoption: Adoption, row: Accepted, request: Request) -> str:
    """Return the digest of what a row and a request tell together; hexadecimal."""
    return digest_of([told_by(adoption, row), request_plain(request)]).hex()


def outcome_of(ruling: Ruling) -> dict[str, Any]:
    """Return what came out, as plain values: what a second computation is compared with."""
    decision = ruling.decision
    return {
        "outcome": str(decision.outcome),
        "amount_cents": ruling.amount_cents,
        "verdicts": {name: str(verdict) for name, verdict in sorted(decision.verdicts.items())},
        "unmet": list(decision.unmet),
        "unknown": list(decision.unknown),
        "missing": list(decision.missing),
        "reason": ruling.reason,
    }


def subject_of_grounds(adoption: Adoption, grounds: Mapping[str, Any]) -> Subject:
    """Return the subject that `grounds_of` wrote down, to be decided again.

    Raises:
        ValueError: It was written in another form.
    """
    if grounds["form"] != FORM:
        raise ValueError(f"grounds of form {grounds['form']}; this reads form {FORM}")
    row, noted = row_of_kept(grounds["row"]), _noted(grounds["noted"])
    decided_on = date.fromisoformat(grounds["decided_on"])
    if "request" not in grounds:
        return subject_of(
            adoption,
            row,
            reference=grounds["reference"],
            decided_on=decided_on,
            noted=noted,
            earlier=_earlier(grounds),
        )
    return subject_of_request(
        adoption,
        request_of_plain(grounds["request"]),
        row=row,
        reference=grounds["reference"],
        decided_on=decided_on,
        noted=noted,
        earlier=_earlier(grounds),
    )


def _earlier_plain(subject: Subject) -> dict[str, Any]:
    """Return what the subject got before under `earlier`; empty of none, as it was before."""
    found = [
        {"amount": plain(one.amount), "decided_on": one.decided_on.isoformat(),
         "reference_day": None if one.reference_day is None else one.reference_day.isoformat()}
        for one in subject.situation.earlier
    ]  # fmt: skip
    return {"earlier": found} if found else {}


def _earlier(grounds: Mapping[str, Any]) -> tuple[EarlierAward, ...]:
    return tuple(
        EarlierAward(
            Decimal(one["amount"]["decimal"]),
            date.fromisoformat(one["decided_on"]),
            one["reference_day"] and date.fromisoformat(one["reference_day"]),
        )
        for one in grounds.get("earlier", [])
    )


def _noted(kept: Mapping[str, Any]) -> Noted:
    payee = kept.get("payee")
    return Noted(**{**kept, "payee": PayeeNoted(**payee) if payee else None})


def row_of_kept(row: Mapping[str, Any]) -> Accepted:
    """Return the row that `kept_row` wrote down."""
    return Accepted(
        line=row["line"],
        values={name: _cell(value) for name, value in row["values"].items()},
        municipality_nis=row["municipality_nis"],
        delivered_nis=row["delivered_nis"],
        questions=tuple(Question(code, column, {}) for code, column in row["questions"]),
    )


def payee_plain(noted: Noted) -> dict[str, dict[str, str]]:
    """Return a noted payee under `payee`; empty where nobody noted one, as it was before."""
    return {} if noted.payee is None else {"payee": asdict(noted.payee)}


def plain(value: Any) -> Any:
    """Return a value of the rules as texts, whole numbers, truth values, lists and mappings.

    What JSON cannot tell from a text says what it is: `{"date": "2026-03-02"}`.
    """
    if value is None or isinstance(value, str | int):
        return value
    if value is NONE:
        return {"none": True}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(below) for name, below in value.items()}
    if isinstance(value, Iterable):
        listed = [plain(below) for below in value]
        return sorted(listed, key=str) if isinstance(value, frozenset | set) else listed
    raise TypeError(f"{type(value).__name__} is no value of the rules")


def _cell(value: Any) -> Any:
    return date.fromisoformat(value["date"]) if isinstance(value, Mapping) else value
