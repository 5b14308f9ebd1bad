"""`klik deliver`: a file goes in, what came of it is told, and again it changes nothing."""

import csv
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.faces.cli.command_line import klik
from tests.factories.acting import HERENT, WINGENE
from tests.factories.files import leftovers, on_disk
from tests.factories.keys import make_keys
from tests.factories.registers import agreement_for, births, child, stored_rows
from tests.factories.trials import SAMPLE

from klik.domains.registers.models import Agreement
from klik.packages.records import BIRTHS

pytestmark = pytest.mark.filterwarnings("default::ResourceWarning")
OPEN_ENDED = {"from": "2020-01-01"}  # the command reads the clock


@pytest.fixture
def agreement(committed: None, settings: Settings, tmp_path: Path) -> Agreement:
    """Return an agreement of Wingene, in an installation of its own."""
    make_keys(WINGENE, HERENT)
    settings.KLIK_HOME = tmp_path / "var"
    return agreement_for(**OPEN_ENDED)


def test_a_delivery_is_told_in_figures(agreement: Agreement, tmp_path: Path) -> None:
    report = tmp_path / "rejected.csv"

    ran = klik("deliver", SAMPLE, "--municipality", WINGENE, "--report", report)

    assert (ran.code, ran.messages) == (0, "")
    assert "12 rows delivered: 9 accepted (1 with a question), 3 rejected" in ran.out
    with report.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert [line[0] for line in lines] == ["regel", "11", "12", "13"]
    assert len(stored_rows(agreement)) == 9


def test_the_same_file_again_is_told_and_changes_nothing(agreement: Agreement) -> None:
    first = klik("deliver", SAMPLE, "--municipality", WINGENE, "--json").json

    again = klik("deliver", SAMPLE, "--municipality", WINGENE, "--json").json

    assert (first["was_known"], again["was_known"]) == (False, True)
    assert {**first, "was_known": True} == again
    assert first["reasons"] == {"insz-check": 1, "iban-check": 1, "date-form": 1}
    assert "before" in klik("deliver", SAMPLE, "--municipality", WINGENE).out


def test_an_agreement_is_named_by_how_its_id_begins(agreement: Agreement) -> None:
    other = agreement_for(number=2, **OPEN_ENDED)

    unclear = klik("deliver", SAMPLE, "--municipality", WINGENE)
    chosen = klik("deliver", SAMPLE, "--municipality", WINGENE, "--agreement", str(other.pk)[:12])

    assert unclear.code == 2
    assert f"{agreement.pk}  Protocol geboorten" in unclear.messages
    assert (chosen.code, len(stored_rows(other)), stored_rows(agreement)) == (0, 9, [])


@pytest.mark.parametrize(
    ("nis", "said"),
    [(HERENT, "Adopt a package first"), ("37018", "no municipality of today"), ("x", "today")],
)
def test_nothing_is_delivered_where_nothing_is_agreed(
    agreement: Agreement, nis: str, said: str
) -> None:
    ran = klik("deliver", SAMPLE, "--municipality", nis)

    assert ran.code == 2
    assert said in ran.messages


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "zip": b"PK\x03\x04" + bytes(200),
    "gzip-bomb": b"\x1f\x8b\x08" + bytes(500),
    "wide": "run_id;event".encode("utf-16"),
    "parquet-cut-short": b"PAR1" + bytes(64),
    "no-header": b"a;b;c\n1;2;3\n",
    "one-long-line": b"run_id;" + b"x" * 1_100_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_delivery_ends_clearly_and_leaves_nothing(
    agreement: Agreement, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "births.csv"
    path.write_bytes(content)

    ran = klik("deliver", path, "--municipality", WINGENE)

    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.messages
    assert ran.messages.strip().endswith(".")
    assert (on_disk(), leftovers(), stored_rows(agreement)) == ([], [], [])


def test_a_file_that_is_not_there_is_told(agreement: Agreement, tmp_path: Path) -> None:
    ran = klik("deliver", tmp_path / "none.csv", "--municipality", WINGENE)

    assert (ran.code, "There is no file" in ran.messages) == (2, True)


def test_an_odd_file_of_good_rows_is_taken(agreement: Agreement, tmp_path: Path) -> None:
    rows = [
        child(child_last_name='Voorbeeld #read("x")', child_first_names="Noor\nLou"),
        child(1, child_last_name="=HYPERLINK(1)", beneficiary1_name="<b>Ouder</b> Voorbeeld"),
    ]
    path = births(tmp_path / "births.csv", *rows)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    ran = klik("deliver", path, "--municipality", WINGENE, "--json")

    assert (ran.json["accepted"], ran.json["rejected"]) == (2, 0)
    names = [row.accepted.values["child_last_name"] for row in stored_rows(agreement)]
    assert names == ['Voorbeeld #read("x")', "=HYPERLINK(1)"]


def test_parquet_is_taken_as_csv_is(agreement: Agreement, tmp_path: Path) -> None:
    path = births(tmp_path / "births.parquet", child(), child(1, rank="x"))

    ran = klik("deliver", path, "--municipality", WINGENE, "--json")

    assert (ran.json["accepted"], ran.json["reasons"]) == (1, {"integer": 1})


def test_columns_outside_the_agreement_are_told(
    committed: None, settings: Settings, tmp_path: Path
) -> None:
    make_keys(WINGENE)
    settings.KLIK_HOME = tmp_path / "var"
    agreement_for(columns=[name for name in BIRTHS.columns if name != "iban"], **OPEN_ENDED)

    ran = klik("deliver", SAMPLE, "--municipality", WINGENE)

    assert (ran.code, on_disk()) == (2, [])
    assert "These columns are not in the agreement: iban. Nothing was stored." in ran.messages
