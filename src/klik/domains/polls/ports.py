"""What polls need of others: somewhere for the winner to become a topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from klik.ground.ports import Port


@dataclass(frozen=True, slots=True)
class Topic:
    """What a room chose to talk about.

    Attributes:
        question: Which question gave it.
        option: The number of the option that won.
        text_nl: Its words.
        text_en: Likewise in English; the Dutch ones where it has none.
    """

    question: UUID
    option: int
    text_nl: str
    text_en: str


class TakesTopic(Protocol):
    """Is told, in the transaction that reveals a result, which topic a room chose."""

    def __call__(self, kind: str, reference: str, /, *, topic: Topic, moment: datetime) -> None:
        """Take `topic` for the thing of this kind and reference; the same again changes nothing."""


takes_topic: Port[TakesTopic] = Port("polls.takes_topic")


def topic_is_read(kind: str, reference: str, /, *, topic: Topic, moment: datetime) -> None:
    """Do nothing: where no domain holds sessions, `queries.topic_of` alone tells the topic."""
