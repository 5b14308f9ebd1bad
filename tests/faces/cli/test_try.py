"""`klik try`: from a delivery to a folder that opens with a summary page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.faces.cli.command_line import Ran, adoption_in, file_in, klik, package_in
from tests.factories.trials import SAMPLE, contents, good_row
from tests.packages.printed_package import Change

from klik.ground.deliveries.synthetic import Row, write_births
from klik.packages.records import BIRTHS


def _tried(
    path: Path, *arguments: str, delivery: Path = SAMPLE, adoption: Path | None = None
) -> Ran:
    return klik(
        "try", package_in(path), "--adoption", adoption or adoption_in(path), "--delivery",
        delivery, "--out", path / "trial", "--decided-on", "2026-03-02", "--workers", "1",
        *arguments,
    )  # fmt: skip


class _Page(HTMLParser):
    """The tags, links and text of a page; balanced, or it fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [found["href"] or ""] if tag in {"a", "link"} and "href" in found else []
        self.ids += [found["id"] or ""] if "id" in found else []

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_trial_tells_what_came_out_and_what_to_open(tmp_path: Path) -> None:
    ran = _tried(tmp_path)

    assert (ran.code, ran.messages) == (0, "")
    assert [" ".join(line.split()) for line in ran.out.splitlines()] == [
        "12 rows delivered: 9 accepted (1 with a question), 3 rejected",
        "Granted 7",
        "Not selected 2",
        "7 letters; 6 payments of together 600 euros; 1 for a person",
        f"Open {tmp_path}/trial/samenvatting.html",
    ]


def test_everything_that_would_leave_the_house_is_in_the_folder(tmp_path: Path) -> None:
    _tried(tmp_path)

    assert sorted(one.name for one in (tmp_path / "trial").iterdir()) == [
        "afgekeurde-rijen.csv", "beslissingen.csv", "betalingen", "brieven", "house.css",
        "klik.css", "redenen.jsonl", "samenvatting.html", "totalen.json", "uit-te-delen.csv",
        "voor-een-mens.csv",
    ]  # fmt: skip


def test_a_second_trial_gives_the_same_bytes(tmp_path: Path) -> None:
    _tried(tmp_path)
    before = contents(tmp_path / "trial")

    assert _tried(tmp_path).code == 0
    assert contents(tmp_path / "trial") == before


def test_a_machine_reads_the_figures(tmp_path: Path) -> None:
    found = _tried(tmp_path, "--json").json

    assert (found["delivered"], found["accepted"], found["rejected"]) == (12, 9, 3)
    assert (found["payments"], found["paid"]) == (6, "600.00")
    assert found["for_a_person"] == {"account": 1}


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("nl", "samenvatting.html", "7 kinderen krijgen de premie"),
        ("en", "summary.html", "7 children receive the premium"),
    ],
)
def test_the_summary_says_what_came_out(
    tmp_path: Path, language: str, name: str, said: str
) -> None:
    _tried(tmp_path, "--language", language)
    page = _Page((tmp_path / "trial" / name).read_text(encoding="utf-8"))

    assert said in page.text
    assert "{{" not in page.text
    assert page.tags.count("h1") == 1
    assert len(page.ids) == len(set(page.ids))
    assert "script" not in page.tags


def test_every_link_of_the_summary_leads_into_the_folder(tmp_path: Path) -> None:
    _tried(tmp_path)
    page = _Page((tmp_path / "trial" / "samenvatting.html").read_text(encoding="utf-8"))

    outside = [link for link in page.links if re.match(r"[a-z]+:|/", link)]
    broken = [
        link for link in page.links
        if not link.startswith("#") and not (tmp_path / "trial" / link).exists()
    ]  # fmt: skip
    anchors = [link[1:] for link in page.links if link.startswith("#")]
    assert (outside, broken) == ([], [])
    assert set(anchors) <= set(page.ids)


@pytest.mark.parametrize(
    "change",
    [
        ('label: {nl: "Voorbeeld, niet het echte reglement"', 'label: {nl: "<b>Voorbeeld</b>"'),
        ("decided_on: 2025-12-15", "decided_on: 2025-12-15, published_on: 2025-12-16"),
    ],
)
def test_markup_in_an_adoption_stays_text(tmp_path: Path, change: Change) -> None:
    _tried(tmp_path, adoption=adoption_in(tmp_path, change))
    html = (tmp_path / "trial" / "samenvatting.html").read_text(encoding="utf-8")

    assert "<b>Voorbeeld</b>" not in html


def _delivered(path: Path, *rows: Row) -> Path:
    columns = [name for name, column in BIRTHS.columns.items() if column.required]
    write_births(path / "births.csv", rows, columns=columns)
    return path / "births.csv"


def test_a_hostile_delivery_leaves_no_markup_in_the_summary(tmp_path: Path) -> None:
    rows = [
        good_row(0, beneficiary1_name="<script>alert(1)</script>", rank="<script>"),
        good_row(1, register="<script>", birth_type="<img src=x>"),
        good_row(2, beneficiary1_name="<script>alert(1)</script>"),
    ]

    assert _tried(tmp_path, delivery=_delivered(tmp_path, *rows)).code == 0

    html = (tmp_path / "trial" / "samenvatting.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<img" not in html


def test_conditions_that_stopped_children_are_named_with_their_parameters(tmp_path: Path) -> None:
    alone = dict.fromkeys([f"beneficiary2_{one}" for one in ("insz", "name", "resident_since")], "")
    late = good_row(0, beneficiary1_resident_since="2026-02-01", **alone)
    outside = good_row(1, register="wachtregister")

    _tried(tmp_path, delivery=_delivered(tmp_path, late, outside))

    page = _Page((tmp_path / "trial" / "samenvatting.html").read_text(encoding="utf-8"))
    assert "Een ouder woont er minstens 0 maanden." in page.text
    assert "Het kind is ingeschreven in de gemeente." in page.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("release: 1.0.0", "release: 9.9.9"), "adoption.yaml:4:10: this adopts 9.9.9"),
        (("parameters: {}", "parameters: {x: 1}"), "adoption.yaml:21:17: x is not a parameter"),
        (('{nis: "37021"}', '{nis: "99999"}'), "99999 is no municipality of today in Flanders"),
        (
            (
                "parameters: {}",
                "parameters: {}\nexamples:\n  - {name: x, decided_on: 2026-03-01, "
                "facts: {child.rank: 1}, expect: {amount: 5}}",
            ),
            "amount expected 5",
        ),
    ],
)
def test_an_adoption_that_does_not_hold_leaves_nothing(
    tmp_path: Path, change: Change, words: str
) -> None:
    ran = _tried(tmp_path, adoption=adoption_in(tmp_path, change))

    assert (ran.code, ran.out) == (2, "")
    assert words in ran.messages
    assert not (tmp_path / "trial").exists()


def test_a_delivery_that_is_refused_is_told_by_its_name(tmp_path: Path) -> None:
    delivery = file_in(tmp_path, "births.csv", "\x00\x01\x02" * 100)

    ran = _tried(tmp_path, delivery=delivery)

    assert (ran.code, ran.out) == (2, "")
    assert ran.messages.startswith(f"{delivery}: ")
    assert not (tmp_path / "trial").exists()


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    file_in(tmp_path / "trial", "notes.txt", "mine")

    ran = _tried(tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert "trial holds notes.txt, which no trial wrote" in ran.messages
    assert contents(tmp_path / "trial") == {"notes.txt": b"mine"}
