"""Runs a delivery through an adopted package and writes everything that would leave the house."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from klik.ground.banking.orders import (
    Debtor,
    PaymentBatch,
    PaymentOrder,
    end_to_end_id_of,
)
from klik.ground.deliveries import (
    Accepted,
    Delivery,
    DeliveryReading,
    Rejected,
    read_delivery,
)
from klik.ground.granting.notices import Notices
from klik.ground.granting.payees import Payee, payee_of
from klik.ground.granting.persons import (
    REASONS,
    checks_before_payment,
    reason_before_decision,
    reason_of_decision,
)
from klik.ground.granting.subjects import Subject, subject_of
from klik.ground.letters.letter import Letter
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.rendering import render_letters
from klik.ground.refusals import Refusal
from klik.ground.trial.files import FILES
from klik.ground.trial.outputs import Outputs
from klik.ground.trial.totals import Totals
from klik.packages.adoption import Adoption
from klik.packages.records import RECORDS
from klik.packages.wording import Language
from klik.rules.decision import Awarded, Decision, Outcome

WITHOUT_LETTER = frozenset({"bereavement", "payee"})
Progress = Callable[[int], None]


class TrialRefused(Refusal):
    """The folder to write in holds something that is not a trial's."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried.

    Attributes:
        adoption: The adopted package with its agreement.
        delivery: A delivery of the agreed record, CSV or Parquet.
        decided_on: The day of the decisions and letters.
        language: Of the letters and lists.
    """

    adoption: Adoption
    delivery: Path
    decided_on: date
    language: Language = "nl"


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
        totals = _Line(trial, writing).run(reading, workers=workers, progress=progress)
        _add_figures(totals, reading.summary())
        totals.checks = checks_before_payment(trial.adoption)
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


class _Line:
    """One delivery on its way to letters and payments."""

    def __init__(self, trial: Trial, folder: Path) -> None:
        adoption = self.adoption = trial.adoption
        self.decided_on = trial.decided_on
        self.language = trial.language
        self.notices = Notices(adoption, language=trial.language)
        self.benefits = {one["id"]: one for one in adoption.package.content["benefits"]}
        self.waiting: dict[str, tuple[PaymentOrder, ...]] = {}
        self.outputs = Outputs(
            folder,
            language=trial.language,
            debtor=_debtor(adoption),
            batch=_batch(adoption, trial.decided_on),
        )

    def run(
        self, rows: DeliveryReading, *, workers: int | None, progress: Progress | None
    ) -> Totals:
        with self.outputs as outputs:
            letters = self._letters(rows, progress)
            for reference, pdf in render_letters(
                letters, workers=workers or os.cpu_count() or 1, on_refusal=self._unprinted
            ):
                outputs.letter(reference, pdf)
                for order in self.waiting.pop(reference, ()):
                    outputs.pay(order)
        return self.outputs.totals

    def _letters(
        self, rows: DeliveryReading, progress: Progress | None
    ) -> Iterator[tuple[str, Letter]]:
        for number, row in enumerate(rows, start=1):
            if isinstance(row, Rejected):
                self.outputs.rejected(row)
            else:
                yield from self._decided(row)
            if progress is not None:
                progress(number)

    def _decided(self, row: Accepted) -> Iterator[tuple[str, Letter]]:
        subject = subject_of(self.adoption, row, decided_on=self.decided_on)
        before = reason_before_decision(row)
        if before:
            self._person(subject, before, outcome="", amount=None)
            return
        decision = self.adoption.decider.decide(subject.situation)
        payee = self._payee(subject, decision)
        reason = reason_of_decision(self.adoption, row, decision, payee)
        self._note(subject, decision, reason)
        if decision.outcome != Outcome.GRANTED or reason in WITHOUT_LETTER:
            return
        self._hand_out(subject, decision, payee)
        if not reason:
            self.waiting[subject.reference] = self._orders(subject, decision, payee)
        yield subject.reference, self.notices.granted(subject, decision, payee)

    def _payee(self, subject: Subject, decision: Decision) -> Payee:
        granted = [one.id for one in decision.awards if one.outcome == Outcome.GRANTED]
        benefit = self.benefits[granted[0]] if granted else {}
        return payee_of(self.adoption, subject, benefit)

    def _note(self, subject: Subject, decision: Decision, reason: str) -> None:
        totals = self.outputs.totals
        totals.outcomes[str(decision.outcome)] += 1
        for condition in decision.unmet:
            totals.unmet[condition] += 1
        forms = [one.given_as for one in decision.awards if one.outcome == Outcome.GRANTED]
        self.outputs.row(
            "decisions",
            (subject.reference, subject.row.line, decision.outcome, decision.amount, forms,
             decision.unmet, decision.unknown, decision.missing, reason),
        )  # fmt: skip
        self.outputs.reasons(self._reasons(subject, decision))
        if reason:
            missing = [self.notices.explainer.label(name) for name in decision.missing]
            said = ", ".join(missing) if reason == "undecided" else ""
            amount = decision.amount
            self._person(subject, reason, outcome=str(decision.outcome), amount=amount, said=said)

    def _person(
        self, subject: Subject, reason: str, *, outcome: str, amount: object, said: str = ""
    ) -> None:
        self.outputs.totals.persons[reason] += 1
        explained = REASONS[reason][self.language] + said
        cells = (subject.reference, subject.row.line, reason, explained, outcome, amount)
        self.outputs.row("persons", cells)

    def _unprinted(self, reference: str, refused: LetterTextRefused) -> None:
        """A letter that cannot be made, and its payment, wait for a person."""
        self.waiting.pop(reference, None)
        self.outputs.totals.persons["letter"] += 1
        explained = REASONS["letter"][self.language] + refused.reason
        self.outputs.row("persons", (reference, "", "letter", explained, "granted", None))

    def _reasons(self, subject: Subject, decision: Decision) -> dict[str, Any]:
        explainer = self.notices.explainer
        return {
            "reference": subject.reference,
            "line": subject.row.line,
            "outcome": str(decision.outcome),
            "amount": None if decision.amount is None else str(decision.amount),
            "conditions": [
                {
                    "id": one.id,
                    "verdict": str(one.verdict),
                    "sentence": one.sentence,
                    "article": one.article,
                    "used": {used.name: explainer.shown(used) for used in one.used},
                }
                for one in explainer.explain(decision)
            ],
            "missing": list(decision.missing),
        }

    def _orders(
        self, subject: Subject, decision: Decision, payee: Payee
    ) -> tuple[PaymentOrder, ...]:
        return tuple(
            PaymentOrder(
                end_to_end_id=end_to_end_id_of(f"decision/{subject.reference}/award/{award.id}"),
                amount_cents=int((award.amount or 0) * 100),
                creditor_name=payee.name,
                creditor_iban=payee.iban,
                remittance=self._remittance(subject),
            )
            for award in decision.awards
            if award.given_as == "money" and award.outcome == Outcome.GRANTED and award.amount
        )

    def _remittance(self, subject: Subject) -> str:
        title = self.adoption.package.content["title"]
        return f"{title.get(self.language, title['nl'])} {subject.reference}"

    def _hand_out(self, subject: Subject, decision: Decision, payee: Payee) -> None:
        for award in decision.awards:
            if award.outcome != Outcome.GRANTED or award.given_as == "money":
                continue
            self.outputs.totals.handed_out += 1
            self.outputs.row("handouts", self._handout(subject, award, payee))

    def _handout(self, subject: Subject, award: Awarded, payee: Payee) -> tuple[object, ...]:
        number = f"{self.outputs.totals.handed_out:06d}"
        return (
            number, subject.reference, payee.name, award.given_as, award.amount,
            award.quantity or award.pieces, award.valid_until, award.collect_by,
        )  # fmt: skip


def _debtor(adoption: Adoption) -> Debtor:
    body = adoption.content["granting_body"]
    debtor = body["debtor"]
    return Debtor(
        name=debtor["name"], iban=debtor["iban"], bic=debtor.get("bic"),
        enterprise_number=body["enterprise_number"],
    )  # fmt: skip


def _batch(adoption: Adoption, decided_on: date) -> PaymentBatch:
    """Return what every payment file begins from; nothing in it comes from a clock."""
    key = f"{adoption.package.content['id']}/{adoption.municipality_nis}/{decided_on}"
    word = hashlib.sha256(key.encode()).hexdigest()[:8].upper()
    return PaymentBatch(
        message_id=f"KLIK-{adoption.municipality_nis}-{decided_on:%Y%m%d}-{word}",
        created_at=datetime.combine(decided_on, time(12), tzinfo=UTC),
        execution_on=decided_on,
        debtor=_debtor(adoption),
        orders=(),
    )
