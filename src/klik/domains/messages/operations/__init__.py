"""Writes of messages. Each runs in the transaction of `acting_for`."""

from klik.domains.messages.operations.endings import (
    MessageNotFailed,
    correct_recipient,
    note_returned,
)
from klik.domains.messages.operations.erasing import erase
from klik.domains.messages.operations.mailing import (
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
    write,
)

__all__ = [
    "TASK_KIND",
    "AddressRefused",
    "Attached",
    "BatchNotWritten",
    "ChannelNotYours",
    "Claimed",
    "MessageNotFailed",
    "MessageRefused",
    "MessagesNotYours",
    "Note",
    "Outgoing",
    "PostNotYours",
    "Said",
    "TooManyFiles",
    "WordsMissing",
    "Written",
    "acknowledge",
    "claim_next",
    "correct_recipient",
    "erase",
    "finish_print_batch",
    "forget_former",
    "is_reachable",
    "letter_of",
    "make_print_batch",
    "mark_posted",
    "note_answer",
    "note_read",
    "note_returned",
    "note_unreadable",
    "send",
    "send_all",
    "send_note",
    "set_preference",
    "take_print_file",
    "write",
]
