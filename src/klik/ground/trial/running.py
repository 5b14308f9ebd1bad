"""Runs a delivery through an adopted package and writes everything that would leave the house."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from klik.ground.deliveries import Delivery, DeliveryReading, read_delivery
from klik.ground.identifiers.bodies import check_enterprise_number
from klik.ground.identifiers.payments import check_iban
from klik.ground.identifiers.refusal import IdentifierRefused
from klik.ground.territory import current_nis, municipalities, municipality_of, old_codes_of
from klik.ground.trial.files import FILES
from klik.ground.trial.folder import TrialRefused, written_whole
from klik.ground.trial.line import Line, Progress, Trial
from klik.ground.trial.totals import Totals
from klik.packages.records import RECORDS

Finish = Callable[[Path, Totals], None]


def run_trial(
    trial: Trial,
    out: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    finish: Finish | None = None,
) -> Totals:
    """Decide every row of a delivery and write decisions, letters, payments and lists to `out`.

    The folder is written beside and put in place when it is whole; the same input on the same day
    gives the same bytes.

    Args:
        trial: What is tried.
        out: A folder that is absent, empty, or was made by a trial.
        workers: Processes that make letters; by default one per processor.
        progress: Called with the rows done.
        finish: Called with the folder and the figures before it is put in place, to add a page.

    Raises:
        DeliveryRefused: The file as a whole cannot be used; nothing is written.
        TrialRefused: `out` holds files of somebody else, or the adoption cannot be used today.
    """
    _refuse_unfit(trial)
    reading = _reading(trial)
    with written_whole(out) as writing:
        totals = Line(trial, writing).run(reading, workers=workers, progress=progress)
        _add_figures(totals, reading.summary())
        _write_totals(writing / FILES["totals"][trial.language], totals)
        if finish is not None:
            finish(writing, totals)
    return totals


def _reading(trial: Trial) -> DeliveryReading:
    return read_delivery(
        trial.delivery,
        columns_agreed=trial.adoption.columns,
        record=RECORDS[trial.adoption.content["agreement"]["record"]],
        municipalities={trial.adoption.municipality_nis},
        received_on=trial.decided_on,
    )


def _refuse_unfit(trial: Trial) -> None:
    """Refuse an adoption that names a place, body or agreement that cannot be right.

    Raises:
        TrialRefused: The first such thing, and what would be accepted.
    """
    _refuse_place(trial)
    content = trial.adoption.content
    agreement, day = content["agreement"], trial.decided_on.isoformat()
    until = agreement["until"]
    if day < agreement["from"] or (until != "none" and day > until):
        raise TrialRefused(
            f"the agreement holds from {agreement['from']} until {until}, and this delivery is "
            f"taken in on {day}; outside an agreement no register data comes in"
        )
    body = content["granting_body"]
    for what, check, number in (
        ("enterprise_number", check_enterprise_number, body["enterprise_number"]),
        ("debtor.iban", check_iban, body["debtor"]["iban"]),
    ):
        try:
            check(number)
        except IdentifierRefused as refused:
            raise TrialRefused(f"granting_body.{what}: {refused.texts['en']}") from refused


def _refuse_place(trial: Trial) -> None:
    nis, part = trial.adoption.municipality_nis, trial.adoption.territory.get("nis")
    if nis not in municipalities():
        now = current_nis(nis)
        named = f"; since 2025 it is {now}" if now else "; give five digits, as 37021"
        raise TrialRefused(f"municipality: {nis} is no municipality of today in Flanders{named}")
    if part is not None and part not in (nis, *old_codes_of(nis)):
        known = ", ".join(old_codes_of(nis)) or "none: it did not merge in 2025"
        raise TrialRefused(
            f"territory: {part} is no former municipality of {municipality_of(nis).name}; "
            f"accepted: {known}"
        )


def _add_figures(totals: Totals, summary: Delivery) -> None:
    totals.delivered, totals.accepted = summary.delivered, summary.accepted
    totals.rejected, totals.asked = summary.rejected, summary.asked
    totals.delivery_digest = summary.sha256


def _write_totals(path: Path, totals: Totals) -> None:
    written = json.dumps(totals.as_mapping(), ensure_ascii=False, indent=2)
    path.write_text(written + "\n", encoding="utf-8")
