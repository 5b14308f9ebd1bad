import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from tests.ground.letters.pdf_checks import check_letter, heading_levels
from tests.ground.letters.pdf_text import text_of
from tests.ground.letters.sample_letters import (
    ASK,
    GRANTED,
    GRANTED_IN_ENGLISH,
    LONG,
    REFUSED,
)

from klik.ground.letters.content import content_of
from klik.ground.letters.letter import Letter, Recipient
from klik.ground.letters.refusals import LetterNotRendered, LetterTextRefused
from klik.ground.letters.rendering import render_letter, render_letters

ROOT = Path(__file__).parents[3]
SAMPLES = {
    "granted": GRANTED,
    "granted-in-english": GRANTED_IN_ENGLISH,
    "refused": REFUSED,
    "ask": ASK,
    "long": LONG,
}
UNPRINTABLE = replace(GRANTED, recipient=Recipient("中文", ("8750 Voorbeeld",)))


@pytest.mark.parametrize("letter", SAMPLES.values(), ids=SAMPLES.keys())
def test_a_letter_can_be_read_aloud_and_kept(letter: Letter) -> None:
    assert check_letter(render_letter(letter)) == ()


@pytest.mark.parametrize(
    ("letter", "pages"),
    [pytest.param(GRANTED, 1, id="usual"), pytest.param(LONG, 2, id="twelve-reasons")],
)
def test_a_letter_takes_no_more_pages_than_it_needs(letter: Letter, pages: int) -> None:
    with Pdf.open(BytesIO(render_letter(letter))) as opened:
        assert len(opened.pages) == pages
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in opened.pages}
        assert sizes == {(0, 0, 595, 842)}  # A4 in points


def test_a_letter_says_the_outcome_the_amount_and_why() -> None:
    text = text_of(render_letter(GRANTED))

    assert GRANTED.subject in text
    assert "100\u00a0euro" in text
    assert "BE49\u00a0••••\u00a0••••\u00a00171" in text
    assert "Ingeschreven sinds: 12 februari 2026 (bevolkingsregister)" in text
    assert GRANTED.reasons[0].article in text
    assert "VOORBEELD" in text
    assert "Blad 1 van 1" in text


def test_a_verdict_is_a_word_not_only_a_colour() -> None:
    text = text_of(render_letter(REFUSED))

    assert [text.count(word) for word in ("Niet voldaan", "Nog niet bekend")] == [1, 1]
    assert text.count("Niet van toepassing") == 1


def test_an_english_letter_has_no_dutch_words_of_the_form() -> None:
    letter = replace(GRANTED_IN_ENGLISH, reasons=REFUSED.reasons)
    text = text_of(render_letter(letter))

    dutch = set(content_of(GRANTED)["words"].values()) - set(content_of(letter)["words"].values())
    assert [word for word in dutch if len(word) > 4 and word in text] == []


def test_headings_of_a_text_take_their_place_in_the_letter() -> None:
    with Pdf.open(BytesIO(render_letter(ASK))) as opened:
        assert heading_levels(opened) == [1, 2, 3, 2]


def test_the_file_carries_language_title_author_and_the_day_of_the_letter() -> None:
    with Pdf.open(BytesIO(render_letter(GRANTED))) as opened:
        assert str(opened.Root.Lang) == "nl-BE"
        assert str(opened.docinfo.Title) == GRANTED.subject
        assert str(opened.docinfo.Author) == "Gemeente Voorbeeld"
        assert str(opened.docinfo.CreationDate).startswith("D:20260306120000")


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        "**x** _y_ `z`",
        "<b>vet</b> &amp; &#65;",
        "$x^2$ @label <label>",
        "[tekst](https://voorbeeld.example) ![x](y)",
        '\\u{41} \\ // /* */ "aanhalingsteken" -- --- ...',
        "= Kop + lijst - punt / term: ~",
        "{{ naam }} {% if x %}",
    ],
)
def test_a_name_stays_a_name(name: str) -> None:
    letter = replace(GRANTED, recipient=Recipient(name, ("8750 Voorbeeld",)), subject=f"Aan {name}")

    text = text_of(render_letter(letter))

    assert name + "8750 Voorbeeld" in text
    assert f"Aan {name}" in text


