"""What a person rules about an application: grants or refuses what the rules propose."""

from __future__ import annotations

from datetime import datetime

from klik.domains.cases import access
from klik.domains.cases.models import Application, ApplicationState, Ruled
from klik.domains.cases.operations.applying.keeping import locked, record_act_on
from klik.domains.cases.operations.applying.working import ask_to_decide
from klik.domains.cases.queries.applications.evaluating import evaluated, refusable
from klik.domains.cases.queries.applications.finding import ApplicationsNotYours, ruling_purpose
from klik.ground.keys.sealing import encrypt
from klik.ground.letters.letter_text import read_letter_text
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class NotToRule(Refusal):
    """The application does not wait for a ruling."""

    reason = "This application does not wait for a decision now."


class RulesSayOtherwise(Refusal):
    """The rules do not give what a person would rule; a missing or wrong fact is noted first."""

    reason = (
        "The rules come to another outcome. Note the fact that is missing or not right, or ask "
        "for it; then decide."
    )


def rule(
    application: Application, ruled: Ruled, *, own_words: str = "", moment: datetime
) -> Application:
    """Note that a person grants or refuses; the job that follows takes the decision.

    A person bends no rule: she notes facts, and takes what follows. Again changes nothing.

    Args:
        application: That was handed in.
        ruled: Grant or refuse.
        own_words: What she adds to a letter that refuses, Markdown; may be empty.
        moment: When.

    Raises:
        ApplicationsNotYours: No clerk or approver.
        NotToRule: It was not handed in, waits for the applicant, or is decided.
        RulesSayOtherwise: The rules do not say so.
        LetterTextRefused: The words cannot be set.
    """
    if not access.may_rule(current_actor()):
        raise ApplicationsNotYours
    found = locked(application)
    if found.state == ApplicationState.DECIDED and found.ruled == ruled:
        return found
    if found.state != ApplicationState.SUBMITTED:
        raise NotToRule
    now = evaluated(found, moment=moment)
    if now.waits:
        raise NotToRule("Somebody says that a fact is not right. Settle that first.")
    agrees = now.ruling.is_told if ruled == Ruled.GRANT else refusable(now.decision)
    if not agrees:
        raise RulesSayOtherwise
    if found.ruled == ruled and not own_words:
        return found
    read_letter_text(own_words, name="Your own words")
    found.ruled, found.ruled_by, found.ruled_at = ruled, current_actor().reference, moment
    found.sealed_ruling = (
        encrypt(found.municipality_nis, ruling_purpose(found), own_words.encode())
        if own_words and ruled == Ruled.REFUSE
        else None
    )
    found.save()
    ask_to_decide(found, moment=moment)
    record_act_on(found, "cases.rule", {"ruled": ruled.value}, moment)
    return found
