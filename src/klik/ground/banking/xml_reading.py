"""Reads an XML message strictly, and refuses what an attacker would hide in one.

No document type is accepted, so that there are no entities: none that reads a file or an address
of this machine (XXE), none that grows without end. Nothing outside the form is accepted, so a
file is refused at its first wrong element, with its line and column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from klik.ground.banking.forms import Form
from klik.ground.banking.refusals import AnswerRefused
from klik.ground.refusals import Both

DEEPEST: Final = 24
LONGEST_TEXT: Final = 500  # the longest that a form names has 105 signs
_LONGEST_SHOWN = 40
_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(slots=True)
class Element:
    """An element as it was read; what its form does not look at is left out."""

    form: Form
    line: int
    text: str = ""
    attribute: str = ""
    below: list[Element] = field(default_factory=list)

    def first(self, name: str) -> Element | None:
        """Return the first element `name` within; None where there is none."""
        return next((one for one in self.below if one.form.name == name), None)

    def every(self, name: str) -> list[Element]:
        """Return the elements `name` within."""
        return [one for one in self.below if one.form.name == name]

    def text_of(self, name: str) -> str:
        """Return the text of the first element `name` within; empty where there is none."""
        found = self.first(name)
        return found.text if found else ""


def read_message(content: bytes, forms: Mapping[str, Form]) -> tuple[str, Element]:
    """Return the name space of a message and its root, read after the form of that name space.

    Args:
        content: The file; its size was bounded before.
        forms: Per name space the form of its root.

    Raises:
        AnswerRefused: No XML, another message, a document type, an element that does not belong
            where it stands; says at which line and column.
    """
    walk = _Walk(forms)
    try:
        walk.parser.Parse(content, True)  # noqa: FBT003 -- expat's own: this is the whole file
    except expat.ExpatError as cause:
        raise AnswerRefused(
            "not-xml",
            line=cause.lineno,
            column=cause.offset + 1,
            cause=expat.errors.messages[cause.code],
        ) from None
    except (UnicodeError, LookupError, ValueError):
        raise AnswerRefused("signs") from None
    return walk.namespace, walk.root()


@dataclass(slots=True)
class _Level:
    element: Element
    place: int = 0  # of the part that stood here last
    count: int = 0  # how often it did


class _Walk:
    """Goes through a file, sign by sign, and keeps what its form names."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._forms = forms
        self._levels: list[_Level] = []
        self._unseen = 0  # levels inside an element whose content is not looked at
        self._root: Element | None = None
        self.namespace = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read
        self.parser.StartDoctypeDeclHandler = self._refuse_document_type

    def root(self) -> Element:
        """Return what was read."""
        if self._root is None:
            raise AnswerRefused("no-answer")
        return self._root

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._levels) + self._unseen >= DEEPEST:
            self._refuse("deep", most=DEEPEST)
        namespace, _, local = name.rpartition(" ")
        if self._root is None:
            self._begin_root(namespace, local, attributes)
            return
        level = self._levels[-1]
        if level.element.form.anything:
            self._unseen += 1
            return
        form = self._form_of(level, local) if namespace == self.namespace else None
        if form is None:
            self._refuse_element(_shown(local), level)
        element = self._element(form, attributes)
        level.element.below.append(element)
        self._levels.append(_Level(element))

    def _begin_root(self, namespace: str, local: str, attributes: dict[str, str]) -> None:
        form = self._forms.get(namespace)
        if form is None or local != form.name:
            known = sorted(one.rpartition(":")[2] for one in self._forms)
            self._refuse(
                "message",
                found=_shown(namespace.rpartition(":")[2] or local),
                known=_one_of(known),
            )
        self.namespace = namespace
        self._root = self._element(form, attributes)
        self._levels.append(_Level(self._root))

    def _element(self, form: Form, attributes: dict[str, str]) -> Element:
        own = {
            name: value
            for name, value in attributes.items()
            if not name.startswith(f"{_SCHEMA_INSTANCE} ")
        }
        if not form.anything and set(own) != ({form.attribute} if form.attribute else set()):
            self._refuse("attribute", name=form.name, wanted=_attribute_of(form))
        return Element(form, self.parser.CurrentLineNumber, attribute=own.get(form.attribute, ""))

    def _form_of(self, level: _Level, local: str) -> Form | None:
        """Return the form of the part that comes now, if it may; what it passes must have stood."""
        form = level.element.form
        if form.one_of:
            if level.count:
                return None
            level.count = 1
            return next((part.form for part in form.parts if part.form.name == local), None)
        for place in range(level.place, len(form.parts)):
            part = form.parts[place]
            count = level.count if place == level.place else 0
            if part.form.name == local:
                level.place, level.count = place, count + 1
                return part.form if level.count <= part.most else None
            if count < part.least:
                return None
        return None

    def _end(self, _: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        level = self._levels.pop()
        element = level.element
        missing = _missing(level)
        if missing:
            self._refuse("lacks", name=element.form.name, missing=_one_of(missing))
        kind = element.form.kind
        if kind is not None and not kind.fits(element.text):
            self._refuse("value", name=element.form.name, accepted=kind.accepted)

    def _read(self, text: str) -> None:
        if not self._levels or self._unseen:
            return
        element = self._levels[-1].element
        if element.form.kind is not None:
            element.text += text
            if len(element.text) > LONGEST_TEXT:
                self._refuse("value", name=element.form.name, accepted=element.form.kind.accepted)
        elif text.strip() and not element.form.anything:
            self._refuse("text", name=element.form.name)

    def _refuse_document_type(self, *_: object) -> None:
        self._refuse("document-type")

    def _refuse_element(self, found: str | Both, level: _Level) -> NoReturn:
        form = level.element.form
        if form.kind is not None:
            self._refuse("element-in-text", found=found, within=form.name)
        names = [part.form.name for part in form.parts[0 if form.one_of else level.place :]]
        self._refuse("element", found=found, within=form.name, expected=", ".join(names))

    def _refuse(self, code: str, **details: object) -> NoReturn:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise AnswerRefused(code, line=line, column=column, **details)


def _missing(level: _Level) -> list[str]:
    """Return the names of which one must stand there and none does; none where all is there."""
    form = level.element.form
    if form.one_of:
        return [] if level.count else [part.form.name for part in form.parts]
    stood = level.count
    for part in form.parts[level.place :]:
        if stood < part.least:
            return [part.form.name]
        stood = 0
    return []


def _one_of(names: Sequence[str]) -> Both:
    return Both(" of ".join(names), " or ".join(names))


def _attribute_of(form: Form) -> Both:
    if form.attribute:
        return Both(f"het attribuut {form.attribute}", f"the attribute {form.attribute}")
    return Both("geen attribuut", "no attribute")


def _shown(name: str) -> str | Both:
    return name[:_LONGEST_SHOWN] if name.isprintable() else Both("een element", "an element")
