"""The folder of a trial: others' files stay, what is refused leaves nothing, and it is whole."""

import sys
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.factories.trials import (
    SAMPLE,
    adoption_in,
    contents,
    delivery_of,
    good_row,
    tried,
    tried_rows,
)
from tests.packages.printed_package import Change

from klik.ground.deliveries import DeliveryRefused
from klik.ground.refusals import Refusal
from klik.ground.trial import Trial, TrialRefused, run_trial
from klik.ground.trial.folder import written_whole
from klik.packages.adoption import Adoption


@pytest.fixture
def adoption(tmp_path: Path) -> Adoption:
    return adoption_in(tmp_path)


@pytest.mark.parametrize("name", ["notes.txt", "brieven/notes.txt", "betalingen/map/x.xml", ".git"])
def test_a_folder_with_somebody_elses_file_is_refused_and_untouched(
    tmp_path: Path, adoption: Adoption, name: str
) -> None:
    result = tried(adoption, SAMPLE, tmp_path / "out")
    foreign = result.out / name
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("mine", encoding="utf-8")
    before = contents(result.out)

    with pytest.raises(TrialRefused, match="which no trial wrote; nothing in it was touched"):
        tried(adoption, SAMPLE, tmp_path / "out")

    assert contents(result.out) == before


def test_a_file_is_no_folder(tmp_path: Path, adoption: Adoption) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")

    with pytest.raises(TrialRefused, match="out is a file; name a folder"):
        tried(adoption, SAMPLE, tmp_path / "out")

    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path, adoption: Adoption) -> None:
    (tmp_path / "out").mkdir()

    assert tried(adoption, SAMPLE, tmp_path / "out").totals.letters == 7


def test_an_earlier_trial_is_replaced_whole_in_any_language(
    tmp_path: Path, adoption: Adoption
) -> None:
    tried(adoption, SAMPLE, tmp_path / "out")

    tried(adoption, SAMPLE, tmp_path / "out", language="en")

    assert not (tmp_path / "out" / "brieven").exists()
    assert (tmp_path / "out" / "letters").is_dir()


