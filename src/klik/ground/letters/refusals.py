"""Why a letter is not made, in Dutch and in English."""

from __future__ import annotations

from typing import Final

from klik.ground.refusals import Refusal, WordedRefusal, Wording

_SIGNS = (
    "Vervang tekens die niet in een gewone brief staan, zoals beeldtekens.",
    "Replace signs that stand in no ordinary letter, such as pictograms.",
)
_TEXTS: Final[dict[str, Wording]] = {
    "subject": (
        "De brief heeft geen onderwerp.",
        "The letter has no subject.",
        ("Zeg de uitkomst in een zin.", "Say the outcome in one sentence."),
    ),
    "recipient": (
        "De brief heeft geen bestemmeling.",
        "The letter has no recipient.",
        ("Geef de naam van wie hem krijgt.", "Give the name of who gets it."),
    ),
    "address-missing": (
        "Voor een brief op papier zijn een naam en een adres nodig.",
        "A letter on paper needs a name and an address.",
        ("Vul ze allebei in.", "Fill in both."),
    ),
    "address-long": (
        "Het adres heeft {lines} regels onder de naam.",
        "The address has {lines} lines below the name.",
        (
            "Er passen er {most} in het venster van de omslag.",
            "At most {most} fit in the window of the envelope.",
        ),
    ),
    "signatories": (
        "De brief heeft {count} ondertekenaars.",
        "The letter has {count} signatories.",
        ("Er passen er {most}.", "At most {most} fit."),
    ),
    "colour": (
        "{colour} is geen kleur van een huisstijl.",
        "{colour} is no house colour.",
        (
            "Geef # en zes hexadecimale tekens, zoals #2e7d4f.",
            "Give # and six hexadecimal signs, like #2e7d4f.",
        ),
    ),
    "letter-unset": (
        "De brief kan niet gezet worden.",
        "The letter cannot be set: {cause}.",
        _SIGNS,
    ),
    "sheet-unset": (
        "Het adresblad kan niet gezet worden.",
        "The address sheet cannot be set: {cause}.",
        _SIGNS,
    ),
    "part": (
        "{name}, regel {line}: {found} kan niet in een brief staan.",
        "{name}, line {line}: {found} cannot stand in a letter.",
        (
            "Wel alinea's, koppen, lijsten, **vet** en *cursief*.",
            "Accepted are paragraphs, headings, lists, **bold** and *italic*.",
        ),
    ),
    "heading": (
        "{name}, regel {line}: een kop van niveau {level} past hier niet.",
        "{name}, line {line}: a heading of level {level} has no place here.",
        ("Wel van niveau {accepted}.", "Accepted: {accepted}."),
    ),
}


class LetterTextRefused(WordedRefusal):
    """A text of a letter that cannot be set; nothing was made."""

    status = 422
    wordings = _TEXTS


class LetterNotRendered(Refusal):
    """The letter with `key` was refused while many were made; `reason` says why."""

    status = 422

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"Letter {key}: {reason}")
        self.key = key
        self.args = (key, reason)  # so that it can cross from a worker process
