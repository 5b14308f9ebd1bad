"""What more than one of the operations refuses."""

from __future__ import annotations

from klik.domains.messages import access
from klik.ground.refusals import Refusal
from klik.ground.tenancy import current_actor


class PostNotYours(Refusal):
    """An actor without the role of clerk."""

    status = 403
    reason = "Only a clerk of the municipality handles its post."


def require_post() -> None:
    """Return silently when the current actor may make batches and follow up what came back.

    Raises:
        PostNotYours: She may not.
    """
    if not access.may_handle_post(current_actor()):
        raise PostNotYours
