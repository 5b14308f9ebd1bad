"""What is wrong with a bank's answer, and what to do, in Dutch and in English."""

from __future__ import annotations

from typing import Final

from klik.ground.refusals import Wording

_AS_GIVEN = (
    "Neem het bestand zoals de bank het gaf.",
    "Take the file as the bank gave it.",
)
_ANOTHER_FILE = (
    "Kies het antwoord op een bestand van deze gemeente.",
    "Choose the answer to a file of this municipality.",
)
_ASK_BANK = (
    "Er is niets veranderd. Vraag de bank een nieuw antwoord.",
    "Nothing was changed. Ask the bank for a new answer.",
)
_LINE = ("Regel {line}: ", "Line {line}: ")
_PLACE = ("Regel {line}, kolom {column}: ", "Line {line}, column {column}: ")


def _at_line(dutch: str, english: str, remedy: tuple[str, str] = _ASK_BANK) -> Wording:
    return _LINE[0] + dutch, _LINE[1] + english, remedy


def _at_place(dutch: str, english: str, remedy: tuple[str, str] = _AS_GIVEN) -> Wording:
    return _PLACE[0] + dutch, _PLACE[1] + english, remedy


_OF_THE_FORM: Final[dict[str, Wording]] = {
    "no-answer": (
        "Dit bestand is geen antwoord van een bank (pain.002).",
        "This file is no answer of a bank (pain.002).",
        _AS_GIVEN,
    ),
    "too-large": (
        "Dit bestand is groter dan {megabytes} MB. Zo groot is geen antwoord van een bank.",
        "This file is larger than {megabytes} MB, which no answer to a batch is.",
        _AS_GIVEN,
    ),
    "signs": (
        "De tekens van dit bestand zijn niet te lezen. UTF-8 is dat wel.",
        "This file is in signs that cannot be read. UTF-8 would be.",
        _AS_GIVEN,
    ),
    "not-xml": _at_place("dit is geen XML.", "this is not XML ({cause})."),
    "message": _at_place(
        "dit is {found}. We lezen {known}.", "this is {found}, where {known} is read."
    ),
    "deep": _at_place(
        "meer dan {most} elementen staan in elkaar.",
        "more than {most} elements stand within each other.",
    ),
    "element": _at_place(
        "{found} hoort hier niet in {within}. Verwacht: {expected}.",
        "{found} does not belong here in {within}; expected: {expected}.",
    ),
    "element-in-text": _at_place(
        "{found} hoort hier niet in {within}. Daar staat een tekst.",
        "{found} does not belong here in {within}; it holds a text.",
    ),
    "attribute": _at_place(
        "{name} heeft {wanted}.",
        "{name} has {wanted}.",
    ),
    "lacks": _at_place("in {name} ontbreekt {missing}.", "{name} lacks {missing}."),
    "value": _at_place("in {name} hoort {accepted}.", "{name} holds {accepted}."),
    "text": _at_place(
        "in {name} horen elementen, en geen tekst.", "{name} holds elements, no text."
    ),
    "document-type": _at_place(
        "een documenttype (DOCTYPE) lezen we niet. Een bank stuurt er geen.",
        "a document type (DOCTYPE) is not accepted; a bank sends none.",
    ),
    "not-euro": _at_line("een bedrag is niet in euro.", "an amount is not in euro."),
    "not-cents": _at_line(
        "in {name} hoort een bedrag in euro, met hele centen.",
        "{name} holds an amount of euro in whole cents.",
    ),
}
_OF_THE_CONTENT: Final[dict[str, Wording]] = {
    "not-sent": _at_line(
        "dit is het antwoord op een bestand dat deze gemeente niet stuurde.",
        "this answers a file that this municipality did not send.",
        _ANOTHER_FILE,
    ),
    "no-file": _at_line(
        "dit is het antwoord op bestand {batch}. Dat is nog niet gemaakt.",
        "this answers batch {batch}, of which no file was made.",
        _ANOTHER_FILE,
    ),
    "other-kind": _at_line(
        "dit is het antwoord op {found}. Klik stuurt pain.001.",
        "this answers a {found}, and Klik sends pain.001.",
        _ANOTHER_FILE,
    ),
    "other-file": _at_line(
        "dit is het antwoord op een ander bestand.", "this answers another file.", _ANOTHER_FILE
    ),
    "several-blocks": _at_line(
        "een bestand van Klik heeft een enkel blok met betalingen. Dit antwoord noemt er meer.",
        "a file of Klik has one payment block, and this answers several.",
    ),
    "other-block": _at_line(
        "dit blok met betalingen staat niet in ons bestand.", "this block is not in the file."
    ),
    "count": _at_line(
        "de bank telde {counted} betalingen. In ons bestand staan er {total}.",
        "the bank counted {counted} payments, and the file has {total}.",
    ),
    "sum": _at_line(
        "de bank heeft een som van {found}. De som van ons bestand is {total}.",
        "the bank has a sum of {found}, and the file has {total}.",
    ),
    "payment-unknown": _at_line(
        "deze betaling staat niet in ons bestand.", "this payment is not in the file."
    ),
    "payment-twice": _at_line(
        "betaling {reference} staat er twee keer.", "{reference} is answered twice."
    ),
    "amount": _at_line(
        "de bank herhaalt {found} voor {reference}. De opdracht is {amount}.",
        "the bank repeats {found} for {reference}, and the order is of {amount}.",
    ),
    "contradiction": _at_line(
        "de bank noemt deze betaling uitgevoerd, maar weigerde het geheel.",
        "the bank says executed, within what it rejected as a whole.",
    ),
}
ANSWER_TEXTS: Final[dict[str, Wording]] = {**_OF_THE_FORM, **_OF_THE_CONTENT}
"""Per code what is wrong with an answer of a bank."""
