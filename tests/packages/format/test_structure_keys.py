"""Keys and shapes: each mistake is told at its place, with what is accepted."""

import timeit
from pathlib import Path

import pytest
from tests.packages.sample_package import (
    PACKAGE,
    folder_with,
    folder_with_examples,
    told,
    write_package,
)

from klik.packages.folder import read_folder
from klik.packages.format import structure_problems, unsupported_problems


def test_a_right_package_has_no_problem(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    assert structure_problems(folder) == []
    assert unsupported_problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("summary:", "sumary:", '5:1: "sumary" is not a key here (did you mean "summary"?)'),
        (
            "format: klik-package/1\n",
            "",
            'the file lacks the key "format"; expected klik-package/1',
        ),
        ("klik-package/1", "klik-package/2", '1:9: format: the text "klik-package/2" is not acc'),
        (
            "version: 1.2.0",
            "version: 1.2",
            "version: the number 1.2 is not accepted; expected a ve",
        ),
        ("version: 1.2.0", "version: v1.2.0", "as 1.0.0"),
        ("id: geboortepremie", "id: Geboorte premie", '2:5: id: the text "Geboorte premie"'),
        ("id: geboortepremie", 'id: "geboortepremie\\n"', "lowercase letters, digits and hyphens"),
        ("id: geboortepremie", "id: " + "x" * 61, "61 characters; at most 60"),
        ("title: {nl: Geboortepremie, en: Birth premium}", "title: X", "{nl: ..., en: ...}"),
        ("nl: Geboortepremie, en", "fr: Prime, en", '"title" lacks the key "nl"'),
        ("{nl: Geboortepremie, en: Birth premium}", '{nl: ""}', "an empty text is not accepted"),
        ("{nl: Geboortepremie, en: Birth premium}", '{nl: " "}', "a text of 1 to 200 characters"),
        ("FinancieelVoordeel", "Financieel", "expected one of FinancieleVerplichting"),
        ("[Burger]", "Burger", 'audience: the text "Burger" is not accepted; expected a list'),
        ("[Burger]", "[]", "at least 1 must stand here"),
        ("[Burger]", "[Burger, Burger]", "an item stands twice"),
        ("[Burger]", "[Burgers]", 'item 1: the text "Burgers" is not accepted (did you mean'),
        ("type: table", "type: tabel", 'the text "tabel" is not accepted (did you mean "table"?)'),
        ("type: table", "typ: table", 'lacks the key "type" (is "typ" meant to be it?)'),
        ("match: step", "match: steps", "expected one of step, exact"),
        ("minimum: 0, maximum: 60", "minimum: laag", 'minimum: the text "laag"'),
        ("may_be_none: true", "may_be_none: yes", 'may_be_none: the text "yes"'),
        ("trigger: parameters.start", "trigger: sometimes", "automatic, invitation, request or p"),
        ("once: ever", "once: never", "expected ever, period, parameters.NAME or {years: N}"),
        ("once: ever", "once: {year: 2}", '"year" is not a key here (did you mean "years"?)'),
        ("keys: [child.insz, child.deed]", "keys: []", "keys: at least 1 must stand here"),
        ("keys: [child.insz, child.deed]", "keys: [[child.insz]]", "at least 2 must stand here"),
        ("keys: [child.insz, child.deed]", "keys: [Child]", 'item 1: the text "Child"'),
        ("  child.insz: {", "  Child.Insz: {", 'the name "Child.Insz" is not accepted; expected a'),
        ("source: births.child_insz", "source: births", "a column of a published record"),
        ("by: person, label", "by: clerk, label", 'by: the text "clerk" is not accepted; expected'),
        ('{label: {nl: "Wanneer?"}}', '{nl: "Wanneer?"}', '"ask" lacks the key "label"'),
        ("{max: 5}", "{max: 0}", "max: the number 0 is not accepted; expected a whole number fro"),
        ("insz: insz, resident", "insz: number, resident", 'insz: the text "number"'),
        ("type: date, is:", "type: date, expression:", '"expression" is not a key here'),
        ("    ground: residence\n", "", 'lacks the key "ground"; expected one lowercase word'),
        ("  - id: lives-here\n    when:", "  - name: x\n    when:", '"name" is not a key here'),
        ("{wait: {until:", "{wait: {till:", '"till" is not a key here (did you mean "until"?)'),
        ("if_unmet: {wait", "if_unmet: {waits", '"waits" is not a key here (did you mean "wait"'),
        ("given_as: goods", "given_as: gift", "money, voucher, credit, donation, goods, recogn"),
        ("else: person}", "else: nobody}", 'else: the text "nobody" is not accepted; expected p'),
        ("{days: 60, from", "{weeks: 60, from", '"weeks" is not a key here'),
        ("{days: 60, from", "{days: 60, months: 2, from", "{months: N, from: ...}"),
        ("{days: 60, from: application.complete_on}", "60 days", "expected a term: {days: N, from"),
        ("{days: 60, from", "{from", "expected a term: {days: N"),
        ("pieces: 4", "pieces: 4.5", "pieces: the number 4.5 is not accepted"),
        ("shown_when:", "shown:", '"shown" is not a key here (did you mean "shown_when"?)'),
        ("page: kind", "page: Kind", "a lowercase word that names the page"),
        ("amount: lookup(parameters.amounts, child.rank)", "amount: [1]", "amount: a list is not"),
    ],
)
def test_a_wrong_key_or_shape_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    said = told(structure_problems(folder_with(tmp_path, (old, new))))

    assert any(line.startswith("package.yaml:") and words in line for line in said), said


