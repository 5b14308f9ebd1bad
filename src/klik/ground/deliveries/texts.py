"""What is said of a row: why it is rejected, what to do about it, what is asked."""

from __future__ import annotations

from functools import lru_cache

from klik.ground.deliveries.outcomes import Question, Texts

_CORRECT_THE_VALUE = (
    "Verbeter de waarde bij de bron en lever de rij opnieuw.",
    "Correct the value at the source and deliver the row again.",
)
_CORRECT_THE_ROW = (
    "Kijk de rij na bij de bron en lever ze opnieuw.",
    "Check the row at the source and deliver it again.",
)
_NOTHING_TO_DO = (
    "Je hoeft niets te doen: de eerste rij telt.",
    "Nothing needs to be done: the first row counts.",
)

# Code: (Dutch reason, English reason), (Dutch remedy, English remedy).
_REASONS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "cell-count": (
        (
            "De rij heeft {found} cellen, de rij met kolomnamen heeft er {expected}.",
            "The row has {found} cells, the row of column names has {expected}.",
        ),
        _CORRECT_THE_ROW,
    ),
    "quote": (
        (
            "Een aanhalingsteken in deze rij is niet gesloten of staat op de verkeerde plaats.",
            "A quotation mark in this row is not closed or stands in the wrong place.",
        ),
        (
            "Zet een cel met een aanhalingsteken zelf tussen aanhalingstekens, en verdubbel het.",
            "Put a cell that holds a quotation mark between quotation marks, and double it.",
        ),
    ),
    "control-character": (
        (
            "Kolom {column} bevat een onzichtbaar stuurteken.",
            "Column {column} holds an invisible control character.",
        ),
        _CORRECT_THE_VALUE,
    ),
    "cell-too-long": (
        (
            "Kolom {column} is langer dan {expected} tekens.",
            "Column {column} is longer than {expected} characters.",
        ),
        _CORRECT_THE_VALUE,
    ),
    "value-missing": (
        ("Kolom {column} is leeg.", "Column {column} is empty."),
        ("Vul de kolom in en lever de rij opnieuw.", "Fill the column and deliver the row again."),
    ),
    "date-form": (
        (
            "Kolom {column} is geen bestaande datum.",
            "Column {column} is not a date that exists.",
        ),
        (
            "Schrijf de datum als jaar-maand-dag, zoals 2026-01-31.",
            "Write the date as year-month-day, as in 2026-01-31.",
        ),
    ),
    "date-range": (
        (
            "De datum in kolom {column} ligt niet tussen {first} en {last}.",
            "The date in column {column} does not lie between {first} and {last}.",
        ),
        _CORRECT_THE_VALUE,
    ),
    "date-after-delivery": (
        (
            "De datum in kolom {column} ligt na de dag van de levering ({last}).",
            "The date in column {column} lies after the day of delivery ({last}).",
        ),
        _CORRECT_THE_VALUE,
    ),
    "choice": (
        ("Kolom {column} heeft een onbekende waarde.", "Column {column} has an unknown value."),
        ("Gebruik een van deze woorden: {expected}.", "Use one of these words: {expected}."),
    ),
    "boolean": (
        ("Kolom {column} is geen J of N.", "Column {column} is neither J nor N."),
        ("Schrijf J voor ja of N voor nee.", "Write J for yes or N for no."),
    ),
    "integer": (
        (
            "Kolom {column} is geen geheel getal van {minimum} of meer.",
            "Column {column} is not a whole number of {minimum} or more.",
        ),
        (
            "Schrijf alleen cijfers, zonder punt of komma.",
            "Write digits only, without point or comma.",
        ),
    ),
    "form": (
        (
            "Kolom {column} heeft niet de afgesproken vorm.",
            "Column {column} does not have the agreed form.",
        ),
        ("Schrijf een maand als 2026-01.", "Write a month as 2026-01."),
    ),
    "nis-unknown": (
        (
            "Kolom {column} is geen gemeente in Vlaanderen, nu of voor de fusies van 2025.",
            "Column {column} is no municipality in Flanders, today or before the mergers of 2025.",
        ),
        _CORRECT_THE_VALUE,
    ),
    "municipality-not-agreed": (
        (
            "De gemeente van deze rij valt niet onder het protocol.",
            "The municipality of this row is not covered by the agreement.",
        ),
        (
            "Lever de rij aan de gemeente waar ze bij hoort.",
            "Deliver the row to the municipality it belongs to.",
        ),
    ),
    "duplicate": (
        (
            "Deze rij is gelijk aan de rij op regel {first}.",
            "This row is equal to the row on line {first}.",
        ),
        _NOTHING_TO_DO,
    ),
    "contradiction": (
        (
            "Deze rij spreekt de rij op regel {first} tegen: hetzelfde kind, andere gegevens.",
            "This row contradicts the row on line {first}: the same child, other values.",
        ),
        (
            "De eerste rij telt. Vraag bij de bron welke rij juist is; lever een CORRECTIE als dat "
            "nodig is.",
            "The first row counts. Ask the source which row is right; deliver a CORRECTIE if "
            "needed.",
        ),
    ),
    "duplicate-earlier": (
        (
            "Deze rij is gelijk aan een rij die al geleverd is "
            "(regel {first} van een eerder bestand).",
            "This row is equal to one that was delivered before (line {first} of an earlier file).",
        ),
        _NOTHING_TO_DO,
    ),
    "contradiction-earlier": (
        (
            "Deze rij spreekt een rij tegen die al geleverd is (regel {first} van een eerder "
            "bestand): hetzelfde kind, "
            "andere gegevens.",
            "This row contradicts one that was delivered before (line {first} of an earlier "
            "file): the same child, "
            "other values.",
        ),
        (
            "De eerste rij telt. Vraag bij de bron welke rij juist is; lever een CORRECTIE als dat "
            "nodig is.",
            "The first row counts. Ask the source which row is right; deliver a CORRECTIE if "
            "needed.",
        ),
    ),
    "keys-of-two": (
        (
            "De nummers in deze rij horen bij twee verschillende kinderen.",
            "The numbers in this row belong to two different children.",
        ),
        _CORRECT_THE_ROW,
    ),
}

