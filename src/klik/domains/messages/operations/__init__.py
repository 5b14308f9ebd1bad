"""Writes of messages. Each runs in the transaction of `acting_for`."""

from klik.domains.messages.operations.ebox import KindUnknown, SenderMissing, set_ebox_kinds
from klik.domains.messages.operations.endings import (
    MessageNotFailed,
    correct_recipient,
    note_returned,
)
from klik.domains.messages.operations.erasing import erase
from klik.domains.messages.operations.mailing import (
    Claim,
    Claimed,
    claim_next,
    note_answer,
    note_unreadable,
)
from klik.domains.messages.operations.preferences import (
    AddressRefused,
    ChannelNotYours,
    forget_former,
    set_preference,
)
from klik.domains.messages.operations.printing import (
    BatchNotWritten,
    Written,
    finish_print_batch,
    make_print_batch,
    mark_posted,
    take_print_file,
)
from klik.domains.messages.operations.publishing import (
    ClaimedLetter,
    claim_letter,
    give_up_on_ebox,
    note_published,
)
from klik.domains.messages.operations.refusals import PostNotYours
from klik.domains.messages.operations.sending import (
    MessageRefused,
    MessagesNotYours,
    Outgoing,
    send,
    send_all,
)
from klik.domains.messages.operations.telling import Note, is_reachable, letter_of, send_note
from klik.domains.messages.operations.writing import (
    TASK_KIND,
    Attached,
    Said,
    TooManyFiles,
    WordsMissing,
    acknowledge,
    note_read,
    take_down,
    write,
)

__all__ = [
    "TASK_KIND",
    "AddressRefused",
    "Attached",
    "BatchNotWritten",
    "ChannelNotYours",
    "Claim",
    "Claimed",
    "ClaimedLetter",
    "KindUnknown",
    "MessageNotFailed",
    "MessageRefused",
    "MessagesNotYours",
    "Note",
    "Outgoing",
    "PostNotYours",
    "Said",
    "SenderMissing",
    "TooManyFiles",
    "WordsMissing",
    "Written",
    "acknowledge",
    "claim_letter",
    "claim_next",
    "correct_recipient",
    "erase",
    "finish_print_batch",
    "forget_former",
    "give_up_on_ebox",
    "is_reachable",
    "letter_of",
    "make_print_batch",
    "mark_posted",
    "note_answer",
    "note_published",
    "note_read",
    "note_returned",
    "note_unreadable",
    "send",
    "send_all",
    "send_note",
    "set_ebox_kinds",
    "set_preference",
    "take_down",
    "take_print_file",
    "write",
]
