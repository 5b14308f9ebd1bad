"""A file fits in one reading, a function on one screen."""

import ast
from collections.abc import Iterator

from tests.architecture.repository import texts

MAXIMUM_LINES_A_FILE = 300
MAXIMUM_LINES_A_FUNCTION = 50
FOLDERS = ("src/", "tests/", "benchmarks/", "tools/")


def test_no_file_is_longer_than_one_reading() -> None:
    long = {
        name: len(text.splitlines())
        for name, text in _python().items()
        if len(text.splitlines()) > MAXIMUM_LINES_A_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_one_screen() -> None:
    long = {
        place: lines
        for name, text in _python().items()
        for place, lines in _functions(name, text)
        if lines > MAXIMUM_LINES_A_FUNCTION
    }

    assert long == {}


def _python() -> dict[str, str]:
    # Django writes migrations itself; nobody reads them as prose.
    return {
        name: text
        for name, text in texts(".py").items()
        if name.startswith(FOLDERS) and "/migrations/" not in name
    }


def _functions(name: str, text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            yield f"{name}:{node.lineno} {node.name}", last - node.lineno + 1
