"""Writes of runs. Each runs in the transaction of `acting_for`."""

from klik.domains.cases.operations import Rendered
from klik.domains.grants.operations.approving import (
    AnotherPersonNeeded,
    DayRefused,
    PlanStale,
    RunNotOpen,
    approve,
    cancel,
)
from klik.domains.grants.operations.asking import account_asked, ask_for_account
from klik.domains.grants.operations.erasing import erase
from klik.domains.grants.operations.executing import (
    CHUNK,
    Chunk,
    begin_chunk,
    file_annex,
    settle_chunk,
)
from klik.domains.grants.operations.noting import flag_bereavement, note_facts
from klik.domains.grants.operations.planning import (
    OnceEverOnly,
    RunUnderWay,
    begin_plan,
    finish_plan,
    plan,
)
from klik.domains.grants.operations.reading import NotToBeGranted, grant_after_reading
from klik.domains.grants.operations.showing import show_item
from klik.domains.grants.operations.withdrawing import withdraw_decision

__all__ = [
    "CHUNK",
    "AnotherPersonNeeded",
    "Chunk",
    "DayRefused",
    "NotToBeGranted",
    "OnceEverOnly",
    "PlanStale",
    "Rendered",
    "RunNotOpen",
    "RunUnderWay",
    "account_asked",
    "approve",
    "ask_for_account",
    "begin_chunk",
    "begin_plan",
    "cancel",
    "erase",
    "file_annex",
    "finish_plan",
    "flag_bereavement",
    "grant_after_reading",
    "note_facts",
    "plan",
    "settle_chunk",
    "show_item",
    "withdraw_decision",
]
