"""Runs a delivery through an adopted package and writes everything that would leave the house."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from klik.ground.deliveries import Delivery, DeliveryReading, read_delivery
from klik.ground.refusals import Refusal
from klik.ground.trial.files import FILES
from klik.ground.trial.line import Line, Progress, Trial
from klik.ground.trial.totals import Totals
from klik.packages.records import RECORDS
from klik.packages.wording import Language


class TrialRefused(Refusal):
    """The folder to write in holds something that is not a trial's."""


def run_trial(
    trial: Trial, out: Path, *, workers: int | None = None, progress: Progress | None = None
) -> Totals:
    """Decide every row of a delivery and write decisions, letters, payments and lists to `out`.

    The folder is written beside and put in place when it is whole; the same input on the same day
    gives the same bytes.

    Args:
        trial: What is tried.
        out: A folder that is absent, empty, or was made by a trial.
        workers: Processes that make letters; by default one per processor.
        progress: Called with the rows done.

    Raises:
        DeliveryRefused: The file as a whole cannot be used; nothing is written.
        TrialRefused: `out` holds files of somebody else.
    """
    _refuse_foreign(out, trial.language)
    reading = _reading(trial)
    writing = out.with_name(f".{out.name}.writing")
    shutil.rmtree(writing, ignore_errors=True)
    writing.mkdir(parents=True)
    try:
        totals = Line(trial, writing).run(reading, workers=workers, progress=progress)
        _add_figures(totals, reading.summary())
        _write_totals(writing / FILES["totals"][trial.language], totals)
    except BaseException:
        shutil.rmtree(writing, ignore_errors=True)
        raise
    shutil.rmtree(out, ignore_errors=True)
    writing.rename(out)
    return totals


def _reading(trial: Trial) -> DeliveryReading:
    return read_delivery(
        trial.delivery,
        columns_agreed=trial.adoption.columns,
        record=RECORDS[trial.adoption.content["agreement"]["record"]],
        municipalities={trial.adoption.municipality_nis},
        received_on=trial.decided_on,
    )


def _add_figures(totals: Totals, summary: Delivery) -> None:
    totals.delivered, totals.accepted = summary.delivered, summary.accepted
    totals.rejected, totals.asked = summary.rejected, summary.asked
    totals.delivery_digest = summary.sha256


def _refuse_foreign(out: Path, language: Language) -> None:
    if out.is_dir() and any(out.iterdir()):
        marks = {names[language] for names in FILES.values()} & {one.name for one in out.iterdir()}
        if FILES["totals"][language] not in marks:
            raise TrialRefused(
                f"{out.name} holds files that no trial wrote; name an empty folder, or one that "
                "does not exist yet"
            )
    elif out.exists() and not out.is_dir():
        raise TrialRefused(f"{out.name} is a file; name a folder")


def _write_totals(path: Path, totals: Totals) -> None:
    written = json.dumps(totals.as_mapping(), ensure_ascii=False, indent=2)
    path.write_text(written + "\n", encoding="utf-8")
