"""What is asked is used, and what only a resident knows is asked."""

from pathlib import Path

import pytest
from tests.packages.sample_package import replaced

from klik.packages.checking import check_folder
from klik.packages.template import new_package

FACTS = "facts:\n"
NAME = "  applicant.name: {type: text, ask: {label: {nl: Uw naam}}}\n"
IBAN = "  payee.iban: {type: iban, ask:"
PAGES = "form:\n"
NAME_PAGE = "  - {page: naam, asks: [applicant.name]}\n"
VALUE = "values:\n  known: {type: boolean, is: applicant.name IS NOT NULL}\n"
TEXT = "text: {nl: U woont in de gemeente.,"
UNUSED = (
    "applicant.name is asked and never used; leave it out, or use it in a rule, text or letter "
    "(what is not needed may not be asked)"
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([(FACTS, FACTS + NAME), (PAGES, PAGES + NAME_PAGE)], [UNUSED]),
        ([(FACTS, FACTS + NAME)], [UNUSED]),
        ([(FACTS, FACTS + NAME.replace("ask:", "source: births.bic, ask:"))], []),
        ([(FACTS, VALUE + FACTS + NAME), (PAGES, PAGES + NAME_PAGE)], []),
        (
            [(FACTS, VALUE + FACTS + NAME)],
            ["applicant.name is asked, but stands on no page; add it to a page of `form`"],
        ),
        (
            [
                (FACTS, FACTS + NAME),
                (PAGES, PAGES + NAME_PAGE),
                (TEXT, 'text: {nl: "{{ applicant.name }} woont hier.",'),
            ],
            [],
        ),
        (
            [("  - {page: rekening, asks: [payee.iban]}\n", "")],
            ["payee.iban is asked, but stands on no page; add it to a page of `form`"],
        ),
        (
            [(FACTS, f"collections:\n  bills: {{ask: {{repeat: {{max: 2}}, label: {{nl: Uw "
              f"facturen}}}}, fields: {{amount: money}}}}\n{FACTS}")],
            [UNUSED.replace("applicant.name", "bills")],
        ),
    ],
    ids=range(8),
)  # fmt: skip
def test_what_is_asked_is_used_and_what_is_used_is_asked(
    tmp_path: Path, changes: list[tuple[str, str]], said: list[str]
) -> None:
    folder = _changed(tmp_path, *changes)

    assert [problem.message for problem in check_folder(folder).problems] == said


def test_a_letter_uses_what_it_shows(tmp_path: Path) -> None:
    folder = _changed(tmp_path, (FACTS, FACTS + NAME), (PAGES, PAGES + NAME_PAGE))
    (folder / "letters").mkdir()
    (folder / "letters/granted.nl.md").write_text("Beste {{ applicant.name }}\n")

    assert check_folder(folder).problems == ()


def _changed(path: Path, *changes: tuple[str, str]) -> Path:
    folder = path / "new"
    new_package(folder, package_id="premie", title="Premie")
    file = folder / "package.yaml"
    file.write_text(replaced(file.read_text(encoding="utf-8"), *changes), encoding="utf-8")
    return folder
