"""A file to begin an adoption from: every key that a package needs, and what it proposes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from klik.packages.compiling import Package
from klik.packages.format import ground_words
from klik.packages.records import RECORDS, Record

FILL_IN = "VUL IN"  # one word to look for


def blank_adoption(package: Package, *, nis: str, municipality: str) -> str:
    """Return the text of an adoption of `package` for a municipality, to be filled in.

    Of the shape that is asked, so that a reader of the file says only what is still to fill in:
    the enterprise number and the account, which hold no number that exists.
    """
    return "\n".join(
        [*_head(package, nis, municipality), *_articles(package), *_body(municipality),
         *_parameters(package), *_agreement(package)]
    ) + "\n"  # fmt: skip


def _head(package: Package, nis: str, municipality: str) -> list[str]:
    content = package.content
    return [
        f"# {content['title']['nl']}, {municipality}. Zoek {FILL_IN} en vul alles in.",
        "format: klik-adoption/1",
        f"package: {content['id']}",
        f"release: {content['version']}",
        f'municipality: {{nis: "{nis}"}}   # {municipality}',
        "period: {from: 2000-01-01, until: none}   # VUL IN: de eerste dag waarop het geldt",
        "decision:",
        "  organ: gemeenteraad",
        "  decided_on: 2000-01-01   # VUL IN: de dag van het besluit",
        f"  reference: {FILL_IN}",
        f"  title: {{nl: {FILL_IN}, en: {FILL_IN}}}",
    ]


def _articles(package: Package) -> Iterator[str]:
    yield "# Het artikel van uw reglement voor elk woord van het pakket."
    yield "articles:"
    yield from (f"  {word}: {FILL_IN}" for word in sorted(ground_words(dict(package.content))))


def _body(municipality: str) -> list[str]:
    return [
        "granting_body:",
        "  kind: gemeente",
        f"  name: Gemeente {municipality}",
        '  enterprise_number: "0000000000"   # VUL IN',
        "  deciding_organ: college van burgemeester en schepenen",
        f"  debtor: {{name: Gemeente {municipality}, iban: BE00000000000000}}   # VUL IN",
        f"  budget_key: {FILL_IN}",
        "  signatories:",
        f"    - {{name: {FILL_IN}, function: algemeen directeur}}",
        f"    - {{name: {FILL_IN}, function: burgemeester}}",
        f"  appeal: {{nl: {FILL_IN}, en: {FILL_IN}}}   # hoe iemand bezwaar maakt",
        "  contact:",
        f"    service: {FILL_IN}",
        f"    person: {FILL_IN}",
        f"    address: [{FILL_IN}]",
        f'    phone: "{FILL_IN}"',
        f"  data_protection: {{nl: {FILL_IN}, en: {FILL_IN}}}",
    ]


def _parameters(package: Package) -> Iterator[str]:
    yield "# Wat u kiest. Zonder # ervoor telt uw keuze; met # geldt wat het pakket voorstelt."
    yield "parameters:"
    declared = package.content.get("parameters", {})
    if not any("default" not in one for one in declared.values()):
        yield "  {}"
    for name, one in declared.items():
        yield f"  # {one['title']['nl']}"
        if "default" in one:
            yield f"  # {name}: {_written(one['default'])}"
        else:
            yield f"  {name}: {FILL_IN}"


def _agreement(package: Package) -> list[str]:
    record = _record(package)
    others = [one for one in record.columns if one not in record.filled_columns]
    return [
        "# Neem alleen de kolommen die u nodig hebt.",
        "agreement:",
        f"  title: {{nl: {FILL_IN}, en: {FILL_IN}}}",
        f"  provider: {FILL_IN}",
        f"  purpose: {{nl: {FILL_IN}, en: {FILL_IN}}}",
        f"  record: {record.name}",
        f"  columns: [{', '.join(record.filled_columns)}]",
        f"  # Kan ook: {', '.join(others)}",
        "  from: 2000-01-01   # VUL IN",
        "  until: none",
        "  # corrections_email:   # waar de leverancier hoort dat iets niet klopt",
    ]


def _record(package: Package) -> Record:
    """Return the record from which the package takes its facts."""
    facts: Mapping[str, Any] = package.content["facts"]
    for fact in facts.values():
        name = fact.get("source", "").partition(".")[0]
        if name in RECORDS:
            return RECORDS[name]
    return next(iter(RECORDS.values()))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_number)


def _number(value: object) -> float:
    return float(value) if isinstance(value, Decimal) else 0.0