_QUESTIONS: dict[str, tuple[str, str]] = {
    "account-missing": (
        "Er is geen rekeningnummer. Op welke rekening mogen we betalen?",
        "There is no account number. To which account may we pay?",
    ),
    "account-holder-differs": (
        "De rekening staat op naam van iemand die geen begunstigde is. Mogen we daarop betalen?",
        "The account is in the name of someone who is no beneficiary. May we pay to it?",
    ),
    "key-missing": (
        "Er is geen nummer van het kind en geen nummer van een akte. Over welk kind gaat het?",
        "There is neither a number of the child nor of a deed. Which child is it about?",
    ),
    "number-changed": (
        "Het kind heeft een ander nummer dan in een eerdere rij. Gaat het om hetzelfde kind?",
        "The child has another number than in an earlier row. Is it the same child?",
    ),
    "withdrawn-before": (
        "Een eerdere rij over dit kind werd ingetrokken. Woont het kind hier opnieuw?",
        "An earlier row about this child was withdrawn. Does the child live here again?",
    ),
}


def remedy_of_value() -> Texts:
    """Return the remedy for one wrong value, such as an identifier that does not hold."""
    return _in_both(_CORRECT_THE_VALUE, {})


def reason_of(code: str, **details: object) -> tuple[Texts, Texts]:
    """Return reason and remedy of `code`, per language; `details` never hold a delivered value."""
    reasons, remedies = _REASONS[code]
    return _in_both(reasons, details), _in_both(remedies, details)


@lru_cache(maxsize=100)
def question_of(code: str, column: str) -> Question:
    """Return the question `code` about `column`."""
    return Question(code, column, _in_both(_QUESTIONS[code], {}))


def reason_codes() -> tuple[str, ...]:
    """Return every code of ours; an identifier that does not hold brings its own."""
    return tuple(_REASONS)


def _in_both(texts: tuple[str, str], details: dict[str, object]) -> Texts:
    dutch, english = texts
    return {"nl": dutch.format(**details), "en": english.format(**details)}
