"""Applying: from a blank form to what a person or the machine decides."""

from klik.domains.cases.operations.applying.asking import (
    FactNotKnown,
    NothingAsked,
    NotToAsk,
    WordsRefused,
    answer_question,
    ask_for_more,
    this_is_not_right,
)
from klik.domains.cases.operations.applying.choosing import choose_another_child, choose_child
from klik.domains.cases.operations.applying.cosigning import (
    NotToSign,
    SignerWrong,
    ask_to_cosign,
    decline,
    sign,
)
from klik.domains.cases.operations.applying.files import (
    LARGEST_BYTES,
    PAPER,
    FileRefused,
    TakenIn,
    add_file,
    remove_file,
    take_in,
    take_in_or_say_why,
)
from klik.domains.cases.operations.applying.keeping import ApplicationClosed
from klik.domains.cases.operations.applying.noting import Because, note_facts, settle_dispute
from klik.domains.cases.operations.applying.owning import note_owner_answer, tell_owner
from klik.domains.cases.operations.applying.paper import NotOnPaper, note_received_on
from klik.domains.cases.operations.applying.ruling import NotToRule, RulesSayOtherwise, rule
from klik.domains.cases.operations.applying.sources import (
    NothingSilent,
    accept_proof,
    ask_source_again,
    go_on_without_source,
)
from klik.domains.cases.operations.applying.starting import (
    NotInForce,
    PageNotAsked,
    Saved,
    save_address,
    save_page,
    start,
)
from klik.domains.cases.operations.applying.submitting import (
    NotComplete,
    NotToWithdraw,
    Receipt,
    receipt_of,
    submit,
    withdraw_application,
)
from klik.packages.form import FieldProblem

__all__ = [
    "LARGEST_BYTES",
    "PAPER",
    "ApplicationClosed",
    "Because",
    "FactNotKnown",
    "FieldProblem",
    "FileRefused",
    "NotComplete",
    "NotInForce",
    "NotOnPaper",
    "NotToAsk",
    "NotToRule",
    "NotToSign",
    "NotToWithdraw",
    "NothingAsked",
    "NothingSilent",
    "PageNotAsked",
    "Receipt",
    "RulesSayOtherwise",
    "Saved",
    "SignerWrong",
    "TakenIn",
    "WordsRefused",
    "accept_proof",
    "add_file",
    "answer_question",
    "ask_for_more",
    "ask_source_again",
    "ask_to_cosign",
    "choose_another_child",
    "choose_child",
    "decline",
    "go_on_without_source",
    "note_facts",
    "note_owner_answer",
    "note_received_on",
    "receipt_of",
    "remove_file",
    "rule",
    "save_address",
    "save_page",
    "settle_dispute",
    "sign",
    "start",
    "submit",
    "take_in",
    "take_in_or_say_why",
    "tell_owner",
    "this_is_not_right",
    "withdraw_application",
]
