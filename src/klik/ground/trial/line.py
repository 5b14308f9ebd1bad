"""One delivery on its way to decisions, letters and payments."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from klik.ground.banking.orders import PaymentOrder
from klik.ground.deliveries import Accepted, DeliveryReading, Rejected
from klik.ground.granting.notices import Notices
from klik.ground.granting.orders import batch_of, debtor_of, orders_of
from klik.ground.granting.payees import Payee, payee_of
from klik.ground.granting.persons import REASONS, is_correction, reason_of_decision
from klik.ground.granting.subjects import Subject, reference_of, subject_of
from klik.ground.letters.letter import Letter
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.rendering import render_letters
from klik.ground.trial.outputs import Outputs
from klik.ground.trial.totals import Totals
from klik.packages.adoption import Adoption
from klik.packages.wording import Language
from klik.rules.decision import Awarded, Decision, Outcome

WITHOUT_LETTER = frozenset({"bereavement", "payee"})
Progress = Callable[[int], None]


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


class Line:
    """One delivery on its way to letters and payments."""

    def __init__(self, trial: Trial, folder: Path) -> None:
        """Open the files in `folder`, which exists and is empty."""
        adoption = self.adoption = trial.adoption
        self.decided_on = trial.decided_on
        self.language = trial.language
        self.notices = Notices(adoption, language=trial.language)
        self.benefits = {one["id"]: one for one in adoption.package.content["benefits"]}
        self.corrected: frozenset[str] = frozenset()
        self.waiting: dict[str, tuple[PaymentOrder, ...]] = {}
        self.outputs = Outputs(
            folder,
            language=trial.language,
            debtor=debtor_of(adoption),
            batch=batch_of(adoption, trial.decided_on),
        )

    def run(
        self, rows: DeliveryReading, *, workers: int | None, progress: Progress | None
    ) -> Totals:
        """Write everything that follows from the rows of a delivery, and return the figures."""
        self.corrected = _corrected(self.adoption, rows)
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
        if is_correction(row) or subject.reference in self.corrected:
            self._person(subject, "event", outcome="", amount=None)
            return
        decision = self.adoption.decider.decide(subject.situation)
        payee = self._payee(subject, decision)
        reason = reason_of_decision(self.adoption, row, decision, payee)
        self._note(subject, decision, reason)
        if decision.outcome != Outcome.GRANTED or reason in WITHOUT_LETTER:
            return
        self._hand_out(subject, decision, payee)
        if not reason:
            self.waiting[subject.reference] = orders_of(
                self.adoption, subject.reference, decision, payee, self.language
            )
        yield subject.reference, self.notices.granted(subject, decision, payee)

    def _payee(self, subject: Subject, decision: Decision) -> Payee:
        granted = [one.id for one in decision.awards if one.outcome == Outcome.GRANTED]
        benefit = self.benefits[granted[0]] if granted else {}
        return payee_of(self.adoption, subject, benefit, decision.values)

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


def _corrected(adoption: Adoption, rows: DeliveryReading) -> frozenset[str]:
    """Return the references of which the same delivery corrects or withdraws a row.

    What the file itself takes back is not granted first: the order of the rows says nothing.
    """
    return frozenset(
        reference_of(adoption, row)
        for row in rows
        if isinstance(row, Accepted) and is_correction(row)
    )
