"""Turns a package, read and found well-formed, into a rulebook that decides."""

from __future__ import annotations

from klik.packages.compiling.given import GivenRefused, given_parameter, given_value
from klik.packages.compiling.package import Package, compile_package, refuse_bounds

__all__ = [
    "GivenRefused",
    "Package",
    "compile_package",
    "given_parameter",
    "given_value",
    "refuse_bounds",
]
