"""What is known about a subject without asking, from where, and by which keys it is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from klik.domains.cases.models import Dispute
from klik.ground.granting.subjects import Subject
from klik.ground.keys.hashing import keyed_hash
from klik.packages.adoption import Adoption
from klik.packages.form import Form
from klik.packages.showing import Showing
from klik.packages.wording import PageLanguage

PERSON: Final = "person"


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact that is shown and not asked.

    Attributes:
        name: As the package declares it.
        label: What people read for it.
        shown: Its value as it is read; a number shows its end only.
        source: A column of a record, `person` or `applicant`.
        provider: Who delivers that record; empty for the others.
        is_disputed: Whether she said that it is not right.
    """

    name: str
    label: str
    shown: str = field(repr=False)
    source: str
    provider: str
    is_disputed: bool


def _key_kind(adoption: Adoption, name: str) -> str:
    kind = adoption.package.declared.facts[name].kind.value
    source: str = adoption.package.content["facts"][name].get("source", name)
    return kind if kind in {"insz", "kbo"} else source.rpartition(".")[2]


def keys_of_subject(adoption: Adoption, subject: Subject) -> tuple[bytes, ...]:
    """Return the keyed hash of every known key of a subject, as registers make them."""
    facts = subject.situation.facts
    return tuple(
        keyed_hash(f"{_key_kind(adoption, name)}:{facts[name]}")
        for name in adoption.package.rulebook.keys
        if facts.get(name) is not None
    )


def names_from_elsewhere(
    adoption: Adoption, subject: Subject, answers: Mapping[str, Any]
) -> frozenset[str]:
    """Return what comes from elsewhere: a register, a clerk, or the log-in."""
    found = {
        name
        for name, value in subject.situation.facts.items()
        if value is not None and _is_from_elsewhere(adoption, subject, answers, name)
    }
    collections = {
        name
        for name, rows in subject.situation.collections.items()
        if rows is not None and name not in answers
    }
    return frozenset(found | collections)


def _is_from_elsewhere(
    adoption: Adoption, subject: Subject, answers: Mapping[str, Any], name: str
) -> bool:
    """A key of the subject that she gave herself stays hers to change, though a row has it too."""
    if name not in answers or name in subject.noted.facts:
        return True
    source = adoption.package.content["facts"][name].get("source", "")
    told = subject.row.values.get(source.rpartition(".")[2]) is not None
    return told and name not in adoption.package.rulebook.keys


@dataclass(frozen=True, slots=True)
class KnownFrom:
    """Where facts come from: the adoption and its form, the subject, and the names known."""

    adoption: Adoption
    form: Form
    subject: Subject
    names: frozenset[str]


def known_facts(
    known: KnownFrom, disputes: Sequence[Dispute], language: PageLanguage
) -> tuple[KnownFact, ...]:
    """Return what she would be asked were it not known, in the order of the form."""
    showing = Showing(known.adoption.package, language)
    disputed = {one.fact for one in disputes}
    asked = (one.name for page in known.form.pages for one in page.questions)
    facts = known.subject.situation.facts
    return tuple(
        KnownFact(
            name=name,
            label=showing.label(name).rstrip("?."),
            shown=showing.shown(name, facts[name]),
            source=_source(known, name),
            provider=_provider(known, name),
            is_disputed=name in disputed,
        )
        for name in asked
        if name in known.names and name in facts
    )


def _source(known: KnownFrom, name: str) -> str:
    if name in known.subject.noted.facts:
        return PERSON
    return str(known.adoption.package.content["facts"][name].get("source", PERSON))


def _provider(known: KnownFrom, name: str) -> str:
    agreement = known.adoption.content["agreement"]
    is_told = _source(known, name).startswith(f"{agreement['record']}.")
    return str(agreement["provider"]) if is_told else ""
