"""Letters a second: Klik's `render_letters` beside typst alone with the same form and content.

For typst alone everything is ready beforehand: the texts are read, the content is JSON. Stops with
an error where one byte of a letter differs.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path

from _measuring import arguments, load, show_ratio
from typst import Compiler

import klik.ground.letters.rendering as klik_letters
from klik.ground.letters.content import content_of
from klik.ground.letters.letter import Letter, Letterhead, Reason, Recipient, Signatory, SourceLine
from klik.ground.letters.rendering import render_letters

FORM = Path(klik_letters.__file__ or "").parent / "form"
NOON = int(datetime.combine(date(2026, 3, 6), clock(12), tzinfo=UTC).timestamp())
REGULATION = "Gemeentelijk reglement geboortepremie (voorbeeld), artikel"


def main() -> int:
    """Measure, compare the letters, and return an exit code."""
    given = arguments(__doc__ or "", rows=500)
    letters = [_letter(number) for number in range(given.rows)]
    contents = [json.dumps(content_of(letter), ensure_ascii=False) for letter in letters]
    cores = os.cpu_count() or 1
    print(f"{given.rows:,} letters of one page; {load()}", flush=True)
    alone, expected = _measured(lambda: _typst_alone(contents))
    single, same = _measured(lambda: _klik(letters, workers=1))
    many, again = _measured(lambda: _klik(letters, workers=cores))
    for name, seconds in {
        "typst alone, one process": alone,
        "Klik, one process": single,
        f"Klik, {cores} processes": many,
    }.items():
        print(f"{name:26}{given.rows / seconds:8.0f} letters a second")
    show_ratio("Time of Klik / typst alone", single / alone, 1.2)
    show_ratio(f"Time of Klik with {cores} processes / typst alone", many / alone, 1.0)
    equal = expected == same == again
    print("Every letter is the same, byte for byte." if equal else "LETTERS DIFFER.")
    return 0 if equal else 1


def _measured(render: Callable[[], Iterable[bytes]]) -> tuple[float, list[str]]:
    """Return the seconds that all letters take, and the digest of each."""
    begun = time.perf_counter()
    letters = list(render())
    seconds = time.perf_counter() - begun
    return seconds, [hashlib.sha256(letter).hexdigest() for letter in letters]


def _typst_alone(contents: list[str]) -> Iterable[bytes]:
    compiler = Compiler(input=str(FORM / "letter.typ"), root=str(FORM), ignore_system_fonts=True)
    for content in contents:
        rendered = compiler.compile(
            format="pdf",
            sys_inputs={"letter": content},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=NOON,
        )
        if isinstance(rendered, bytes):
            yield rendered


def _klik(letters: list[Letter], *, workers: int) -> Iterable[bytes]:
    return (pdf for _, pdf in render_letters(enumerate(letters), workers=workers))


def _letter(number: int) -> Letter:
    """Return a letter with what a birth premium's letter has; everything in it is fictitious."""
    return Letter(
        language="nl",
        reference=f"VBD-2026-{number:05}",
        dated_on=date(2026, 3, 6),
        place="Voorbeeld",
        subject=f"U krijgt de geboortepremie voor Noor Voorbeeld {number}",
        letterhead=Letterhead(
            "Gemeente Voorbeeld",
            "College van burgemeester en schepenen",
            ("Voorbeeldplein 1", "9999 Voorbeeld"),
            "051 00 00 00",
            "info@voorbeeld.example",
            "www.voorbeeld.example",
            "0999.990.123",
        ),
        recipient=Recipient("Lies Voorbeeld", (f"Voorbeeldstraat {number}", "9999 Voorbeeld")),
        body_markdown="Beste Lies Voorbeeld\n\nU krijgt van ons de **geboortepremie**. "
        "U hoeft daarvoor niets te doen: wij wisten genoeg om te beslissen.",
        amount_cents=10000 + number,
        payment_line="Wij storten dit bedrag ten laatste op 20 maart 2026.",
        reasons=(
            Reason("met", "Uw kind is hier ingeschreven.", f"{REGULATION} 2"),
            Reason("met", "Een ouder woont hier lang genoeg.", f"{REGULATION} 3"),
            Reason("not_applicable", "U vroeg de premie op tijd aan.", f"{REGULATION} 4"),
        ),
        sources=(SourceLine("Geboorte en inschrijving", "Register (voorbeeld)", "Protocol 1"),),
        appeal_markdown="Vraag ons eerst om opnieuw te kijken. U kunt ook in beroep gaan.",
        rights_markdown="U mag uw gegevens inkijken en laten verbeteren.",
        contact_name="Tine Voorbeeld, dienst Burgerzaken",
        signatories=(Signatory("An Voorbeeld", "algemeen directeur"),),
        label="VOORBEELD",
    )


if __name__ == "__main__":
    sys.exit(main())
