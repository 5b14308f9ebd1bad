"""The names and headers of what a trial writes, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping

from klik.ground.deliveries.reporting import REPORT_HEADERS
from klik.packages.wording import Language

FILES: Mapping[str, Mapping[Language, str]] = {
    "decisions": {"nl": "beslissingen.csv", "en": "decisions.csv"},
    "reasons": {"nl": "redenen.jsonl", "en": "reasons.jsonl"},
    "rejects": {"nl": "afgekeurde-rijen.csv", "en": "rejected-rows.csv"},
    "persons": {"nl": "voor-een-mens.csv", "en": "for-a-person.csv"},
    "handouts": {"nl": "uit-te-delen.csv", "en": "to-hand-out.csv"},
    "letters": {"nl": "brieven", "en": "letters"},
    "payments": {"nl": "betalingen", "en": "payments"},
    "totals": {"nl": "totalen.json", "en": "totals.json"},
    "summary": {"nl": "samenvatting.html", "en": "summary.html"},
}
"""Per kind of output its name in each language; the names of the folder that a clerk opens."""

PAGE_FILES = ("klik.css", "house.css")
"""What stands beside the summary page so that it can be opened from disk."""

HEADERS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    "decisions": {
        "nl": ("kenmerk", "regel", "uitkomst", "bedrag", "vorm", "niet voldaan", "onbekend",
               "ontbreekt", "mens"),
        "en": ("reference", "line", "outcome", "amount", "given as", "unmet", "unknown",
               "missing", "person"),
    },
    "rejects": REPORT_HEADERS,
    "persons": {
        "nl": ("kenmerk", "regel", "waarom", "uitleg", "voorstel", "bedrag"),
        "en": ("reference", "line", "why", "explanation", "proposal", "amount"),
    },
    "handouts": {
        "nl": ("nummer", "kenmerk", "naam", "vorm", "waarde", "aantal", "geldig tot",
               "ophalen tot"),
        "en": ("number", "reference", "name", "form", "value", "pieces", "valid until",
               "collect by"),
    },
}  # fmt: skip
