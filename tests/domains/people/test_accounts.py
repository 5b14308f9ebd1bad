"""Accounts and roles: what the operator adds, gives, takes and ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.acting import CLERK, HERENT, NOON, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.people import PASSWORD, SECRET, make_account, make_clerk

from klik.domains.audit.queries import lines_about, payload_of, verify_chain
from klik.domains.people import operations, queries
from klik.domains.people.models import Account, RoleHeld, account_id_of
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, OutsideActing, Role, acting_for

LATER = NOON + timedelta(days=30)


@pytest.fixture(autouse=True)
def keys(db: None) -> None:
    make_keys(WINGENE, HERENT)


def test_an_address_is_one_account_whatever_its_capitals() -> None:
    first = make_account("An@Voorbeeld.be")
    again = make_account(" an@voorbeeld.BE ", password=PASSWORD)

    assert (again.pk, again.email) == (first.pk, "an@voorbeeld.be")
    assert not Account.objects.get().has_usable_password()
    assert queries.account_of("AN@voorbeeld.be") == first


@pytest.mark.parametrize(
    ("email", "name", "secret", "said"),
    [
        ("an", "An", None, "no e-mail address"),
        ("an@voorbeeld.be", " ", None, "1 to 100 letters"),
        ("an@voorbeeld.be", "A" * 101, None, "1 to 100 letters"),
        ("an@voorbeeld.be", "An\x00", None, "1 to 100 letters"),
        ("an@voorbeeld.be", "An", "JBSWY3DP", "base32"),
        ("an@voorbeeld.be", "An", "no base32!", "base32"),
    ],
)
def test_an_account_has_an_address_a_name_and_a_long_secret(
    email: str, name: str, secret: str | None, said: str
) -> None:
    with (
        pytest.raises(operations.AccountWrong, match=said),
        acting_for([WINGENE], OPERATOR),
    ):
        operations.add_account(email=email, name=name, totp_secret=secret, moment=NOON)


def test_an_address_never_stands_in_a_refusal() -> None:
    with pytest.raises(operations.AccountWrong) as refused, acting_for([WINGENE], OPERATOR):
        operations.add_account(email="an.peeters", name="An", moment=NOON)

    assert "peeters" not in str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: operations.add_account(email="bo@voorbeeld.be", name="Bo", moment=NOON),
        lambda one: operations.give_role(one, WINGENE, Role.APPROVER, moment=NOON),
        lambda one: operations.take_role(one, WINGENE, Role.CLERK, moment=NOON),
        lambda one: operations.reset_account(one, moment=NOON),
        lambda one: operations.end_account(one, moment=NOON),
    ],
)
def test_only_the_operator_changes_staff(change: Callable[[Account], object]) -> None:
    account = make_clerk()
    everything = Actor(ActorKind.STAFF, account.reference, frozenset(Role))

    with pytest.raises(operations.StaffNotYours), acting_for([WINGENE], everything):
        change(account)


def test_a_role_holds_in_its_municipality_from_its_moment_until_its_end() -> None:
    account = make_account()
    with acting_for([WINGENE], OPERATOR):
        operations.give_role(
            account,
            WINGENE,
            Role.FINANCE,
            moment=NOON,
            from_at=LATER,
            until_at=LATER + timedelta(days=1),
        )

    held = [_roles(account, at) for at in (NOON, LATER, LATER + timedelta(days=1))]
    assert held == [frozenset(), {Role.FINANCE}, frozenset()]
    assert _roles(account, LATER, HERENT) == frozenset()


def test_a_role_given_again_changes_nothing_but_may_last_longer() -> None:
    account = make_account()
    ends: list[object] = []
    with acting_for([WINGENE], OPERATOR):
        for until in (LATER, NOON + timedelta(days=1), None, LATER):
            held = operations.give_role(account, WINGENE, Role.CLERK, moment=NOON, until_at=until)
            ends.append(held.until_at)

    with acting_for([WINGENE], OPERATOR):
        counts = RoleHeld.objects.count(), lines_about(account.reference).count()
    assert (ends, counts) == ([LATER, LATER, None, None], (1, 2))


def test_a_role_ends_after_it_begins() -> None:
    account = make_account()

    with pytest.raises(operations.AccountWrong, match="later end"), acting_for([WINGENE], OPERATOR):
        operations.give_role(account, WINGENE, Role.CLERK, moment=NOON, until_at=NOON)


def test_a_role_taken_away_is_gone_at_once_and_may_be_given_anew() -> None:
    account = make_clerk()
    with acting_for([WINGENE], OPERATOR):
        taken = operations.take_role(account, WINGENE, Role.CLERK, moment=NOON)
        again = operations.take_role(account, WINGENE, Role.CLERK, moment=NOON)

    assert (taken, again, _roles(account, NOON)) == (True, False, frozenset())
    with acting_for([WINGENE], OPERATOR):
        operations.give_role(account, WINGENE, Role.CLERK, moment=LATER)
    assert _roles(account, LATER) == {Role.CLERK}


def test_a_role_of_later_is_taken_away_too() -> None:
    account = make_account()
    with acting_for([WINGENE], OPERATOR):
        operations.give_role(account, WINGENE, Role.CLERK, moment=NOON, from_at=LATER)
        operations.take_role(account, WINGENE, Role.CLERK, moment=NOON)

    assert _roles(account, LATER) == frozenset()


def test_nobody_gives_a_role_in_a_municipality_she_does_not_act_for() -> None:
    account = make_account()

    with pytest.raises(OutsideActing), acting_for([WINGENE], OPERATOR):
        operations.give_role(account, HERENT, Role.CLERK, moment=NOON)
    with pytest.raises(OutsideActing), acting_for([WINGENE], CLERK):
        queries.roles_of(account, HERENT, moment=NOON)


def test_the_database_holds_one_open_role_of_a_kind() -> None:
    account = make_clerk()

    with (
        pytest.raises(IntegrityError),
        acting_for([WINGENE], OPERATOR),
        transaction.atomic(),
    ):
        RoleHeld.objects.create(
            municipality_nis=WINGENE, account=account, role=Role.CLERK, from_at=NOON
        )


def test_changes_of_roles_stand_in_the_audit_without_a_name() -> None:
    account = make_clerk()
    with acting_for([WINGENE], OPERATOR):
        operations.take_role(account, WINGENE, Role.CLERK, moment=NOON)

    with acting_for([WINGENE], OPERATOR):
        lines = list(lines_about(account.reference))
        said = [(line.act, line.actor_reference, payload_of(line)) for line in lines]
        assert verify_chain(WINGENE).broken is None
    assert said == [
        (
            "people.give-role",
            "tests",
            {"role": "clerk", "from_at": NOON.isoformat(), "until_at": None},
        ),
        ("people.take-role", "tests", {"role": "clerk"}),
    ]


def test_a_reset_takes_password_and_second_factor_and_says_so_where_she_works() -> None:
    account = make_account(
        password=PASSWORD, totp_secret=SECRET, roles={WINGENE: {Role.CLERK}, HERENT: {Role.AUDITOR}}
    )
    before = account.get_session_auth_hash()

    with acting_for(EVERYWHERE, OPERATOR):
        operations.reset_account(account, moment=NOON)
    with acting_for(EVERYWHERE, OPERATOR):
        acts = [line.act for line in lines_about(account.reference)]

    account.refresh_from_db()
    assert not account.has_usable_password()
    assert not queries.has_second_factor(account)
    assert account.get_session_auth_hash() != before
    assert acts.count("people.reset-account") == 2


def test_an_ended_account_holds_no_role_and_keeps_its_name_for_the_audit() -> None:
    account = make_account(roles={WINGENE: {Role.CLERK}, HERENT: {Role.AUDITOR}})

    with acting_for(EVERYWHERE, OPERATOR):
        operations.end_account(account, moment=NOON)

        assert queries.municipalities_of(account, moment=NOON) == []
    assert _roles(account, NOON) == frozenset()
    assert queries.name_of(account.reference) == "An Voorbeeld"


def test_an_account_that_is_not_active_holds_no_role() -> None:
    account = make_clerk()
    Account.objects.update(is_active=False)

    with acting_for([WINGENE], OPERATOR):
        assert queries.municipalities_of(account, moment=NOON) == []
    assert _roles(account, NOON) == frozenset()


def test_an_actor_names_the_account_and_her_roles_there() -> None:
    account = make_account(roles={WINGENE: {Role.CLERK, Role.FINANCE}, HERENT: {Role.AUDITOR}})

    with acting_for([WINGENE], OPERATOR):
        actor = queries.actor_of(account, WINGENE, moment=NOON)
        seen = queries.municipalities_of(account, moment=NOON)

    assert actor == Actor(ActorKind.STAFF, account.reference, frozenset({Role.CLERK, Role.FINANCE}))
    assert seen == [WINGENE]


def test_a_reference_leads_back_to_one_account_and_nothing_else_does() -> None:
    account = make_account()

    assert account_id_of(account.reference) == account.pk
    assert len(account.reference) == len("staff:") + 26
    odd = ["setup", "staff:", "staff:1", "staff:é", "x" + account.reference, "ab" * 32]
    assert queries.names_of(odd) == {one: one for one in odd}
    assert queries.name_of("staff:" + "a" * 26) == queries.UNKNOWN_NAME


def test_an_account_shows_itself_by_its_reference() -> None:
    account = make_account()

    assert str(account) == account.reference
    assert "voorbeeld" not in repr(account).lower()


def test_staff_lists_roles_of_the_municipalities_acted_for() -> None:
    make_account(totp_secret=SECRET, roles={WINGENE: {Role.CLERK}, HERENT: {Role.AUDITOR}})
    make_account("bo@voorbeeld.be")

    with acting_for([WINGENE], OPERATOR):
        seen = [
            (one.account.email, one.roles, one.has_second_factor)
            for one in queries.staff(moment=NOON)
        ]

    assert seen == [
        ("an@voorbeeld.be", {WINGENE: {Role.CLERK}}, True),
        ("bo@voorbeeld.be", {}, False),
    ]


def test_the_code_of_a_fictitious_account_is_told_and_no_other() -> None:
    fictitious = make_account(totp_secret=SECRET)
    real = make_account("bo@voorbeeld.be", password=PASSWORD)

    code = queries.current_code(fictitious)

    assert code is not None
    assert len(code) == 6
    with pytest.raises(queries.CodeIsSecret):
        queries.current_code(real)


def _roles(account: Account, at: datetime, nis: str = WINGENE) -> frozenset[Role]:
    with acting_for([nis], OPERATOR):
        return queries.roles_of(account, nis, moment=at)
