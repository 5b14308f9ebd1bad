"""The texts that are to be translated, as they stand in a Python file or in a Django template."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split

# The arguments of each function that are texts: its context, one, many.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_REASON = "reason"  # of a Refusal: the middleware translates it when it shows it
_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_MARKED = re.compile(rf"_\(({_QUOTED})\)")
_PLACE = re.compile(r"%(?!\()")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its context, its form for one and for many, and the file it stands in."""

    one: str
    file: str
    many: str | None = None
    context: str | None = None


def texts_of_python(source: str, file: str) -> Iterator[Text]:
    """Yield the literal texts of calls of gettext, and the reasons of refusals.

    Raises:
        ValueError: A text is put together; it must be one literal.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in _CALLS and node.args:
                yield from _of_call(node, _CALLS[name], file)
        elif isinstance(node, ast.ClassDef):
            yield from (Text(reason, file) for reason in _reasons(node))


def texts_of_template(source: str, file: str) -> Iterator[Text]:
    """Yield the texts of `translate`, `blocktranslate` and `_("...")` in a template.

    Raises:
        ValueError: A text in `_("...")` holds a per cent sign.
    """
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        words = list(smart_split(token.contents))
        if token.token_type is TokenType.BLOCK and words[0] == "blocktranslate":
            yield _of_block(words, tokens, file)
        elif token.token_type is TokenType.BLOCK and words[0] == "translate":
            yield Text(_doubled(_unquoted(words[1])), file, context=_context(words))
        yield from (Text(_plain(text, file), file) for text in _MARKED.findall(token.contents))


def _of_call(
    call: ast.Call, places: tuple[int | None, int, int | None], file: str
) -> Iterator[Text]:
    if isinstance(call.args[places[1]], ast.Name | ast.Attribute):
        return  # what it holds was marked where it was written
    context, one, many = (
        None if place is None else _literal(call.args[place], file) for place in places
    )
    yield Text(one or "", file, many=many, context=context)


def _literal(node: ast.expr, file: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"{file}:{node.lineno}: write the text as one literal, so that it is found")


def _reasons(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign):
            names = [target.id for target in line.targets if isinstance(target, ast.Name)]
        elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            names = [line.target.id]
        else:
            continue
        value = getattr(line.value, "value", None)
        if names == [_REASON] and isinstance(value, str) and value:
            yield value


def _of_block(words: list[str], tokens: Iterator[Token], file: str) -> Text:
    forms = [""]
    for token in tokens:
        if token.token_type is TokenType.TEXT:
            forms[-1] += _PLACE.sub("%%", token.contents)
        elif token.token_type is TokenType.VAR:
            forms[-1] += f"%({token.contents.split('|')[0].strip()})s"
        elif token.contents.strip() == "plural":
            forms.append("")
        elif token.contents.strip().startswith("endblocktranslate"):
            break
    if "trimmed" in words:
        forms = [" ".join(line.strip() for line in form.strip().splitlines()) for form in forms]
    many = forms[1] if len(forms) > 1 else None
    return Text(forms[0], file, many=many, context=_context(words))


def _context(words: list[str]) -> str | None:
    return _unquoted(words[words.index("context") + 1]) if "context" in words else None


def _doubled(text: str) -> str:
    return _PLACE.sub("%%", text)  # as Django looks it up


def _plain(text: str, file: str) -> str:
    if "%" in text:
        raise ValueError(f"{file}: {text}: Django doubles a % here; use translate with `as`")
    return _unquoted(text)


def _unquoted(word: str) -> str:
    return str(ast.literal_eval(word))
