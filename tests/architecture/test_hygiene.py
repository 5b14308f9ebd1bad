"""What must not stand in this repository: machines, registries, loose ends, silent suppressions."""

import io
import re
import tokenize
from collections.abc import Iterator

import pytest
from tests.architecture.repository import texts

# [.] and [O] match what they stand for, and keep this file from holding what it looks for.
MACHINE_PATH = re.compile(r"/(?:w[o]rk|r[o]ot|f[a]rm)/|(?<![\w.~-])/(?:U[s]ers|h[o]me)/")
REGISTRY_HOST = re.compile(r"p[y]pi\.org|p[y]thonhosted|n[p]mjs\.|d[e]b\.debian")
LOOSE_END = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:|ruff:|mypy:|nosec)")
REASON = re.compile(r" -- \w+")


@pytest.mark.parametrize(
    "unwanted",
    [
        pytest.param(MACHINE_PATH, id="path-of-one-machine"),
        pytest.param(REGISTRY_HOST, id="host-of-a-registry"),
        pytest.param(LOOSE_END, id="mark-of-unfinished-work"),
    ],
)
def test_no_text_holds(unwanted: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if unwanted.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, "see /" + "work/klik/notes.md"),
        (MACHINE_PATH, 'FOLDER = "/' + 'home/lien/klik"'),
        (REGISTRY_HOST, "https://" + "pypi" + ".org/simple"),
        (LOOSE_END, "# TO" + "DO: round later"),
    ],
)
def test_the_patterns_find_what_they_look_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


def test_every_suppression_carries_a_reason() -> None:
    silent = [
        f"{name}:{number}: {comment}"
        for name, text in texts(".py").items()
        for number, comment in _comments(text)
        if SUPPRESSION.search(comment) and not REASON.search(comment)
    ]

    assert silent == []


def _comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
