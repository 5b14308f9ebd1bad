"""Why somebody cannot log in, in words that help her on."""

from __future__ import annotations

from klik.domains.people.ports import LogInNotPossible, LogInRefused


class NotSetUp(LogInNotPossible):
    """No provider is named in the settings."""

    reason = (
        "Logging in is not possible here yet. You can do everything at the town hall, by phone "
        "and by letter."
    )


class ProviderDown(LogInNotPossible):
    """The provider does not answer, or answers what cannot be read."""

    reason = (
        "The log-in of the government does not answer at this moment. Nothing is lost. Try again "
        "in a few minutes, or call us."
    )


class AnswerWrong(LogInRefused):
    """Something that came back does not hold; the log says what, she need not know."""

    reason = "Logging in did not succeed, and nobody is logged in. Begin again."


class NumberMissing(LogInRefused):
    """A log-in without national register number."""

    status = 403
    reason = (
        "This log-in gave no national register number, so we do not know who you are. Choose "
        "another way to log in, such as your identity card or itsme. Or call us."
    )


class NumberWrong(LogInRefused):
    """A log-in with a national register number that does not hold."""

    status = 403
    reason = (
        "This log-in gave a national register number that is not right. We let nobody in with "
        "it. Call us, then we look at it together."
    )
