"""`klik staff`: who works where, said on the command line."""

import pytest
from tests.faces.cli.command_line import Ran, klik
from tests.factories.acting import HERENT, OPERATOR, WINGENE
from tests.factories.keys import make_keys
from tests.factories.people import PASSWORD, SECRET, make_account

from klik.domains.audit.queries import lines_about
from klik.domains.municipalities.operations import load_municipalities
from klik.domains.people import queries
from klik.faces.cli.staff import ROLES
from klik.ground.clock import moment_now
from klik.ground.tenancy import Role, acting_for

AN = "an@voorbeeld.be"


@pytest.fixture(autouse=True)
def town(db: None) -> None:
    make_keys(WINGENE, HERENT)
    with acting_for([WINGENE, HERENT], OPERATOR):
        load_municipalities()


def add(*options: str) -> Ran:
    return klik("staff", "add", AN, "--name", "An Voorbeeld", "-m", "wingene", *options)


def test_somebody_is_added_with_roles_and_no_password() -> None:
    ran = add("--role", "clerk", "--role", "finance")

    account = queries.account_of(AN)
    assert (ran.code, ran.messages) == (0, "")
    assert "She asks for her password on the log-in page" in ran.out
    assert not account.has_usable_password()
    assert _roles() == {Role.CLERK, Role.FINANCE}
    with acting_for([WINGENE], OPERATOR):
        assert {line.actor_reference for line in lines_about(account.reference)} == {"staff"}


def test_somebody_is_added_to_a_second_municipality() -> None:
    add("-r", "clerk")

    ran = klik("staff", "add", AN, "--name", "Anders", "-m", HERENT, "-r", "auditor")

    assert "She had an account" in ran.out
    assert klik("staff", "list").out == (
        "An Voorbeeld <an@voorbeeld.be>: no second step yet\n  Herent: auditor\n  Wingene: clerk\n"
    )


def test_a_role_is_given_until_a_day_and_taken() -> None:
    add("-r", "clerk")

    given = klik("staff", "role", AN, "-m", "wingene", "-r", "approver", "--until", "2999-12-31")
    taken = klik("staff", "role", AN, "-m", WINGENE, "-r", "clerk", "--take")

    assert (given.out, taken.out) == ("Given.\n", "Taken away.\n")
    assert _roles() == {Role.APPROVER}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["role", AN, "-m", "wingene", "-r", "boss"], "'boss' is not one of"),
        (["role", AN, "-m", "wingene"], "Missing option '--role'"),
        (["role", AN, "-m", "wingene", "-r", "clerk"], "No member of staff logs in"),
        (["role", AN, "-m", "atlantis", "-r", "clerk"], "No municipality"),
        (["role", AN, "-m", "99999", "-r", "clerk"], "No municipality"),
        (["role", AN, "-m", "wingene", "-r", "clerk", "--until", "31/12/2026"], "2026-12-31"),
        (
            ["role", AN, "-m", "wingene", "-r", "clerk", "--take", "--until", "2026-12-31"],
            "leave --until out",
        ),
        (["add", "an", "--name", "An", "-m", "wingene", "-r", "clerk"], "no e-mail address"),
        (["reset", AN], "No member of staff logs in"),
        (["end", AN], "No member of staff logs in"),
        (["code", AN], "No member of staff logs in"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_accepted(words: list[str], said: str) -> None:
    ran = klik("staff", *words)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.messages


def test_an_end_in_the_past_is_refused() -> None:
    add("-r", "clerk")

    ran = klik("staff", "role", AN, "-m", "wingene", "-r", "finance", "--until", "2020-12-31")

    assert (ran.code, "ends after it begins" in ran.messages) == (2, True)


def test_a_reset_and_an_end_are_said() -> None:
    make_account(AN, password=PASSWORD, totp_secret=SECRET, roles={WINGENE: {Role.CLERK}})

    assert klik("staff", "list").out.startswith("An Voorbeeld <an@voorbeeld.be>: second step")
    assert klik("staff", "reset", AN).out.startswith("Reset.")
    assert not queries.has_second_factor(queries.account_of(AN))
    assert klik("staff", "end", AN).out.startswith("Ended.")
    assert klik("staff", "list").out == (
        "An Voorbeeld <an@voorbeeld.be>: no second step yet, ended\n"
    )


def test_the_code_of_a_demonstration_is_printed_and_no_other() -> None:
    make_account(AN, totp_secret=SECRET)
    make_account("bo@voorbeeld.be", password=PASSWORD)

    shown, refused = klik("staff", "code", AN), klik("staff", "code", "bo@voorbeeld.be")

    assert shown.out.strip().isdecimal()
    assert len(shown.out.strip()) == 6
    assert (refused.code, refused.out) == (2, "")
    assert "Only the fictitious accounts" in refused.messages


def test_nobody_yet_is_said() -> None:
    assert klik("staff", "list").out == "Nobody yet; klik staff add adds somebody.\n"


def test_the_roles_of_the_command_are_those_of_the_platform() -> None:
    assert set(ROLES) == {role.value for role in Role}


def _roles() -> frozenset[Role]:
    with acting_for([WINGENE], OPERATOR):
        return queries.roles_of(queries.account_of(AN), WINGENE, moment=moment_now())