def test_a_relative_folder_is_taken(
    tmp_path: Path, adoption: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    tried(adoption, SAMPLE, Path())

    assert len(list((here / "brieven").iterdir())) == 7


def test_nothing_else_is_left_beside_the_folder(tmp_path: Path, adoption: Adoption) -> None:
    out = tmp_path / "beside" / "out"
    tried(adoption, SAMPLE, out)
    tried(adoption, SAMPLE, out)

    assert [one.name for one in out.parent.iterdir()] == ["out"]


def _binary(path: Path) -> Path:
    path.write_bytes(bytes(range(256)) * 40)
    return path


def _empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _other_columns(path: Path) -> Path:
    header, *rows = SAMPLE.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{header};religion", *(f"{row};x" for row in rows)])
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("spoil", [_binary, _empty, _other_columns])
def test_a_delivery_that_is_refused_leaves_nothing_behind(
    tmp_path: Path, adoption: Adoption, spoil: object
) -> None:
    delivery = spoil(tmp_path / "births.csv")  # type: ignore[operator]  # -- one of the three above
    out = tmp_path / "new" / "out"

    with pytest.raises(DeliveryRefused):
        tried(adoption, delivery, out)

    assert not out.parent.exists()


@pytest.mark.parametrize("spoil", [_binary, _empty, _other_columns])
def test_a_delivery_that_is_refused_leaves_the_earlier_trial(
    tmp_path: Path, adoption: Adoption, spoil: object
) -> None:
    delivery = spoil(tmp_path / "births.csv")  # type: ignore[operator]  # -- one of the three above
    before = contents(tried(adoption, SAMPLE, tmp_path / "out").out)

    with pytest.raises(DeliveryRefused):
        tried(adoption, delivery, tmp_path / "out")

    assert contents(tmp_path / "out") == before
    assert not list(tmp_path.glob(".out*"))


def test_a_fault_half_way_leaves_the_earlier_trial(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with written_whole(out) as writing:
        (writing / "totalen.json").write_text("1", encoding="utf-8")

    def fail() -> None:
        with written_whole(out) as writing:
            (writing / "totalen.json").write_text("2", encoding="utf-8")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert contents(out) == {"totalen.json": b"1"}
    assert not list(tmp_path.glob(".out*"))


def test_at_no_instant_is_there_no_result(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with written_whole(out) as writing:
        (writing / "totalen.json").write_text("0", encoding="utf-8")
    seen: list[bool] = []
    stop = Event()

    def look() -> None:
        while not stop.is_set():
            seen.append((out / "totalen.json").exists())

    watcher = Thread(target=look)
    watcher.start()
    for number in range(200):
        with written_whole(out) as writing:
            (writing / "totalen.json").write_text(str(number), encoding="utf-8")
    stop.set()
    watcher.join()

    assert len(seen) > 200
    if sys.platform == "linux":  # elsewhere two folders cannot change names at one instant
        assert all(seen)
    assert contents(out) == {"totalen.json": b"199"}


def test_without_an_exchange_the_folder_is_put_in_place_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klik.ground.trial.folder._exchanged", lambda *_: False)
    for text in ("1", "2"):
        with written_whole(tmp_path / "out") as writing:
            (writing / "totalen.json").write_text(text, encoding="utf-8")

    assert contents(tmp_path) == {"out/totalen.json": b"2"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('{nis: "37021"}', '{nis: "99999"}'), "99999 is no municipality of today in Flanders"),
        (('{nis: "37021"}', '{nis: "37018"}'), "since 2025 it is 37021"),
        (
            ('{nis: "37021"}\n', '{nis: "37021"}\nterritory: {nis: "37022"}\n'),
            "37022 is no former municipality of Wingene; accepted: 37018, 37012",
        ),
        (("iban: BE49999000000171", "iban: BE49999000000172"), "granting_body.debtor.iban: "),
        (('number: "0999990123"', 'number: "0999990124"'), "granting_body.enterprise_number: "),
        (("  from: 2025-01-01\n", "  from: 2026-03-03\n"), "outside an agreement no register data"),
        (("  until: none\n", "  until: 2026-03-01\n"), "holds from 2025-01-01 until 2026-03-01"),
    ],
)
def test_an_adoption_that_cannot_be_right_is_refused_at_once(
    tmp_path: Path, change: Change, words: str
) -> None:
    with pytest.raises(TrialRefused) as refused:
        tried(adoption_in(tmp_path, change), SAMPLE, tmp_path / "out")

    assert words in refused.value.reason
    assert isinstance(refused.value, Refusal)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("first", "last"), [("2026-03-02", "none"), ("2025-01-01", "2026-03-02")])
def test_an_agreement_holds_on_its_first_and_last_day(
    tmp_path: Path, first: str, last: str
) -> None:
    days = ("  from: 2025-01-01\n  until: none\n", f"  from: {first}\n  until: {last}\n")
    adoption = adoption_in(tmp_path, days)

    result = tried(adoption, SAMPLE, tmp_path / "out", decided_on=date(2026, 3, 2))

    assert result.totals.delivered == 12


def test_a_page_is_added_before_the_folder_is_put_in_place(
    tmp_path: Path, adoption: Adoption
) -> None:
    seen = []
    out = tmp_path / "out"
    delivery = delivery_of(tmp_path, adoption, good_row())
    run_trial(
        Trial(adoption, delivery, date(2026, 3, 2)), out, workers=1,
        finish=lambda folder, totals: seen.append((folder, out.exists(), totals.letters)),
    )  # fmt: skip

    assert [(exists, letters) for _, exists, letters in seen] == [(False, 1)]
    assert seen[0][0] != out


def test_an_empty_trial_writes_every_list_with_its_header(tmp_path: Path) -> None:
    result = tried_rows(tmp_path)

    assert result.totals.delivered == 0
    assert [len(result.table(kind)) for kind in ("decisions", "rejects", "persons")] == [0, 0, 0]
    assert result.path("decisions").read_text(encoding="utf-8-sig").startswith("kenmerk;regel")
