"""Addresses that are protected: what a page says in their place, and to whom it shows them.

`people.operations.see_address` decides; here is only what a page of the desk does with the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from klik.domains.people import operations as people
from klik.domains.people import queries
from klik.faces.desk.acting import DeskRequest
from klik.faces.desk.persons import ADDRESS_COLUMNS, PurposeForm, protected_word
from klik.ground.clock import moment_now
from klik.ground.keys.hashing import keyed_hash
from klik.packages.explanation import Explained, Used

if TYPE_CHECKING:
    from klik.ground.letters.letter import Letter

Said = tuple[str, str]
_LEFT_OUT: Final = "[\N{HORIZONTAL ELLIPSIS}]"  # where words were taken out of a sentence
_NUMBER: Final = re.compile(r"\d{11}")


def persons_in(*kept: Any) -> frozenset[bytes]:
    """Return the keyed hash of every number of a person in what is kept, however deep it lies.

    Whoever is named beside an address may live there: a child and her parents, who asks, who is
    paid. Eleven digits that are nobody's number have a hash of nobody, which does no harm.
    """
    return frozenset(keyed_hash(f"insz:{number}") for number in set(_numbers(kept)))


def sees_address(request: DeskRequest, persons: Collection[bytes], *, purpose: str = "") -> bool:
    """Say whether a page shows the address of these people; a look at a protected one is noted.

    Args:
        request: Of who looks.
        persons: Everybody who may live there.
        purpose: Why she looks; empty where she did not say so.
    """
    nis, moment = request.municipality.nis, moment_now()
    return people.see_address(nis, persons, purpose=purpose, moment=moment)


def before_letter(request: DeskRequest, persons: Collection[bytes]) -> HttpResponse | None:
    """Return what comes before a document that holds an address; None where it may be opened.

    Raises:
        AddressProtected: It holds one that is not for who looks.
    """
    form: forms.Form = PurposeForm(request.GET)
    purpose = form.cleaned_data["purpose"] if form.is_valid() else ""
    if sees_address(request, persons, purpose=purpose):
        return None
    if not queries.may_see_address(request.staff, persons):
        raise people.AddressProtected
    return render(request, "desk/protected.html", {"purpose": PurposeForm()})


def covered(
    reasons: Sequence[Explained],
    shown: Iterable[Sequence[Said]],
    *,
    asked: Collection[str] = (),
) -> tuple[list[Explained], list[list[Said]]]:
    """Return reasons and their facts without any address.

    Args:
        reasons: As a domain explains them.
        shown: Per reason its facts as label and value.
        asked: The names of facts that are an address by their form.
    """
    found, facts = [], []
    for reason, said in zip(reasons, shown, strict=True):
        pairs = list(zip(reason.used, said, strict=True))
        hidden = [value for used, (_, value) in pairs if value and _is_address(used, asked)]
        found.append(reason._replace(sentence=_without(reason.sentence, hidden)))
        facts.append(
            [
                (label, protected_word() if _is_address(used, asked) else value)
                for used, (label, value) in pairs
            ]
        )
    return found, facts


def _without(sentence: str, hidden: Iterable[str]) -> str:
    """Return a sentence that still reads as one where an address was taken out of it."""
    left = sentence
    for value in sorted(hidden, key=len, reverse=True):
        left = left.replace(value, _LEFT_OUT)
    if left == sentence:
        return sentence
    return " ".join([left, _("The address is protected.")])


def covered_letter(letter: Letter) -> Letter:
    """Return a letter as it may be read before it goes: without where it goes to."""
    lines = ", ".join(letter.recipient.address_lines)
    return replace(
        letter,
        recipient=replace(letter.recipient, address_lines=(protected_word(),)),
        reasons=tuple(
            replace(one, details=tuple(part for part in one.details if part[1] not in lines))
            for one in letter.reasons
        ),
    )


def is_address_column(source: str) -> bool:
    """Say whether a source, such as `births.street`, says where somebody lives."""
    return source.rpartition(".")[2] in ADDRESS_COLUMNS


def _is_address(used: Used, asked: Collection[str]) -> bool:
    is_verdict = used.name.endswith(".in_territory")  # here or elsewhere: the case itself says so
    return used.name in asked or (is_address_column(used.source) and not is_verdict)


def _numbers(kept: Any) -> Iterator[str]:
    if isinstance(kept, str):
        if _NUMBER.fullmatch(kept):
            yield kept
    elif isinstance(kept, Mapping):
        yield from _numbers(list(kept.values()))
    elif isinstance(kept, list | tuple):
        for one in kept:
            yield from _numbers(one)
