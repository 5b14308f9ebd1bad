"""Blank forms on paper: the questions of a package, to be filled in by hand."""

from klik.ground.blanks.rendering import render_blank

__all__ = ["render_blank"]
