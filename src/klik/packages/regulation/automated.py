"""How an adoption is decided by machine, in words: on which data, and where a person decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from klik.packages.adoption import Adoption
from klik.packages.french import in_language, in_words
from klik.packages.records import RECORDS, Record
from klik.packages.regulation.amounts import live_awards
from klik.packages.regulation.conditions import fact_labels, live_conditions, waits_until
from klik.packages.regulation.reach import Reach, routes
from klik.packages.showing import Showing
from klik.packages.wording import PageLanguage, within_a_sentence
from klik.rules import syntax
from klik.rules.scope import IN_TERRITORY

_BEGINS: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {
        "automatic": "De gemeente begint zelf. U hoeft niets aan te vragen.",
        "invitation": "De gemeente stuurt u een formulier. Daarmee vraagt u het aan.",
        "request": "U vraagt het zelf aan.",
        "too": "Hoorde u niets van ons? Dan mag u het altijd zelf aanvragen.",
    },
    "en": {
        "automatic": "The municipality starts by itself. You need not apply.",
        "invitation": "The municipality sends you a form. You use it to apply.",
        "request": "You apply yourself.",
        "too": "Have you not heard from us? Then you may always apply yourself.",
    },
    "fr": {
        "automatic": "La commune commence elle-même. Vous ne devez rien demander.",
        "invitation": "La commune vous envoie un formulaire. Vous l'utilisez pour la demande.",
        "request": "Vous faites la demande vous-même.",
        "too": "Vous n'avez rien reçu de nous\N{NO-BREAK SPACE}? Vous pouvez toujours faire la "
        "demande vous-même.",
    },
}
_MACHINE: Mapping[PageLanguage, tuple[str, ...]] = {
    "nl": (
        "Een computer kijkt de voorwaarden na en berekent het bedrag.",
        "Klopt alles, dan stelt de computer voor om toe te kennen. Twee medewerkers kijken de hele "
        "lijst na voor er iets vertrekt.",
        "De computer weigert nooit. Vraagt u het aan en is een voorwaarde niet vervuld? Dan "
        "beslist een medewerker.",
        "Weten we iets niet? Dan vullen we niets in. We vragen het u, of een medewerker zoekt het "
        "op.",
    ),
    "en": (
        "A computer checks the conditions and computes the amount.",
        "If everything holds, the computer proposes to grant. Two members of staff look at the "
        "whole list before anything is sent.",
        "The computer never refuses. If you apply and a condition is not met, a member of staff "
        "decides.",
        "Is there something we do not know? Then we fill in nothing. We ask you, or a member of "
        "staff looks it up.",
    ),
    "fr": (
        "Un ordinateur vérifie les conditions et calcule le montant.",
        "Si tout est correct, l'ordinateur propose d'accorder. Deux membres du personnel regardent "
        "toute la liste avant l'envoi.",
        "L'ordinateur ne refuse jamais. Vous faites une demande et une condition n'est pas "
        "remplie\N{NO-BREAK SPACE}? Un membre du personnel décide.",
        "Il y a quelque chose que nous ne savons pas\N{NO-BREAK SPACE}? Nous ne remplissons rien. "
        "Nous vous le demandons, ou un membre du personnel le cherche.",
    ),
}
_ONCE: Mapping[PageLanguage, Mapping[str, str]] = {
    "nl": {
        "ever": "U krijgt dit maar een keer.",
        "years": "U krijgt dit hoogstens een keer in {years} jaar.",
    },
    "en": {
        "ever": "You get this only once.",
        "years": "You get this at most once in {years} years.",
    },
    "fr": {
        "ever": "Vous recevez ceci une seule fois.",
        "years": "Vous recevez ceci au maximum une fois en {years} ans.",
    },
}


@dataclass(frozen=True, slots=True)
class Source:
    """One register and what is used of it.

    Attributes:
        record: What the register holds, such as births and adoptions.
        provider: Who delivers it.
        labels: The data that the decision uses.
    """

    record: str
    provider: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AutomatedDecision:
    """An automated decision in words (GDPR, articles 13(2)(f) and 22).

    Attributes:
        begins: How it begins, in sentences.
        machine: What the computer does and does not do, in sentences.
        source: The register that delivers; None where nothing of it is used.
        asked: What the resident is asked where it is not known.
        by_person: What a member of staff looks up or fills in.
    """

    begins: tuple[str, ...]
    machine: tuple[str, ...]
    source: Source | None
    asked: tuple[str, ...]
    by_person: tuple[str, ...]


def state_automated(adoption: Adoption, reach: Reach, showing: Showing) -> AutomatedDecision:
    """Return how an adoption is decided, on which data, and where a person decides."""
    language = showing.language
    names = tuple(dict.fromkeys(_names(adoption, reach)))
    record = RECORDS[adoption.content["agreement"]["record"]]
    delivered = [name for name in names if _is_delivered(adoption, record, name)]
    # The day on which the municipality goes on is its own; it is no datum about somebody.
    waited_for = {waits_until(written) for _condition, written in live_conditions(adoption, reach)}
    others = [name for name in names if name not in delivered]
    return AutomatedDecision(
        begins=_begins(adoption, language),
        machine=(*_MACHINE[language], *_once(adoption, language)),
        source=_source(adoption, record, showing, delivered),
        asked=_labels(adoption, showing, [one for one in others if _has(adoption, one, "ask")]),
        by_person=fact_labels(
            adoption,
            showing,
            (one for one in names if _by_person(adoption, one) and one not in waited_for),
        ),
    )


def _begins(adoption: Adoption, language: PageLanguage) -> tuple[str, ...]:
    words = _BEGINS[language]
    first, *others = routes(adoption)
    return (words[first], words["too"]) if others else (words[first],)


def _once(adoption: Adoption, language: PageLanguage) -> tuple[str, ...]:
    once = adoption.package.rulebook.once
    if once is None:
        return ()
    kind = "ever" if once.years is None else "years"
    return (_ONCE[language][kind].format(years=once.years),)


def _names(adoption: Adoption, reach: Reach) -> Iterator[str]:
    """Yield the facts and collections on which outcome, amount and payee rest."""
    for tree in _trees(adoption, reach):
        for name in reach.names(tree):
            yield name.removesuffix(IN_TERRITORY)


def _trees(adoption: Adoption, reach: Reach) -> Iterator[syntax.Node]:
    yield reach.rulebook.reference_day.tree
    for condition, _ in live_conditions(adoption, reach):
        yield from (part.tree for part in (condition.applies, condition.when) if part is not None)
    for award, benefit in live_awards(adoption, reach):
        yield from (part.tree for part in (award.amount, award.quantity) if part is not None)
        payee = benefit.get("payee", {})
        for name in (*payee.get("to", []), *([payee["account"]] if "account" in payee else [])):
            yield syntax.Name(offset=0, word=name, name=name)


def _declared(adoption: Adoption, name: str) -> Mapping[str, Any]:
    content = adoption.package.content
    found: Mapping[str, Any] = content["facts"].get(name) or content.get("collections", {}).get(
        name, {}
    )
    return found


def _has(adoption: Adoption, name: str, key: str) -> bool:
    return key in _declared(adoption, name)


def _by_person(adoption: Adoption, name: str) -> bool:
    declared = _declared(adoption, name)
    return declared.get("by") == "person" and "source" not in declared


def _is_delivered(adoption: Adoption, record: Record, name: str) -> bool:
    """Say whether the agreement lets a fact, or a field of a collection, be delivered."""
    of, _, column = _declared(adoption, name).get("source", "").partition(".")
    if of != record.name:
        return False
    if column in record.collections:
        rows = record.collections[column].rows
        return any(one in adoption.columns for row in rows for one in row.values())
    return column in adoption.columns


def _source(
    adoption: Adoption, record: Record, showing: Showing, names: list[str]
) -> Source | None:
    if not names:
        return None
    return Source(
        record=within_a_sentence(in_language(record.title, showing.language)),
        provider=str(adoption.content["agreement"]["provider"]),
        labels=tuple(
            dict.fromkeys(
                label
                for name in names
                for label in _delivered_labels(adoption, record, showing, name)
            )
        ),
    )


def _delivered_labels(
    adoption: Adoption, record: Record, showing: Showing, name: str
) -> tuple[str, ...]:
    """Return what people read for a fact, or for each column of a collection that is delivered."""
    column = _declared(adoption, name).get("source", "").partition(".")[2]
    if column not in record.collections:
        return fact_labels(adoption, showing, iter([name]))
    fields = adoption.package.declared.collections[name]
    columns = [
        record.columns[row[field]]
        for row in record.collections[column].rows
        for field in fields
        if row[field] in adoption.columns
    ]
    return tuple(in_words(one, showing.language) for one in columns)


def _labels(adoption: Adoption, showing: Showing, names: list[str]) -> tuple[str, ...]:
    collections = adoption.package.content.get("collections", {})
    found: list[str] = []
    for name in names:
        if name in collections:
            found.append(_collection_label(collections[name], showing, name))
        else:
            found += fact_labels(adoption, showing, iter([name]))
    return tuple(dict.fromkeys(found))


def _collection_label(declared: Mapping[str, Any], showing: Showing, name: str) -> str:
    for text in (declared.get("label"), declared.get("ask", {}).get("label")):
        if text:
            return in_language(text, showing.language).rstrip("?.")
    return ", ".join(showing.label(f"{name}.{field}") for field in declared["fields"])
