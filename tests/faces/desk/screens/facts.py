"""Sample facts in the shape of the domains' rows; every name, number and amount is made up."""

from datetime import date, datetime
from types import SimpleNamespace as Row
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from klik.ground.clock import HOME

ID = UUID(int=7)
REFERENCE = "GEB-37021-ABCDEFGHIJ"
BORN_ON = date(2026, 2, 8)


def at(day: int, hour: int = 8, minute: int = 4) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=HOME)


def page_of(rows: list[Any], *, of: int = 0) -> Page[Any]:
    """Return the first page of these rows, as if there were `of`."""
    return Paginator([*rows, *rows * of][: max(of, len(rows))], max(len(rows), 1)).page(1)


AGREEMENT = Row(
    title={"nl": "Geboorten van Wingene", "en": "Births of Wingene"},
    purpose={"nl": "De geboortepremie toekennen", "en": "Granting the birth premium"},
    provider="VUTG Voorbeeld",
    columns=["RRN_KIND", "GEBOORTEDATUM", "RRN_OUDER1", "IBAN"],
)


def delivery(**changed: Any) -> Row:
    return Row(
        **{
            "id": ID,
            "agreement": AGREEMENT,
            "filename": "geboorten-februari-2026.csv",
            "channel": "desk",
            "received_at": at(3),
            "received_by": "staff:joris",
            "state": "checked",
            "delivered": 17,
            "accepted": 14,
            "rejected": 3,
            "asked": 1,
            "refusal": None,
            "report_closed_at": None,
            "expires_on": date(2027, 3, 3),
            "expired_at": None,
            "is_unchecked": changed.get("state") in {"received", "checking"},
            **changed,
        }
    )


REJECTS = [
    Row(
        line=6,
        column="RRN_KIND",
        masked="26.02.08-•••.••",
        reason={"nl": "Het rijksregisternummer klopt niet: de controlecijfers zijn fout."},
        remedy={"nl": "Kijk het nummer na in het Rijksregister en lever de rij opnieuw."},
    ),
    Row(
        line=11,
        column="GEBOORTEDATUM",
        masked="31022026",
        reason={"nl": "31 februari bestaat niet."},
        remedy={"nl": "Schrijf dag, maand en jaar als 08/02/2026."},
    ),
    Row(
        line=17,
        column="",
        masked="",
        reason={"nl": "De rij heeft 11 velden, de kop heeft er 12."},
        remedy={"nl": "Zet tekst met een puntkomma tussen aanhalingstekens."},
    ),
]


def run(state: str = "planned", **changed: Any) -> Row:
    approved = state in {"approved", "executing", "done"}
    return Row(
        **{
            "id": ID,
            "state": state,
            "plan_digest": "4f1c9a07be23d8816c05aa7f",
            "planned_at": at(10, 9, 12),
            "planned_by": "staff:tine",
            "approved_at": at(10, 14, 30) if approved else None,
            "approved_by": "staff:joris" if approved else "",
            "organ": "College van burgemeester en schepenen" if approved else "",
            "decided_on": date(2026, 3, 9) if approved else None,
            "decision_reference": "CBS/2026/118" if approved else "",
            **changed,
        }
    )


FIGURES = [
    {"label": "rijen geleverd", "number": 17, "beside": "14 aanvaard, 3 geweigerd"},
    {"label": "kinderen krijgen de premie", "number": 13, "beside": "elk 100 euro"}
    | {"status": "granted"},
    {"label": "voor een mens", "number": 2, "beside": "een gegeven ontbreekt"}
    | {"status": "action"},
    {"label": "al eerder toegekend", "number": 1, "beside": "niets te betalen"},
    {
        "label": "te betalen",
        "number": "1.300",
        "unit": "euro",
        "beside": "budget over: 17.200 euro",
    },
]


def task(**changed: Any) -> Row:
    return Row(
        **{
            "id": ID,
            "state": "open",
            "priority": "normal",
            "opened_at": at(3),
            "due_on": date(2026, 5, 2),
            "assigned_to": "",
            "finished_at": None,
            "finished_by": "",
            **changed,
        }
    )


CASE = Row(reference=REFERENCE)


def decision(**changed: Any) -> Row:
    return Row(
        **{
            "reference": REFERENCE,
            "state": "standing",
            "outcome": "granted",
            "amount_cents": 10000,
            "organ": "het college van burgemeester en schepenen",
            "council_reference": "CBS/2026/118",
            "decided_on": date(2026, 3, 9),
            "package": "geboortepremie 1.4.0",
            **changed,
        }
    )


def batch(**changed: Any) -> Row:
    return Row(
        **{
            "message_id": "KLIK-37021-20260310-1",
            "execution_on": date(2026, 3, 20),
            "count": 13,
            "total_cents": 130000,
            "state": "written",
            "needs_second_person": False,
            "drawn_by": "staff:tine",
            "drawn_at": at(10, 15),
            "approved_by": "",
            "approved_at": None,
            "digest": "9b2fd0c17ae84455" * 4,
            **changed,
        }
    )


def order(**changed: Any) -> Row:
    return Row(
        **{
            "end_to_end_id": "E2E-37021-ABCDEFGHIJ",
            "decision": REFERENCE,
            "amount_cents": 10000,
            "state": "batched",
            "held_because": "",
            "bank_reason": "",
            "placed_at": at(10, 14, 31),
            "settled_at": None,
            "account": "BE49 •••• •••• 0171",
            **changed,
        }
    )
