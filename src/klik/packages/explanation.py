"""Why a decision is what it is: every condition in words, with its article and its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from klik.packages.compiling import Package
from klik.packages.compiling.declared import PARAMETERS
from klik.packages.compiling.rules import names_behind
from klik.packages.french import in_language
from klik.packages.showing import Showing
from klik.packages.texts import placeholders, render_plain
from klik.packages.wording import PageLanguage, within_a_sentence
from klik.rules.checker import Expression
from klik.rules.decision import Decision, Verdict
from klik.rules.rulebook import PLATFORM_NAMES, Condition
from klik.rules.scope import IN_TERRITORY
from klik.rules.types import Type

_UNSAID: Mapping[PageLanguage, Mapping[Verdict, str]] = {
    "nl": {Verdict.UNMET: "Niet voldaan: ", Verdict.UNKNOWN: "We weten nog niet: "},
    "en": {Verdict.UNMET: "Not met: ", Verdict.UNKNOWN: "We do not know yet: "},
    "fr": {Verdict.UNMET: "Non rempli : ", Verdict.UNKNOWN: "Nous ne savons pas encore : "},
}
MAXIMUM_FILLED = 1000


class Used(NamedTuple):
    """One fact, value or parameter that a condition used.

    Attributes:
        name: As declared.
        value: What it was; None is unknown.
        source: Where it came from: a record's column, `asked`, `person`, `parameter`, `computed`.
    """

    name: str
    value: Any
    source: str


class Explained(NamedTuple):
    """One condition of a decision.

    Attributes:
        sentence: What holds, what does not, or what is not known, in one plain sentence.
        article: The adopter's article; empty without an adoption.
        sources: Every name the condition used, with where it came from.
        values: What every name was, of the whole decision.
    """

    id: str
    verdict: Verdict
    sentence: str
    ground: str
    article: str
    sources: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]

    @property
    def used(self) -> tuple[Used, ...]:
        """Return what the condition was decided on."""
        return tuple(Used(name, self.values[name], source) for name, source in self.sources)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A condition with everything that does not depend on the subject."""

    condition: Condition
    sentences: Mapping[Verdict, str]
    placeholders: Mapping[Verdict, tuple[str, ...]]
    sources: tuple[tuple[str, str], ...]
    article: str


class Explainer:
    """Explains decisions of one package in one language, under the articles of one adopter."""

    def __init__(
        self, package: Package, *, language: PageLanguage, articles: Mapping[str, str] | None = None
    ) -> None:
        """Read the sentences and sources of every condition once.

        Args:
            package: The compiled package.
            language: Of the sentences.
            articles: Per ground word the adopter's article.
        """
        self.package = package
        self.language = language
        self.showing = Showing(package, language)
        self._articles = articles or {}
        self._sentences_filled: dict[tuple[str, tuple[Any, ...]], str] = {}
        self._prepared = tuple(self._prepare(*one) for one in self._declared())

    def explain(self, decision: Decision) -> tuple[Explained, ...]:
        """Return every condition that was looked at, in the order of the package."""
        return tuple(
            self._explained(prepared, decision.verdicts[prepared.condition.id], decision.values)
            for prepared in self._prepared
            if prepared.condition.id in decision.verdicts
        )

    def label(self, name: str) -> str:
        """Return what people read for a fact: its label, its record's, else its own name."""
        return self.showing.label(name)

    @property
    def types(self) -> Mapping[str, Type]:
        """Return the type of every declared name."""
        return self.showing.types

    def shown(self, used: Used) -> str:
        """Return a value as it is read; a register or account number shows its end only."""
        return self.showing.shown(used.name, used.value)

    def _declared(self) -> list[tuple[Condition, Mapping[str, Any]]]:
        content = self.package.content
        written = list(content.get("conditions", []))
        for benefit in content["benefits"]:
            written += benefit.get("conditions", [])
        return list(zip(self.package.rulebook.all_conditions, written, strict=True))

    def _prepare(self, condition: Condition, written: Mapping[str, Any]) -> _Prepared:
        sentences = self._sentences(written["text"])
        values = {value.name: value.expression for value in self.package.rulebook.values}
        names = condition.names | _within(condition, values)
        return _Prepared(
            condition=condition,
            sentences=sentences,
            placeholders={
                verdict: tuple(dict.fromkeys(one.name for one in placeholders(text)))
                for verdict, text in sentences.items()
            },
            sources=tuple((name, self.source(name)) for name in sorted(names)),
            article=self._articles.get(condition.ground, ""),
        )

    def _sentences(self, text: Mapping[str, Any]) -> Mapping[Verdict, str]:
        said = in_language(text, self.language)
        found = dict.fromkeys(Verdict, said)
        for verdict, before in _UNSAID[self.language].items():
            own = text.get(str(verdict), {})
            found[verdict] = in_language(own, self.language) or before + within_a_sentence(said)
        return found

    def article(self, ground: str) -> str:
        """Return the adopter's article for a ground word; empty where there is none."""
        return self._articles.get(ground, "")

    def source(self, name: str) -> str:
        """Return where a name comes from, as `Used.source` says it."""
        if name.startswith(PARAMETERS):
            return "parameter"
        declared = self.package.content["facts"].get(name.removesuffix(IN_TERRITORY))
        declared = declared or self.package.content.get("collections", {}).get(name)
        if declared is None:
            return "platform" if name in PLATFORM_NAMES else "computed"
        if "source" in declared:
            return str(declared["source"])
        return "person" if declared.get("by") == "person" else "asked"

    def _explained(
        self, prepared: _Prepared, verdict: Verdict, values: Mapping[str, Any]
    ) -> Explained:
        wanted = prepared.placeholders[verdict]
        sentence = prepared.sentences[verdict]
        if wanted:
            sentence = self._filled(sentence, wanted, tuple([values[name] for name in wanted]))
        condition = prepared.condition
        return Explained(
            condition.id, verdict, sentence, condition.ground, prepared.article,
            prepared.sources, values,
        )  # fmt: skip

    def _filled(self, sentence: str, names: tuple[str, ...], values: tuple[Any, ...]) -> str:
        """Return a sentence filled in; most hold parameters only, and so come back often."""
        key = (sentence, values)
        found = self._sentences_filled.get(key)
        if found is None:
            shown = {
                name: self.showing.placeholder(name, value)
                for name, value in zip(names, values, strict=True)
            }
            found = render_plain(sentence, shown)
            if len(self._sentences_filled) >= MAXIMUM_FILLED:
                self._sentences_filled.clear()
            self._sentences_filled[key] = found
        return found


def _within(condition: Condition, values: Mapping[str, Expression]) -> frozenset[str]:
    """Return the names behind the values that a condition uses."""
    parts = (condition.when, condition.applies)
    return frozenset().union(*(names_behind(part, values) for part in parts if part is not None))
