"""Why a payment file is not written."""

from __future__ import annotations

from klik.ground.refusals import Refusal


class PaymentRefused(Refusal):
    """A batch that cannot be sent as it is; no file was made."""

    status = 422
    reason = "This payment file cannot be made."
