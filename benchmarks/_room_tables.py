"""Fills the installation of `live_voting.py`, and counts what is wrong; needs Django set up."""

from __future__ import annotations

from tests.factories.acting import NOON
from tests.factories.polls import gather, opened

from klik.domains.polls import operations, queries
from klik.domains.polls.models import Ballot, Gathering


def opened_room(voters: int) -> tuple[str, str, list[str]]:
    """Open a question and let so many join; return gathering, question and their tokens."""
    question = opened(gather())
    code = question.gathering.code
    tokens = [operations.join(code, token=None, moment=NOON).token for _each in range(voters)]
    return str(question.gathering_id), str(question.pk), tokens


def wrong_ballots(question: str, tokens: list[str]) -> int:
    """Return how many participants have not exactly the one ballot that was acknowledged."""
    gathering = Gathering.objects.get()
    kept = [
        (one.participant.token_hash, one.choice)
        for one in Ballot.objects.filter(question=question).select_related("participant")
    ]
    sent = {bytes(queries.hash_of(gathering, token)): str(1 + hash(token) % 3) for token in tokens}
    found = {bytes(token): choice for token, choice in kept}
    return (
        sum(found.get(token) != choice for token, choice in sent.items()) + len(kept) - len(found)
    )
