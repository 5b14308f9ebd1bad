"""Compiles the whole corpus in a process of its own, and prints what each refusal took."""

from __future__ import annotations

import json
import sys
import time

from tests.peak_memory import peak_kilobytes
from tests.rules.generating.subjects import SCOPE
from tests.rules.hostile.corpus import CONFUSED, LARGE, OUTSIDE

from klik.rules.checker import compile_expression
from klik.rules.refusals import ExpressionRefused


def main() -> None:
    """Print one JSON line per expression of the corpus."""
    for name, text, _ in (*LARGE, *OUTSIDE, *CONFUSED):
        begun = time.perf_counter()
        refusal: dict[str, object] = {"refused": False}
        try:
            compile_expression(text, SCOPE)
        except ExpressionRefused as refused:
            refusal = {
                "refused": True,
                "message": refused.message,
                "offset": refused.offset,
                "word": refused.word,
            }
        took = {"seconds": time.perf_counter() - begun, "kilobytes": peak_kilobytes()}
        sys.stdout.write(json.dumps({"name": name, **refusal, **took}) + "\n")


if __name__ == "__main__":
    main()
