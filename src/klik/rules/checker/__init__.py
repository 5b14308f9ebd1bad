"""Types every part of an expression and refuses what does not fit."""

from __future__ import annotations

from klik.rules.checker.expression import Expression, compile_expression

__all__ = ["Expression", "compile_expression"]
