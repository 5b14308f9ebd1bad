"""The published records: which typed columns a fact may come from.

A record is what an outside register delivers. Its columns are fixed per version; an agreement takes
some or all of them, a package names them as `source: RECORD.column`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

# Written as a calendar month, 2026-01; the rule language has no type for it, so it stays text.
MONTH_FORM = r"\d{4}-(?:0[1-9]|1[0-2])"


@dataclass(frozen=True, slots=True)
class Option:
    """One word that a choice column may hold, with what people read for it."""

    word: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record.

    Attributes:
        name: As it stands in the header and in `source: RECORD.name`.
        type: A type of the rule language: text, date, integer, boolean, choice, insz, iban, nis.
        nl: What people read for it, in Dutch.
        en: The same in English.
        options: The words of a choice; empty for other types.
        required: Whether a file must carry it once the agreement lists it. What is not required is
            unknown when the file leaves it out.
        filled: Whether every row must give a value, and so every agreement must list the column.
            Elsewhere an empty cell is unknown.
        minimum: The least whole number accepted.
        form: A regular expression that the whole text must match.
        past: Whether it is a day that cannot lie after the day of delivery.
        anywhere: Whether a NIS code of a municipality outside Flanders is accepted.
    """

    name: str
    type: str
    nl: str
    en: str
    options: tuple[Option, ...] = ()
    required: bool = True
    filled: bool = False
    minimum: int | None = None
    form: str | None = None
    past: bool = False
    anywhere: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """Return the words of a choice, in their published order."""
        return tuple(option.word for option in self.options)


@dataclass(frozen=True, slots=True)
class RecordCollection:
    """Rows that one record row holds in numbered columns.

    Attributes:
        name: As in `source: RECORD.name`.
        fields: Field name to type of the rule language.
        rows: Per row, field name to the column that holds it.
    """

    name: str
    fields: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    def rows_of(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], ...] | None:
        """Return the rows that `values` (column name to typed value, None unknown) holds.

        A row without any value is no row. No row at all is None, unknown: an empty cell does not
        say that there is nobody, and the missing is never zero.
        """
        candidates = (
            {field: values.get(column) for field, column in row.items()} for row in self.rows
        )
        filled = tuple(row for row in candidates if any(cell is not None for cell in row.values()))
        return filled or None


