"""Why a whole delivery is refused, in Dutch and in English."""

from __future__ import annotations

from typing import Final

from klik.ground.refusals import Both, WordedRefusal, Wording
from klik.packages.wording import format_number

_AS_CSV = (
    "Bewaar de tabel als CSV in UTF-8, of als Parquet, en lever opnieuw.",
    "Save the table as CSV in UTF-8, or as Parquet, and deliver again.",
)
_DECRYPT = (
    "Ontcijfer het bestand eerst, en lever de tabel zelf.",
    "Decrypt the file first, and deliver the table itself.",
)
_ASK_AGAIN = (
    "Vraag een bestand volgens de afspraken in het protocol.",
    "Ask for a file as the agreement describes it.",
)
_SPLIT = (
    "Splits de levering in kleinere bestanden.",
    "Split the delivery into smaller files.",
)

_TEXTS: Final[dict[str, Wording]] = {
    "not-a-file": (
        "Er is geen bestand op de opgegeven plaats.",
        "There is no file at the given place.",
        ("Kijk de naam van het bestand na.", "Check the name of the file."),
    ),
    "empty": (
        "Het bestand is leeg.",
        "The file is empty.",
        (
            "Lever een bestand met minstens de rij met kolomnamen.",
            "Deliver a file with at least the row of column names.",
        ),
    ),
    "too-large": (
        "Het bestand telt {found} bytes; {allowed} is het meeste dat we lezen.",
        "The file has {found} bytes; {allowed} is the most we read.",
        _SPLIT,
    ),
    "too-many-rows": (
        "Het bestand telt meer dan {allowed} rijen.",
        "The file has more than {allowed} rows.",
        _SPLIT,
    ),
    "line-too-long": (
        "Regel {line} is langer dan {allowed} bytes: dit is geen tabel.",
        "Line {line} is longer than {allowed} bytes: this is no table.",
        _AS_CSV,
    ),
    "packed": (
        "Het bestand is ingepakt of een rekenblad ({found}).",
        "The file is packed or a spreadsheet ({found}).",
        _AS_CSV,
    ),
    "encrypted": (
        "Het bestand is versleuteld ({found}).",
        "The file is encrypted ({found}).",
        _DECRYPT,
    ),
    "not-text": (
        "Het bestand is geen tekst.",
        "The file is not text.",
        _AS_CSV,
    ),
    "wide-text": (
        "Het bestand is tekst in UTF-16 of UTF-32.",
        "The file is text in UTF-16 or UTF-32.",
        _AS_CSV,
    ),
    "damaged": (
        "Het Parquet-bestand is beschadigd of te zwaar om te lezen.",
        "The Parquet file is damaged or too heavy to read.",
        _AS_CSV,
    ),
    "changed": (
        "Het bestand veranderde terwijl we het lazen.",
        "The file changed while it was read.",
        ("Lever opnieuw, en laat het bestand staan.", "Deliver again, and leave the file alone."),
    ),
    "header-missing": (
        "De eerste rij bevat geen kolomnamen die we kennen. "
        "Tussen de namen hoort een puntkomma of een komma.",
        "The first row holds no column name that we know. "
        "A semicolon or a comma stands between the names.",
        (
            "Zet de kolomnamen op de eerste rij, zoals: {expected}.",
            "Put the column names in the first row, such as: {expected}.",
        ),
    ),
    "columns-repeated": (
        "Deze kolomnamen staan er meer dan een keer: {columns}.",
        "These column names occur more than once: {columns}.",
        ("Houd elke kolom een keer.", "Keep each column once."),
    ),
    "columns-unknown": (
        "Deze kolommen bestaan niet: {columns}. Er is niets bewaard.",
        "These columns do not exist: {columns}. Nothing was stored.",
        _ASK_AGAIN,
    ),
    "columns-not-agreed": (
        "Deze kolommen staan niet in het protocol: {columns}. Er is niets bewaard.",
        "These columns are not in the agreement: {columns}. Nothing was stored.",
        _ASK_AGAIN,
    ),
    "columns-missing": (
        "Deze kolommen ontbreken: {columns}.",
        "These columns are missing: {columns}.",
        _ASK_AGAIN,
    ),
    "columns-nested": (
        "Deze kolommen bevatten geen enkelvoudige waarden: {columns}.",
        "These columns do not hold single values: {columns}.",
        _ASK_AGAIN,
    ),
    "agreement-unknown": (
        "Het protocol noemt kolommen die niet bestaan: {columns}.",
        "The agreement lists columns that do not exist: {columns}.",
        (
            "Verbeter de kolommen van het protocol. Toegelaten: {expected}.",
            "Correct the columns of the agreement. Accepted: {expected}.",
        ),
    ),
    "agreement-incomplete": (
        "Het protocol mist kolommen waar we niet zonder kunnen: {columns}.",
        "The agreement lacks columns that we cannot do without: {columns}.",
        ("Voeg ze toe aan het protocol.", "Add them to the agreement."),
    ),
    "record-unsupported": (
        "Leveringen van {found} worden nog niet gelezen.",
        "Deliveries of {found} are not read yet.",
        (
            "Gebruik een van deze soorten: {expected}.",
            "Use one of these records: {expected}.",
        ),
    ),
}


class DeliveryRefused(WordedRefusal):
    """A whole delivery that cannot be read; not one row of it may be used."""

    status = 422
    wordings = _TEXTS


def written(number: int) -> Both:
    """Return a number as a text repeats it, with its thousands apart."""
    return Both(format_number(number, "nl"), format_number(number, "en"))


def refusal_codes() -> tuple[str, ...]:
    """Return every code a delivery can be refused with."""
    return tuple(_TEXTS)
