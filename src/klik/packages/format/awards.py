"""Checks what a benefit gives, how a case starts and how often, and the words behind these."""

from __future__ import annotations

from typing import Any

from klik.packages.format.findings import Findings, listed
from klik.packages.format.names import unknown_name
from klik.packages.problems import Problem
from klik.packages.reading import Document, Path

_TRIGGERS = ("automatic", "invitation", "request")
_FORMS = ("money", "voucher", "credit", "donation", "goods", "recognition")
_ONCE = ("ever", "period")
_PREFIX = "parameters."
_WHAT = ("amount", "quantity", "envelope")


def award_problems(document: Document) -> list[Problem]:
    """Return what is wrong with trigger, once, given_as and amounts; the shape must be right."""
    findings = Findings(document)
    content = findings.content
    _note_word(content.get("trigger"), ("trigger",), _TRIGGERS, findings)
    _note_once(content["subject"].get("once"), ("subject", "once"), findings)
    for index, benefit in enumerate(content["benefits"]):
        path = ("benefits", index)
        if "trigger" not in benefit and "trigger" not in content:
            message = (
                "nothing says how this starts; add `trigger: automatic`, invitation, request or "
                "parameters.NAME to the package or to each benefit"
            )
            findings.at(path, message)
        _note_word(benefit.get("trigger"), (*path, "trigger"), _TRIGGERS, findings)
        _note_word(benefit["given_as"], (*path, "given_as"), _FORMS, findings)
        _note_once(benefit.get("once"), (*path, "once"), findings)
        _note_gift(benefit, path, findings)
    return findings.problems


def _note_word(word: Any, path: Path, accepted: tuple[str, ...], findings: Findings) -> None:
    """Check that `parameters.NAME` is a choice between accepted words; a word fits by its shape."""
    if not isinstance(word, str) or not word.startswith(_PREFIX):
        return
    parameters = findings.content.get("parameters", {})
    name = word.removeprefix(_PREFIX)
    if name not in parameters:
        findings.at(path, unknown_name(name, parameters, kind="a parameter"))
        return
    declared = parameters[name]
    if declared["type"] != "choice" or declared.get("may_be_none", False):
        message = f"{word} must be a choice between {listed(accepted)}, and never none"
        findings.at(path, message)
        return
    for option in declared["options"]:
        if option not in accepted:
            place = ("parameters", name, "options", option)
            message = f'"{option}" cannot be chosen for {path[-1]}; accepted: {listed(accepted)}'
            findings.at_key(place, message)


def _note_once(once: Any, path: Path, findings: Findings) -> None:
    _note_word(once, path, _ONCE, findings)
    if (
        once == "period"
        and "period" not in findings.content
        and len(path) == len(("subject", "once"))
    ):
        message = "once: period needs `period: {every: year, of: DAY}` in the package"
        findings.at(path, message)
    if isinstance(once, dict) and isinstance(once["years"], int) and once["years"] < 1:
        findings.at((*path, "years"), "years: at least 1 is expected")


def _note_gift(benefit: dict[str, Any], path: Path, findings: Findings) -> None:
    form = benefit["given_as"]
    given = [key for key in _WHAT if key in benefit]
    if form == "recognition":
        for key in given:
            findings.at_key((*path, key), f"a recognition has no {key}; leave it out")
        return
    if form == "goods":
        _note_goods(benefit, path, findings)
        return
    if "amount" in benefit and "envelope" in benefit:
        findings.at_key((*path, "envelope"), "an envelope stands in the place of `amount`")
    by_choice = isinstance(form, dict) or form.startswith(_PREFIX)
    if "amount" not in benefit and "envelope" not in benefit and not (by_choice and given):
        findings.at(path, f'the benefit "{benefit["id"]}" gives nothing; add `amount: ...`')
    if not by_choice and "quantity" in benefit:
        message = f"`quantity` belongs to goods; this is given as {form}, so give an `amount`"
        findings.at_key((*path, "quantity"), message)


def _note_goods(benefit: dict[str, Any], path: Path, findings: Findings) -> None:
    for key in ("quantity", "item"):
        if key not in benefit:
            example = "1" if key == "quantity" else "{nl: Welkomstpakket}"
            findings.at(path, f"goods have `quantity` and `item`; add `{key}: {example}`")
    for key in ("amount", "envelope"):
        if key in benefit:
            findings.at_key((*path, key), f"goods have no {key}; leave it out")