@pytest.mark.parametrize(
    "key",
    ["id", "version", "title", "summary", "catalogue", "subject", "reference_day"],
)
def test_every_required_key_is_asked_for(tmp_path: Path, key: str) -> None:
    kept = [line for line in PACKAGE.splitlines() if not line.startswith(f"{key}:")]
    path = write_package(tmp_path, package="\n".join(kept) + "\n")

    said = "\n".join(told(structure_problems(read_folder(path))))

    assert f'the file lacks the key "{key}"' in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("expect: {outcome: granted", "expect: {outcome: given", "one of granted, refused"),
        ("cases:", "case:", '"case" is not a key here (did you mean "cases"?)'),
        ("decided_on: 2026-03-01", "decided_on: 1 maart", 'decided_on: the text "1 maart"'),
        ("decided_on: 2026-03-01", "decided_on: 2026-02-30", "is not a day that exists"),
        ('nis: "37021"', "nis: 37021", "nis: the number 37021 is not accepted; expected a NIS co"),
        ("amount: 100.00, awards", "amount: veel, awards", "expected an amount, as 100.00"),
        ("trigger: request", "trigger: sometimes", "one of automatic, invitation, request"),
        ("  - name: Eerste kind\n    parameters", "  - parameters", "item 1"),
        ("child.rank: 1,", "child.rank: {a: 1},", "child.rank: a group of keys is not accepted"),
    ],
)
def test_a_wrong_example_is_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    said = told(structure_problems(folder_with_examples(tmp_path, (old, new))))

    assert any(line.startswith("examples.yaml:") for line in said), said
    assert words in "\n".join(said) or 'lacks the key "name"' in "\n".join(said)


def test_the_problems_of_a_very_wrong_file_are_bounded(tmp_path: Path) -> None:
    facts = "".join(f"  f{number}: {{type: 1}}\n" for number in range(400))

    problems = structure_problems(folder_with(tmp_path, ("facts:\n", f"facts:\n{facts}")))

    assert len(problems) == 100


def test_reading_and_checking_the_shape_takes_little(tmp_path: Path) -> None:
    path = write_package(tmp_path)
    structure_problems(read_folder(path))

    seconds = timeit.timeit(lambda: structure_problems(read_folder(path)), number=5) / 5

    # Measured: about 0.01 s, so that a whole check stays far below a second.
    assert seconds < 0.1
