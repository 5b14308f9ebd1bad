"""What is wrong with an answer, in each language, and what would be accepted."""

from __future__ import annotations

from collections.abc import Mapping

from klik.packages.french import french_of
from klik.packages.problems import InputRefused
from klik.packages.wording import Language, PageLanguage

Texts = Mapping[PageLanguage, str]


class AnswerRefused(InputRefused):
    """An answer that does not hold; nothing of it is repeated.

    Attributes:
        texts: What to do, in each language of pages.
        part: Which box of the answer, such as `year`; empty for the whole.
    """

    def __init__(self, texts: Mapping[Language, str], part: str = "", *, french: str = "") -> None:
        super().__init__(texts["en"])
        self.texts: Texts = {
            "nl": texts["nl"],
            "en": texts["en"],
            "fr": french or french_of(texts["nl"]),
        }
        self.part = part


def refused(code: str, *, part: str = "", **said: object) -> AnswerRefused:
    """Return what is wrong by its code, one of `_TEXTS`, with its figures filled in."""
    dutch, english = _TEXTS[code]
    texts: Mapping[Language, str] = {"nl": dutch.format(**said), "en": english.format(**said)}
    return AnswerRefused(texts, part, french=french_of(dutch).format(**said))


_TEXTS: dict[str, tuple[str, str]] = {
    "date": ("Vul een datum in.", "Enter a date."),
    "date-form": (
        "Deze datum bestaat niet. Vul dag, maand en jaar in, zoals 27 3 2026.",
        "This date does not exist. Enter day, month and year, as in 27 3 2026.",
    ),
    "date-year": ("Schrijf het jaar met 4 cijfers.", "Write the year with 4 digits."),
    "integer": ("Vul een getal in.", "Enter a number."),
    "integer-form": (
        "Vul een geheel getal in, zoals 3.",
        "Enter a whole number, as in 3.",
    ),
    "decimal": ("Vul een getal in.", "Enter a number."),
    "decimal-form": (
        "Vul een getal in, zoals 1,5. Na de komma staan hoogstens 6 cijfers.",
        "Enter a number, as in 1.5, with at most 6 digits after the point.",
    ),
    "money": ("Vul een bedrag in.", "Enter an amount."),
    "money-form": (
        "Vul een bedrag in euro in, zoals 12,50.",
        "Enter an amount in euros, as in 12.50.",
    ),
    "minimum": ("Vul {minimum} of meer in.", "Enter {minimum} or more."),
    "maximum": ("Vul hoogstens {maximum} in.", "Enter at most {maximum}."),
    "size": ("Dit getal is te groot.", "This number is too large."),
    "choice": ("Kies een van de antwoorden.", "Choose one of the answers."),
    "boolean": ("Kies ja of nee.", "Choose yes or no."),
    "iban": ("Vul een rekeningnummer in.", "Enter an account number."),
    "insz": (
        "Vul een rijksregisternummer in. U vindt het op de identiteitskaart.",
        "Enter a national register number. You find it on the identity card.",
    ),
    "kbo": ("Vul een ondernemingsnummer in.", "Enter an enterprise number."),
    "nis": ("Kies een gemeente.", "Choose a municipality."),
    "address-street": (
        "Vul de straat en het huisnummer in.",
        "Enter the street and the house number.",
    ),
    "address-postcode": (
        "Een postcode heeft 4 cijfers, zoals 8750.",
        "A postcode has 4 digits, as in 8750.",
    ),
    "address-town": ("Vul de gemeente in.", "Enter the town."),
    "file": (
        "Voeg een bestand toe, of duid aan dat u het niet hebt.",
        "Add a file, or say that you do not have it.",
    ),
    "text": ("Vul een antwoord in.", "Enter an answer."),
    "text-long": ("Gebruik hoogstens {most} tekens.", "Use at most {most} characters."),
    "text-signs": (
        "Dit antwoord heeft tekens die wij niet kunnen lezen. Typ het opnieuw.",
        "This answer has signs that we cannot read. Type it again.",
    ),
    "rows": (
        "Vul minstens één rij in, of duid aan dat er geen zijn.",
        "Fill in at least one row, or say that there are none.",
    ),
    "alternatives": (
        "Beantwoord minstens één van deze vragen.",
        "Answer at least one of these questions.",
    ),
}
