"""What is rare in a delivery, and must go right at once: one group of rows per case.

Not shown, because no column of the record tells it: a parent who dies before the payment, and a
benefit already paid by another municipality. A foster child comes as a birth with a later
`event_date`: the record has no word for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from klik.ground.deliveries.synthetic import numbers
from klik.ground.deliveries.synthetic.rows import SECOND_BENEFICIARY, Maker, Row, run_of
from klik.ground.territory import old_codes_of

Case = Callable[[Maker], list[Row]]

_BRUSSELS = "21004"


def edge_case_groups(maker: Maker) -> dict[str, list[Row]]:
    """Return the rows of every edge case, by the name of the case.

    `old-nis-code` is left out where the municipality never had another code.
    """
    groups = {name: case(maker) for name, case in EDGE_CASES.items()}
    return {name: rows for name, rows in groups.items() if rows}


def _changed(**cells: str) -> Case:
    """Return the case of one ordinary row with other cells."""
    return lambda maker: [maker.make_row() | cells]


def _domiciled_later(maker: Maker) -> list[Row]:
    row = maker.make_row()
    later = _day(row, "birth_date") + timedelta(days=75)
    return [row | {"domicile_since": later.isoformat(), "run_id": run_of(later)}]


def _parents_apart(maker: Maker) -> list[Row]:
    row = _with_two_parents(maker)
    return [row | {"beneficiary2_nis": _BRUSSELS}]


def _stillborn(maker: Maker, *, has_bis_number: bool, has_deed: bool) -> list[Row]:
    place = maker.place
    row = maker.make_row()
    day = _day(row, "birth_date")
    number = numbers.child_insz(
        place % numbers.children_a_year(maker.year), born_on=day, year=maker.year, months_added=40
    )
    changes = {
        "birth_type": "levenloos",
        "child_insz": number if has_bis_number else "",
        "child_first_names": "",
        "register": "",
        "domicile_since": "",
    }
    return [row | changes | ({} if has_deed else {"deed_number": ""})]


def _older_child(maker: Maker, *, age: int, birth_type: str) -> list[Row]:
    """Return an adoption or placement in the year of a child that is `age` years old."""
    place = maker.place % numbers.children_a_year(maker.year)
    row = maker.make_row()
    happened_on = _day(row, "birth_date")
    # Counted from New Year, so that no two places give the same day and serial.
    days = (happened_on - date(happened_on.year, 1, 1)).days - 30
    born_on = date(happened_on.year - age, 1, 1) + timedelta(days=days)
    return [
        row
        | {
            "birth_type": birth_type,
            "birth_date": born_on.isoformat(),
            "child_insz": numbers.child_insz(place, born_on=born_on, year=maker.year),
            "event_date": happened_on.isoformat(),
        }
    ]


def _several_children(maker: Maker, *, children: int) -> list[Row]:
    row = maker.make_row() | {"multiple_birth": str(children), "rank": "1"}
    day = _day(row, "birth_date")
    siblings = [
        row
        | {
            "child_insz": numbers.sibling_insz(day, ordinal=maker.ordinal, sibling=sibling),
            "child_first_names": f"{row['child_first_names']}-{sibling + 1}",
            "rank": str(sibling + 1),
            "deed_number": f"{row['deed_number']}-{sibling + 1}",
        }
        for sibling in range(1, children)
    ]
    return [row, *siblings]


def _left_in_the_same_month(maker: Maker) -> list[Row]:
    row = maker.make_row()
    return [row, row | {"event": "INTREKKING"}]


def _not_numbered_yet(maker: Maker) -> list[Row]:
    place = maker.place % numbers.children_a_year(maker.year)
    row = maker.make_row()
    bis = numbers.child_insz(
        place, born_on=_day(row, "birth_date"), year=maker.year, months_added=20
    )
    return [row | {"child_insz": bis}, maker.make_row() | {"child_insz": ""}]


def _account_abroad(maker: Maker) -> list[Row]:
    return [
        maker.make_row() | {"iban": numbers.foreign_iban(country, maker.place)}
        for country in ("NL", "DE")
    ]


def _old_nis_code(maker: Maker) -> list[Row]:
    current = maker.municipality.nis
    return [
        maker.make_row() | {"municipality_nis": old, "beneficiary1_nis": old}
        for old in old_codes_of(current)
        if old != current
    ]


def _corrected_birth_date(maker: Maker) -> list[Row]:
    row = maker.make_row()
    corrected = (_day(row, "birth_date") - timedelta(days=1)).isoformat()
    return [row, row | {"event": "CORRECTIE", "birth_date": corrected, "event_date": corrected}]


def _institution(maker: Maker) -> list[Row]:
    nobody = dict.fromkeys(("insz", "name", "resident_since", "nis"), "")
    row = maker.make_row() | dict.fromkeys(("iban", "account_holder", "mother_insz"), "")
    for number in (1, 2):
        row |= {f"beneficiary{number}_{field}": cell for field, cell in nobody.items()}
    return [row]


def _single_father(maker: Maker) -> list[Row]:
    nobody = dict.fromkeys((*SECOND_BENEFICIARY, "beneficiary2_nis", "mother_insz"), "")
    return [maker.make_row() | nobody]


def _parent_without_birthday(maker: Maker) -> list[Row]:
    number = numbers.parent_insz(2 * maker.place, knows_day=False)
    return [maker.make_row() | {"beneficiary1_insz": number, "register": "wachtregister"}]


def _duplicate(maker: Maker) -> list[Row]:
    row = maker.make_row()
    return [row, dict(row)]


def _contradiction(maker: Maker) -> list[Row]:
    row = maker.make_row()
    return [row, row | {"rank": str(int(row["rank"]) + 1)}]


def _wrong_check_digits(maker: Maker) -> list[Row]:
    row = maker.make_row()
    wrong = int(row["child_insz"][-2:]) % 97 + 1
    return [row | {"child_insz": f"{row['child_insz'][:-2]}{wrong:02d}"}]


def _wrong_account(maker: Maker) -> list[Row]:
    row = maker.make_row()
    return [row | {"iban": f"BE00{row['iban'][4:]}"}]


def _with_two_parents(maker: Maker) -> Row:
    row = maker.make_row()
    return row if row["beneficiary2_insz"] else _with_two_parents(maker)


def _day(row: Row, column: str) -> date:
    return date.fromisoformat(row[column])


EDGE_CASES: dict[str, Case] = {
    "domiciled-later": _domiciled_later,
    "parents-at-two-addresses": _parents_apart,
    "single-father": _single_father,
    "stillborn-with-bis-number": lambda maker: _stillborn(
        maker, has_bis_number=True, has_deed=True
    ),
    "stillborn-with-deed": lambda maker: _stillborn(maker, has_bis_number=False, has_deed=True),
    "stillborn-without-key": lambda maker: _stillborn(maker, has_bis_number=False, has_deed=False),
    "adopted-at-13": lambda maker: _older_child(maker, age=13, birth_type="adoptie"),
    "adopted-at-17": lambda maker: _older_child(maker, age=17, birth_type="adoptie"),
    "foster-child": lambda maker: _older_child(maker, age=2, birth_type="geboorte"),
    "twins": lambda maker: _several_children(maker, children=2),
    "triplets": lambda maker: _several_children(maker, children=3),
    "left-in-the-same-month": _left_in_the_same_month,
    "not-numbered-yet": _not_numbered_yet,
    "account-of-someone-else": _changed(account_holder="Oma Voorbeeld-Anders"),
    "account-abroad": _account_abroad,
    "account-missing": _changed(iban="", account_holder=""),
    "old-nis-code": _old_nis_code,
    "corrected-birth-date": _corrected_birth_date,
    "withdrawn": _changed(event="INTREKKING"),
    "institution": _institution,
    "waiting-register": _changed(register="wachtregister", beneficiary1_resident_since=""),
    "parent-without-birthday": _parent_without_birthday,
    "fourth-child": _changed(rank="4"),
    "care-supplement": _changed(zorgtoeslag="J"),
    "formula-in-a-name": _changed(child_first_names='=HYPERLINK("klik.invalid";"Voorbeeld")'),
    "code-in-a-name": _changed(child_last_name='Voorbeeld #read("x")'),
    "turned-name": _changed(child_last_name="Voorbeeld-\u202eedieH"),
    "line-end-in-a-name": _changed(child_first_names="Noor\nVoorbeeld"),
    "duplicate-row": _duplicate,
    "contradicting-row": _contradiction,
    "wrong-check-digits": _wrong_check_digits,
    "wrong-account": _wrong_account,
    "impossible-date": _changed(birth_date="2026-02-30"),
    "unknown-word": _changed(birth_type="GEBOREN"),
    "unknown-municipality": _changed(municipality_nis="99999"),
}