def test_a_name_cannot_turn_the_text_around() -> None:
    letter = replace(GRANTED, recipient=Recipient("Jan\u202e\u200bssen\u0000", ("8750 Voorbeeld",)))

    assert "Janssen8750 Voorbeeld" in text_of(render_letter(letter))


def test_what_typst_gets_is_data() -> None:
    content = json.loads(json.dumps(content_of(GRANTED)))

    assert content["recipient"][0] == "Ouder1A Voorbeeld"
    assert content["amount"]["number"] == "100"


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        pytest.param(UNPRINTABLE, "cannot be set", id="no-font-has-it"),
        pytest.param(replace(GRANTED, subject=" "), "no subject", id="subject"),
        pytest.param(replace(GRANTED, recipient=Recipient("", ())), "no recipient", id="recipient"),
        pytest.param(
            replace(GRANTED, recipient=Recipient("Jan", ("x",) * 6)), "window", id="address"
        ),
        pytest.param(
            replace(GRANTED, signatories=GRANTED.signatories * 3), "signatories", id="signatories"
        ),
        pytest.param(
            replace(GRANTED, appeal_markdown="Dag\n\n![x](y)"), "notice, line 3", id="markdown"
        ),
    ],
)
def test_a_letter_that_cannot_be_made_is_refused(letter: Letter, words: str) -> None:
    with pytest.raises(LetterTextRefused, match=words):
        render_letter(letter)


def test_the_same_letter_gives_the_same_bytes_whatever_came_between() -> None:
    first = render_letter(GRANTED)
    render_letter(LONG)

    assert render_letter(GRANTED) == first


def test_letters_come_in_order_and_refusals_apart() -> None:
    refused: list[tuple[str, str]] = []
    letters = [("a", GRANTED), ("b", UNPRINTABLE), ("c", REFUSED)]

    rendered = list(
        render_letters(
            letters, workers=2, on_refusal=lambda key, why: refused.append((key, str(why)))
        )
    )

    assert rendered == [("a", render_letter(GRANTED)), ("c", render_letter(REFUSED))]
    assert [key for key, _ in refused] == ["b"]


def test_a_refused_letter_ends_the_work_when_nobody_takes_it() -> None:
    rendered = render_letters([("a", GRANTED), ("b", UNPRINTABLE)], workers=1)

    assert next(rendered)[0] == "a"
    with pytest.raises(LetterNotRendered, match="Letter b: The letter cannot be set"):
        next(rendered)


@pytest.mark.slow
def test_workers_give_the_same_bytes_in_order_and_read_no_further_than_needed() -> None:
    read = 0

    def numbered() -> Iterator[tuple[int, Letter]]:
        nonlocal read
        for number in range(300):
            read += 1
            yield number, UNPRINTABLE if number == 30 else replace(GRANTED, reference=f"N{number}")

    refused: list[int] = []
    rendered = render_letters(numbered(), workers=2, on_refusal=lambda key, _: refused.append(key))
    first_key, first = next(rendered)

    assert read <= 5 * 25
    assert (first_key, first) == (0, render_letter(replace(GRANTED, reference="N0")))
    assert [key for key, _ in rendered] == [key for key in range(1, 300) if key != 30]
    assert refused == [30]


@pytest.mark.slow
def test_leaving_early_leaves_no_worker_behind() -> None:
    rendered = render_letters(((number, GRANTED) for number in range(300)), workers=2)
    next(rendered)

    rendered.close()

    assert multiprocessing.active_children() == []


@pytest.mark.slow
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "renders.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with subprocess.Popen(  # noqa: S603 -- our own script
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        workers = [int(one) for one in parent.stdout.readline().split()]
        parent.kill()

    assert len(workers) == 2
    assert _all_ended(workers, within_seconds=30)


ENDLESS = """
import multiprocessing
from tests.ground.letters.sample_letters import GRANTED
from klik.ground.letters.rendering import render_letters

if __name__ == "__main__":
    rendered = render_letters(((number, GRANTED) for number in range(100_000)), workers=2)
    next(rendered)
    print(*(worker.pid for worker in multiprocessing.active_children()), flush=True)
    for _ in rendered:
        pass
"""


def _all_ended(processes: list[int], *, within_seconds: int) -> bool:
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        if not any(_runs(process) for process in processes):
            return True
        time.sleep(0.1)
    return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # One that nobody waits for is gone, though its number is still there.
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(") ")[2][:1] != "Z"
