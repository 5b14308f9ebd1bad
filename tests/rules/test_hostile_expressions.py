"""What is outside the language is refused: fast, small, at its word, with what would do."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.rules.hostile.corpus import CONFUSED, LARGE, OUTSIDE

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (*LARGE, *OUTSIDE, *CONFUSED)
SECONDS = 1.0
KILOBYTES = 200 * 1024
# "What is wrong; what would do", or a sentence that is itself the remedy.
REMEDY = re.compile(
    r"; |\b(write|use|comes?|takes?|stands only|is multiplied|is written)\b"
    r"|is the word|is not one of the words|expected here"
)


@pytest.fixture(scope="module")
def refusals() -> Mapping[str, Mapping[str, Any]]:
    """Return what happened to each expression, in a process that holds nothing else."""
    finished = subprocess.run(
        [sys.executable, "-m", "tests.rules.hostile.refuse_all"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    lines = (json.loads(line) for line in finished.stdout.splitlines())
    return {line["name"]: line for line in lines}


def test_the_corpus_holds_at_least_sixty_different_expressions() -> None:
    assert len({name for name, _, _ in CORPUS}) == len(CORPUS) >= 60


@pytest.mark.parametrize(("name", "text", "word"), CORPUS, ids=[name for name, _, _ in CORPUS])
def test_a_hostile_expression_is_refused_at_its_word(
    refusals: Mapping[str, Mapping[str, Any]], name: str, text: str, word: str
) -> None:
    refusal = refusals[name]

    assert refusal["refused"]
    assert refusal["word"] == word
    assert text[refusal["offset"] : refusal["offset"] + len(word)] == word


@pytest.mark.parametrize("name", [name for name, _, _ in CORPUS])
def test_a_refusal_says_what_would_be_accepted(
    refusals: Mapping[str, Mapping[str, Any]], name: str
) -> None:
    message = refusals[name]["message"]

    assert len(message) < 600
    assert REMEDY.search(message), message


def test_refusing_is_fast_and_small(refusals: Mapping[str, Mapping[str, Any]]) -> None:
    slowest = max(refusals.values(), key=lambda refusal: refusal["seconds"])
    largest = max(refusals.values(), key=lambda refusal: refusal["kilobytes"])

    assert slowest["seconds"] < SECONDS, slowest["name"]
    assert largest["kilobytes"] < KILOBYTES, largest["name"]
