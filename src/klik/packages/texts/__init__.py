"""Sentences and letters: text with Liquid placeholders, in which a value is only ever text."""

from klik.packages.texts.refusals import TextRefused
from klik.packages.texts.rendering import render, render_plain
from klik.packages.texts.scanning import Placeholder, placeholders

__all__ = ["Placeholder", "TextRefused", "placeholders", "render", "render_plain"]
