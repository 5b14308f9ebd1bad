"""What is refused of pages of knowledge."""

from __future__ import annotations

from klik.ground.refusals import Refusal


class KnowledgeRefused(Refusal):
    """A page that lacks what it needs."""

    status = 422
    reason = "Give a title, a summary and a text in Dutch, and a day to read it again."


class AddressTaken(KnowledgeRefused):
    """Two pages would have one address."""

    reason = "Another page has this address. Choose another one."


class RelationUnknown(KnowledgeRefused):
    """A relation with something that is not there."""

    reason = "Choose packages, adoptions and pages from the lists."


class PageChanged(Refusal):
    """Somebody else saved the page after it was opened here; both texts are kept."""

    status = 409
    reason = "Somebody changed this page after you opened it. Compare both texts and save again."


class NothingToReview(Refusal):
    """Nobody asked for a review of this version."""

    reason = "Ask for a review of this version first."


class ReviewedByAuthor(Refusal):
    """Who wrote a version does not review it."""

    status = 403
    reason = "Another editor than the one who wrote this version reviews it."
