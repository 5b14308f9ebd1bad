"""Why a payment file is not written, or a bank's answer not taken."""

from __future__ import annotations

from klik.ground.banking.texts import ANSWER_TEXTS
from klik.ground.refusals import Refusal, WordedRefusal


class PaymentRefused(Refusal):
    """A batch that cannot be sent as it is; no file was made."""

    status = 422
    reason = "This payment file cannot be made."


class AnswerRefused(WordedRefusal):
    """A file that is no answer of a bank, or not to this batch; nothing was changed."""

    status = 422
    wordings = ANSWER_TEXTS