@dataclass(frozen=True, slots=True)
class Record:
    """One published record.

    Attributes:
        name: As in `source: NAME.column`.
        version: Raised when a column changes its meaning, appears or disappears.
        title: What people read, per language.
        columns: Column name to column, in published order.
        collections: Collection name to collection.
        keys: Columns that name the subject; one of them known is enough.
        has_history: Whether `as_of` can be answered for its columns.
        supported: Whether deliveries of it are read; if not, only the columns are published.
    """

    name: str
    version: int
    title: Mapping[str, str]
    columns: Mapping[str, Column]
    collections: Mapping[str, RecordCollection]
    keys: tuple[str, ...]
    has_history: bool = False
    supported: bool = True

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Return the columns that a file must carry once the agreement lists them."""
        return tuple(column.name for column in self.columns.values() if column.required)

    @property
    def filled_columns(self) -> tuple[str, ...]:
        """Return the columns without which no row can be read."""
        return tuple(column.name for column in self.columns.values() if column.filled)


def _by_name(columns: Iterable[Column]) -> Mapping[str, Column]:
    return MappingProxyType({column.name: column for column in columns})


_EVENTS = (
    Option("NIEUW", "nieuw", "new"),
    Option("CORRECTIE", "verbetering", "correction"),
    Option("INTREKKING", "intrekking", "withdrawal"),
)
_BIRTH_TYPES = (
    Option("geboorte", "geboorte", "birth"),
    Option("adoptie", "adoptie", "adoption"),
    Option("levenloos", "levenloos geboren", "stillborn"),
)
_REGISTERS = (
    Option("bevolkingsregister", "bevolkingsregister", "population register"),
    Option("vreemdelingenregister", "vreemdelingenregister", "register of foreigners"),
    Option("wachtregister", "wachtregister", "waiting register"),
)


def _beneficiary_columns(number: int, *, ordinal_nl: str, ordinal_en: str) -> tuple[Column, ...]:
    start, nl, en = f"beneficiary{number}", f"{ordinal_nl} begunstigde", f"{ordinal_en} beneficiary"
    return (
        Column(f"{start}_insz", "insz", f"nummer van de {nl}", f"number of the {en}"),
        Column(f"{start}_name", "text", f"naam van de {nl}", f"name of the {en}"),
        Column(
            f"{start}_resident_since",
            "date",
            f"inwoner sinds ({nl})",
            f"resident since ({en})",
        ),
    )


def _beneficiary_nis(number: int, *, ordinal_nl: str, ordinal_en: str) -> Column:
    return Column(
        f"beneficiary{number}_nis",
        "nis",
        f"gemeente van de {ordinal_nl} begunstigde",
        f"municipality of the {ordinal_en} beneficiary",
        required=False,
        anywhere=True,
    )


# The field list of the agency that delivers is not public: these columns are Klik's assumption.
_BIRTHS_COLUMNS = (
    Column("run_id", "text", "levering", "delivery"),
    Column("event", "choice", "soort bericht", "kind of message", _EVENTS, filled=True),
    Column("municipality_nis", "nis", "gemeente van het kind", "child's municipality", filled=True),
    Column("child_insz", "insz", "nummer van het kind", "child's number"),
    Column("child_last_name", "text", "naam van het kind", "child's last name"),
    Column("child_first_names", "text", "voornamen van het kind", "child's first names"),
    Column("birth_date", "date", "geboortedatum", "date of birth", filled=True, past=True),
    Column("birth_type", "choice", "soort geboorte", "kind of birth", _BIRTH_TYPES, filled=True),
    Column("multiple_birth", "integer", "aantal kinderen", "number of children", minimum=1),
    Column("rank", "integer", "rang van het kind", "rank of the child", minimum=1),
    Column("street", "text", "straat", "street"),
    Column("house_number", "text", "huisnummer", "house number"),
    Column("box", "text", "bus", "box"),
    Column("postcode", "text", "postcode", "postcode"),
    Column("locality", "text", "woonplaats", "locality"),
    Column("domicile_since", "date", "ingeschreven sinds", "registered since"),
    Column("register", "choice", "register", "register", _REGISTERS),
    *_beneficiary_columns(1, ordinal_nl="eerste", ordinal_en="first"),
    *_beneficiary_columns(2, ordinal_nl="tweede", ordinal_en="second"),
    Column("iban", "iban", "rekeningnummer", "account number"),
    Column("bic", "text", "code van de bank", "bank code"),
    Column("account_holder", "text", "houder van de rekening", "account holder"),
    Column("sociale_toeslag", "boolean", "sociale toeslag", "social supplement"),
    Column(
        "sociale_toeslag_month",
        "text",
        "maand van de sociale toeslag",
        "month of the social supplement",
        form=MONTH_FORM,
    ),
    Column("zorgtoeslag", "boolean", "zorgtoeslag", "care supplement"),
    Column("payer", "text", "uitbetaler", "paying agency"),
    Column(
        "event_date",
        "date",
        "dag van geboorte, adoptie of plaatsing",
        "day of birth, adoption or placement",
        required=False,
        past=True,
    ),
    Column("deed_number", "text", "nummer van de akte", "number of the deed", required=False),
    Column("mother_insz", "insz", "nummer van de moeder", "mother's number", required=False),
    _beneficiary_nis(1, ordinal_nl="eerste", ordinal_en="first"),
    _beneficiary_nis(2, ordinal_nl="tweede", ordinal_en="second"),
)

_BENEFICIARY_FIELDS = {"insz": "insz", "name": "text", "resident_since": "date", "nis": "nis"}
_BENEFICIARIES = RecordCollection(
    name="beneficiaries",
    fields=MappingProxyType(_BENEFICIARY_FIELDS),
    rows=tuple(
        MappingProxyType({field: f"beneficiary{number}_{field}" for field in _BENEFICIARY_FIELDS})
        for number in (1, 2)
    ),
)

BIRTHS = Record(
    name="births",
    version=1,
    title=MappingProxyType({"nl": "Geboorten en adopties", "en": "Births and adoptions"}),
    columns=_by_name(_BIRTHS_COLUMNS),
    collections=MappingProxyType({_BENEFICIARIES.name: _BENEFICIARIES}),
    keys=("child_insz", "deed_number"),
)

RESIDENTS = Record(
    name="residents",
    version=1,
    title=MappingProxyType({"nl": "Inwoners", "en": "Residents"}),
    columns=_by_name(
        (
            Column("insz", "insz", "nummer van de inwoner", "resident's number", filled=True),
            Column("birth_date", "date", "geboortedatum", "date of birth", past=True),
            Column("municipality_nis", "nis", "gemeente", "municipality", filled=True),
            Column("street", "text", "straat", "street"),
            Column("house_number", "text", "huisnummer", "house number"),
            Column("register", "choice", "register", "register", _REGISTERS),
            Column("household", "text", "gezin", "household"),
        )
    ),
    collections=MappingProxyType({}),
    keys=("insz",),
    has_history=True,
    supported=False,
)

CIVIL_STATUS = Record(
    name="civil_status",
    version=1,
    title=MappingProxyType({"nl": "Burgerlijke staat", "en": "Civil status"}),
    columns=_by_name(
        (
            Column("insz", "insz", "nummer van de inwoner", "resident's number", filled=True),
            Column("partner_insz", "insz", "nummer van de partner", "partner's number"),
            Column("event", "text", "gebeurtenis", "event", filled=True),
            Column("event_date", "date", "dag van de gebeurtenis", "day of the event", past=True),
        )
    ),
    collections=MappingProxyType({}),
    keys=("insz",),
    supported=False,
)

ASSOCIATIONS = Record(
    name="associations",
    version=1,
    title=MappingProxyType({"nl": "Verenigingen", "en": "Associations"}),
    columns=_by_name(
        (
            Column("kbo", "kbo", "ondernemingsnummer", "enterprise number", filled=True),
            Column("name", "text", "naam", "name"),
            Column("municipality_nis", "nis", "gemeente", "municipality", filled=True),
            Column("recognised_on", "date", "erkend op", "recognised on", past=True),
            Column("recognised_until", "date", "erkend tot", "recognised until"),
        )
    ),
    collections=MappingProxyType({}),
    keys=("kbo",),
    supported=False,
)

RECORDS: Mapping[str, Record] = MappingProxyType(
    {record.name: record for record in (BIRTHS, RESIDENTS, CIVIL_STATUS, ASSOCIATIONS)}
)
