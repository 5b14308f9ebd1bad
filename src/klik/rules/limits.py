"""How large an expression may be; refused before and after parsing (RULE-ENGINE, "Limits")."""

from __future__ import annotations

MAXIMUM_CHARACTERS = 2048
MAXIMUM_NODES = 200
MAXIMUM_DEPTH = 30
MAXIMUM_DIGITS = 15
MAXIMUM_TEXT = 200
MAXIMUM_ROWS = 1000
"""Rows that one subject's collection may hold; sums are sized for it."""
ROWS_DIGITS = 3
