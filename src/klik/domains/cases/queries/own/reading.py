"""Why her decision is what it is: without a word about anybody else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from klik.domains.cases.models import Application
from klik.domains.cases.queries.explaining import ruled_again
from klik.domains.cases.queries.own.standing import OwnDecision
from klik.ground.keys.hashing import keyed_hash
from klik.packages.award_reasons import award_reasons
from klik.packages.compiling import Package
from klik.packages.explanation import Explained, Explainer
from klik.packages.wording import PageLanguage
from klik.rules.decision import Verdict
from klik.rules.scope import IN_TERRITORY
from klik.rules.types import Kind

_NOT_TOLD: Final = frozenset({"computed", "parameter", "platform"})
_NUMBER: Final = "insz"
_APPLICANT: Final = "applicant"


@dataclass(frozen=True, slots=True)
class OwnReason:
    """One condition as she reads it.

    Attributes:
        sentence: What holds, what does not, or what is not known.
        verdict: `met`, `unmet` or `unknown`.
        article: Of the regulation; may be empty.
        facts: What it was decided on: label, value, source.
    """

    sentence: str
    verdict: str
    article: str
    facts: tuple[tuple[str, str, str], ...]

    @property
    def met(self) -> str:
        """Return the verdict as pages draw it: `yes`, `no` or `unknown`."""
        return {Verdict.MET: "yes", Verdict.UNMET: "no"}.get(Verdict(self.verdict), "unknown")


def own_reasons(
    own: OwnDecision, person: Collection[bytes], *, language: PageLanguage
) -> tuple[OwnReason, ...]:
    """Return every reason of a decision that was told to her.

    What is known of another person, such as the other parent, is left out of facts and sentences.

    Args:
        own: As `own_decisions_in` gives it.
        person: Her keyed hashes.
        language: Of the sentences.

    Raises:
        CannotDecrypt: What it kept was changed since.
    """
    if not own.was_told_to_her:
        return ()
    adoption, ruling = ruled_again(own.decision, is_own=True)
    explainer = Explainer(
        adoption.package, language=language, articles=adoption.content["articles"]
    )
    reader = _Reader(frozenset(person), _applied(own, person))
    values = _Hers(ruling.decision.values, explainer, reader)
    decision = replace(ruling.decision, values=values)
    found = (*explainer.explain(decision), *award_reasons(explainer, decision))
    return tuple(
        OwnReason(one.sentence, str(one.verdict), one.article, tuple(_facts(explainer, one)))
        for one in found
        if one.verdict != Verdict.NOT_APPLICABLE
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads, and whether it was she who applied."""

    person: frozenset[bytes]
    applied: bool


def _facts(explainer: Explainer, reason: Explained) -> Iterator[tuple[str, str, str]]:
    for used in reason.used:
        if used.source in _NOT_TOLD or used.value is None:
            continue
        if used.name.endswith(IN_TERRITORY):
            label = explainer.label(used.name.removesuffix(IN_TERRITORY))
            yield label.rstrip("?."), _("here") if used.value else _("elsewhere"), used.source
        else:
            yield explainer.label(used.name).rstrip("?."), explainer.shown(used), used.source


class _Hers(Mapping[str, Any]):
    """The values of a decision without what tells something of another person than who reads.

    A group of facts is of a person where one of them is her register number (`mother.insz`); that
    of whom the decision is about, such as the child, is shown. A list of persons is of others.
    """

    def __init__(self, values: Mapping[str, Any], explainer: Explainer, reader: _Reader) -> None:
        """Find out whose each group of facts is."""
        self._values, self._explainer, self._reader = values, explainer, reader
        package = explainer.package
        self._others = _other_people(package, values, reader) | _lists_of_people(package)

    def __getitem__(self, name: str) -> Any:
        value = self._values[name]
        is_of_another = name.partition(".")[0] in self._others or _is_number_of_another(
            self._explainer, name, value, self._reader
        )
        return None if is_of_another else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _other_people(package: Package, values: Mapping[str, Any], reader: _Reader) -> frozenset[str]:
    subjects = {key.partition(".")[0] for key in package.rulebook.keys}
    groups = {
        name.partition(".")[0]
        for name in package.content["facts"]
        if name.partition(".")[2] == _NUMBER
    }
    found = {
        group
        for group in groups - subjects
        if not _is_hers(_value_of(values, f"{group}.{_NUMBER}"), reader)
    }
    return frozenset(found if reader.applied else {*found, _APPLICANT})


def _lists_of_people(package: Package) -> frozenset[str]:
    collections = package.content.get("collections", {})
    return frozenset(
        name
        for name, declared in collections.items()
        if any(one.get("type") == _NUMBER for one in declared.get("fields", {}).values())
    )


def _is_number_of_another(explainer: Explainer, name: str, value: Any, reader: _Reader) -> bool:
    """Say whether this is an account, or the number of somebody who is not the subject."""
    given = explainer.types.get(name)
    if given is None or name in explainer.package.rulebook.keys:
        return False
    is_number = given.kind == Kind.INSZ and not _is_hers(value, reader)
    return given.kind == Kind.IBAN or is_number


def _value_of(values: Mapping[str, Any], name: str) -> Any:
    """Return a value, which is looked up when it is asked; None where there is none."""
    try:
        return values[name]
    except KeyError:
        return None


def _is_hers(number: Any, reader: _Reader) -> bool:
    return isinstance(number, str) and keyed_hash(f"insz:{number}") in reader.person


def _applied(own: OwnDecision, person: Collection[bytes]) -> bool:
    decision = own.decision
    return (
        decision.answers_an_application
        and Application.objects.filter(pk=decision.row_token, person__in=list(person)).exists()
    )
