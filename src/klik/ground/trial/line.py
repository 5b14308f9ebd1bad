"""One delivery on its way to decisions, letters and payments."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from klik.ground.deliveries import Accepted, DeliveryReading, Rejected
from klik.ground.granting.notices import Notices
from klik.ground.granting.orders import batch_of, debtor_of
from klik.ground.granting.persons import REASONS, is_correction
from klik.ground.granting.rulings import Ruling, letter_of, rule_on
from klik.ground.granting.subjects import Subject, reference_of, subject_of
from klik.ground.letters.letter import Letter
from klik.ground.letters.refusals import LetterTextRefused
from klik.ground.letters.rendering import write_letters
from klik.ground.trial.outputs import Outputs
from klik.ground.trial.totals import Totals
from klik.packages.adoption import Adoption
from klik.packages.explanation import Explained, Explainer
from klik.packages.wording import Language
from klik.rules.decision import Decision, Outcome, Verdict

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
        self.hash_key = b""
        self.corrected: frozenset[str] = frozenset()
        self.waiting: dict[str, Ruling] = {}
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
        # Who has a letter but not the delivery cannot try the reference back; the same file gives
        # the same references.
        self.hash_key = bytes.fromhex(rows.summary().sha256)
        # What the file itself takes back is not granted first: the order of the rows says nothing.
        self.corrected = frozenset(
            self._reference(row) for row in rows if isinstance(row, Accepted) and is_correction(row)
        )
        with self.outputs as outputs:
            letters = self._letters(rows, progress)
            for reference in write_letters(
                letters,
                outputs.letters,
                workers=workers or os.cpu_count() or 1,
                on_refusal=self._unprinted,
            ):
                outputs.totals.letters += 1
                self._settle(self.waiting.pop(reference))
        return self.outputs.totals

    def _reference(self, row: Accepted) -> str:
        return reference_of(self.adoption, row, hash_key=self.hash_key)

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
        subject = subject_of(
            self.adoption, row, reference=self._reference(row), decided_on=self.decided_on
        )
        if is_correction(row) or subject.reference in self.corrected:
            self._person(subject, "event", outcome="", amount=None)
            return
        ruling = rule_on(self.adoption, subject, language=self.language)
        self._note(subject, ruling.decision, ruling.reason)
        if ruling.is_told:
            self.waiting[subject.reference] = ruling
            yield subject.reference, letter_of(self.notices, ruling)

    def _settle(self, granted: Ruling) -> None:
        """Pay and hand out what a letter that is written tells."""
        for order in granted.orders if granted.is_paid_at_once else ():
            self.outputs.pay(order)
        for award in granted.handed_out:
            payee = granted.payees[award.id]
            self.outputs.hand_out(granted.subject.reference, award, payee.name)

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
        del refused  # its words name the sign or the line in English; the list is for the desk
        granted = self.waiting.pop(reference)
        decision = granted.decision
        self._person(
            granted.subject, "letter", outcome=str(decision.outcome), amount=decision.amount
        )

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
                    "used": _used(explainer, one),
                }
                for one in explainer.explain(decision)
            ],
            "missing": list(decision.missing),
        }


def _used(explainer: Explainer, one: Explained) -> dict[str, str]:
    """Return what a condition was decided on; nothing where it did not apply."""
    if one.verdict == Verdict.NOT_APPLICABLE:
        return {}
    return {used.name: explainer.shown(used) for used in one.used}
