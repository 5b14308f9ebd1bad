"""A changed account: told where the payee was reached before, held until the day told."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from tests.factories.account_changes import (
    announcements,
    change_account,
    content_of_note,
    herself,
    payee,
    place,
    prefer_mail,
    state_of,
    taken_after,
)
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.documents import FolderFiles
from tests.factories.payments import FINANCE, IBAN, OTHER_IBAN, RUN, Tasks

from klik.domains.audit import queries as audit
from klik.domains.messages import operations as messages
from klik.domains.messages import queries as sent
from klik.domains.messages.models import FormerChannel, OutboxMessage
from klik.domains.payments import jobs, operations, queries
from klik.domains.payments.models import AccountChange, Order
from klik.ground.clock import HOME
from klik.ground.tenancy import Actor, ActorKind, acting_for

THIRD_IBAN = "BE10999000100104"
OLD_MAIL, NEW_MAIL = "oud@voorbeeld.example", "nieuw@voorbeeld.example"


def test_a_first_account_and_the_known_one_are_not_held(known: FolderFiles) -> None:
    with acting_for([WINGENE], RUN):
        states = [place(2, IBAN).state, place(3, OTHER_IBAN, person="other").state]

    assert states == ["ready", "ready"]
    assert jobs.announce(NOON) == 0


def test_an_account_that_a_register_told_is_not_held(known: FolderFiles) -> None:
    with acting_for([WINGENE], RUN):
        assert place(2, OTHER_IBAN, is_given=False).state == "ready"


def test_a_changed_account_is_told_once_and_held_until_the_day_told(known: FolderFiles) -> None:
    order = change_account()

    assert (order.state, order.held_because) == ("held", "account-changed")
    assert [jobs.announce(NOON), jobs.announce(NOON)] == [1, 0]
    [note] = announcements()
    content = content_of_note(note)
    assert (note.channel, content.address_lines[0]) == ("paper", "Voorbeeldstraat 12")
    assert "7034" in content.body_markdown
    assert "26 november 2026" in content.body_markdown
    assert OTHER_IBAN not in content.body_markdown
    assert [taken_after(days=2), taken_after(days=3), taken_after(days=3)] == [0, 1, 0]
    assert state_of(order) == "ready"
    with acting_for([WINGENE], RUN):
        assert place(3, OTHER_IBAN).state == "ready"


def test_the_day_is_that_of_brussels(known: FolderFiles) -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=HOME)
    with acting_for([WINGENE], RUN):
        place(2, OTHER_IBAN, moment=late)
    jobs.announce(late)

    before = datetime(2026, 11, 25, 23, 59, tzinfo=HOME)
    assert [jobs.take_accounts(before), jobs.take_accounts(before + timedelta(minutes=1))] == [0, 1]


def test_nothing_is_paid_before_she_was_told(known: FolderFiles) -> None:
    order = change_account()

    assert taken_after(days=9) == 0
    jobs.announce(NOON + timedelta(days=9))
    assert [taken_after(days=11), taken_after(days=12), state_of(order)] == [0, 1, "ready"]


def test_who_changed_her_mail_address_too_is_told_at_the_old_one(known: FolderFiles) -> None:
    prefer_mail(OLD_MAIL, days_ago=90)
    with acting_for([WINGENE], Actor(ActorKind.SYSTEM, "forget")):
        messages.forget_former(moment=NOON)
    prefer_mail(NEW_MAIL, days_ago=1)
    change_account()

    jobs.announce(NOON)

    notes = announcements()
    assert sorted(content_of_note(one).email_address for one in notes) == [NEW_MAIL, OLD_MAIL]
    assert {one.channel for one in notes} == {"email"}


def test_who_had_paper_until_this_month_is_told_on_paper_as_well(known: FolderFiles) -> None:
    prefer_mail(NEW_MAIL, days_ago=1)
    change_account()

    jobs.announce(NOON)

    assert sorted(one.channel for one in announcements()) == ["email", "paper"]


def test_killed_between_two_notes_each_leaves_once(
    known: FolderFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefer_mail(NEW_MAIL, days_ago=1)
    change_account()
    told, note_told = list[object](), operations.note_told

    def killed_at_the_second(one: tuple[UUID, bool], *, moment: datetime) -> None:
        told.append(one)
        if len(told) > 1:
            raise KeyboardInterrupt
        note_told(one, moment=moment)

    monkeypatch.setattr(operations, "note_told", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        jobs.announce(NOON)
    monkeypatch.setattr(operations, "note_told", note_told)
    assert len(announcements()) == 1
    assert taken_after(days=9) == 0

    jobs.announce(NOON)

    assert len(announcements()) == 2
    assert taken_after(days=3) == 1


def test_she_cancels_a_change_and_a_task_says_so(known: FolderFiles, tasks: Tasks) -> None:
    order = change_account()
    jobs.announce(NOON)
    other = Actor(ActorKind.RESIDENT, "resident:other", person=b"x" * 32)
    with acting_for([WINGENE], other), pytest.raises(operations.ChangeNotYours):
        operations.cancel_change(AccountChange.objects.get(), moment=NOON)
    with acting_for([WINGENE], herself()):
        [shown] = queries.waiting_changes([payee()])
        for _twice in range(2):
            operations.cancel_change(queries.change_of(shown.id), moment=NOON)

    assert (taken_after(days=5), state_of(order)) == (0, "held")
    [task] = tasks.opened.values()
    assert (task["reason"], task["about"]) == ("account-change", ("decision", order.decision))
    with acting_for([WINGENE], FINANCE):
        held = Order.objects.get(pk=order.pk)
        assert held.held_because == "account-contested"
        assert operations.give_account(held, name="Voorbeeld", iban=IBAN, moment=NOON).state == (
            "ready"
        )


def test_what_finance_enters_is_held_too_and_release_does_not_pass_it(known: FolderFiles) -> None:
    with acting_for([WINGENE], RUN):
        order = place(2, "")
    with acting_for([WINGENE], FINANCE):
        given = operations.give_account(order, name="Ouder", iban=THIRD_IBAN, moment=NOON)
        stopped = operations.stop_order(given, moment=NOON)
        released = operations.release_order(stopped, moment=NOON)

    assert [one.held_because for one in (given, stopped, released)] == [
        "account-changed",
        "stopped",
        "account-changed",
    ]


def test_without_any_way_to_tell_her_finance_confirms_on_the_phone(
    known: FolderFiles, tasks: Tasks
) -> None:
    with acting_for([WINGENE], CLERK):
        OutboxMessage.objects.update(
            sealed=sent.sealed_content(
                WINGENE,
                OutboxMessage.objects.get().pk,
                sent.Content("Ouder", (), "", "Voorbeeld", "Voorbeeld"),
            )
        )
    order = change_account()

    assert (jobs.announce(NOON), taken_after(days=9)) == (0, 0)
    assert [task["reason"] for task in tasks.opened.values()] == ["account-change"]
    with acting_for([WINGENE], FINANCE):
        operations.confirm_change(AccountChange.objects.get(), moment=NOON)
    assert state_of(order) == "ready"


def test_the_town_sets_the_days_from_0_to_30(known: FolderFiles) -> None:
    with acting_for([WINGENE], FINANCE):
        operations.set_hold(WINGENE, days=0, moment=NOON)
        with pytest.raises(operations.SettingsRefused):
            operations.set_hold(WINGENE, days=31, moment=NOON)
    change_account()

    assert (jobs.announce(NOON), taken_after(days=0)) == (1, 1)


def test_a_change_is_hers_to_read_and_erased_once_it_ended(known: FolderFiles) -> None:
    change_account()
    with acting_for([WINGENE], herself()):
        [held] = queries.changes_held_about(payee())
        kept = operations.erase(payee(), moment=NOON)
        operations.cancel_change(AccountChange.objects.get(), moment=NOON)
        erased = operations.erase(payee(), moment=NOON)

    assert OTHER_IBAN not in str(held)
    assert (kept.erased, [one.kind for one in kept.kept]) == (0, ["account-change"])
    assert (erased.erased, erased.kept) == (1, ())
    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in audit.lines_of(WINGENE) if line.act.endswith("account")]
        assert acts == ["payments.cancel-account", "payments.change-account"]


def test_the_town_beside_sees_nothing_of_it(known: FolderFiles) -> None:
    change_account()

    with acting_for([HERENT], FINANCE):
        assert queries.waiting_changes([payee()]) == []
        assert FormerChannel.objects.count() == 0


def test_the_day_after_which_a_channel_is_forgotten(known: FolderFiles) -> None:
    prefer_mail(OLD_MAIL, days_ago=31)
    prefer_mail(NEW_MAIL, days_ago=29)

    with acting_for([WINGENE], Actor(ActorKind.SYSTEM, "forget")):
        assert messages.forget_former(moment=NOON) == 1
        [left] = FormerChannel.objects.all()
        assert left.until.date() == date(2026, 10, 25)
