"""The proof that a decision is what its own facts say, and that its row was not changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from klik.domains.cases.models import Decision
from klik.domains.cases.queries.decisions import decision_of, grounds_of
from klik.domains.cases.queries.explaining import ruled_again
from klik.ground.canonical import digest_of
from klik.ground.granting.grounds import outcome_of
from klik.ground.granting.notices import Notices
from klik.ground.granting.replies import Replies
from klik.ground.granting.rulings import letter_of
from klik.ground.keys.sealing import CannotDecrypt, DataKeyMissing
from klik.ground.letters.letter import Letter
from klik.ground.letters.rendering import render_letter

# SQLite takes any value in any column; reading one back then fails in one of these ways.
_MANGLED = (TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Reproduced:
    """Whether a second computation gives what was decided."""

    reference: str
    equal_outcome: bool
    equal_amount: bool
    equal_letter: bool
    equal_reasons: bool

    @property
    def is_equal(self) -> bool:
        """Whether everything is."""
        return self.equal_outcome and self.equal_amount and self.equal_letter and self.equal_reasons


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A second computation, of which the letter is still to be set.

    Attributes:
        reference: Of the decision.
        equal_outcome, equal_amount, equal_reasons: Whether it gives what was decided.
        letter: The letter, to be set again.
        letter_digest: SHA-256 of the letter that went out, in hexadecimal.
    """

    reference: str
    equal_outcome: bool
    equal_amount: bool
    equal_reasons: bool
    letter: Letter | None
    letter_digest: str

    def compared(self) -> Reproduced:
        """Set the letter and compare its bytes. Needs no transaction."""
        digest = ""
        if self.letter is not None:
            digest = hashlib.sha256(render_letter(self.letter)).hexdigest()
        return Reproduced(
            self.reference,
            equal_outcome=self.equal_outcome,
            equal_amount=self.equal_amount,
            equal_letter=digest == self.letter_digest,
            equal_reasons=self.equal_reasons,
        )


@dataclass(frozen=True, slots=True)
class Altered:
    """A decision that is not as it was taken."""

    reference: str
    what: str


def recomputed(reference: str) -> Recomputed:
    """Compute a decision again from what it keeps itself; no delivery is looked at.

    Raises:
        DecisionNotFound: There is none.
        CasesNotYours: Another role.
        CannotDecrypt: What it kept was changed since.
    """
    decision = decision_of(reference)
    grounds = grounds_of(decision)
    adoption, ruling = ruled_again(decision)
    out = outcome_of(ruling)
    letter = None
    if ruling.is_told:
        letter = letter_of(Notices(adoption, language=grounds["language"]), ruling)
    elif ruling.subject.request is not None:
        replies = Replies(adoption, language=grounds["language"])
        said = ruling.subject.noted.own_words
        letter = replies.refused(ruling.subject, ruling.decision, own_words=said)
    return Recomputed(
        reference,
        equal_outcome=decision.outcome == out["outcome"],
        equal_amount=decision.amount_cents == out["amount_cents"],
        equal_reasons=all(grounds[name] == value for name, value in out.items()),
        letter=letter,
        letter_digest=decision.letter_digest,
    )


def verify_decisions(municipality_nis: str) -> Iterator[Altered]:
    """Yield every decision whose row or grounds are not as they were when it was taken.

    Raises:
        NotActing: Outside `acting_for`.
        CasesNotYours: Another role.
    """
    rows = Decision.objects.filter(municipality_nis=municipality_nis).order_by("reference")
    for identifier in list(rows.values_list("pk", flat=True)):
        decision = None
        try:
            decision = rows.get(pk=identifier)
            what = _wrong_with(decision)
        except _MANGLED:
            what = "its row holds what Klik never writes"
        if what:
            yield Altered(decision.reference if decision else str(identifier), what)


def _wrong_with(decision: Decision) -> str:
    if bytes(decision.digest) != decision.expected_digest():
        return "its row was changed"
    try:
        grounds = grounds_of(decision)
    except CannotDecrypt:
        return "what it rests on was changed"
    except DataKeyMissing:
        return "what it rests on was changed, or its data key is gone"
    return "" if digest_of(grounds).hex() == decision.grounds_digest else "it rests on others"
