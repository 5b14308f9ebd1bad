"""The way into a page of the desk: logged in twice over, with a role there, for that place only."""

from typing import Any

import pytest
from django.test import Client
from tests.factories.acting import HERENT, NOON, OPERATOR, WINGENE
from tests.factories.log_in import FACTORS, enter, give_password, log_in, text_of
from tests.factories.municipalities import make_house_styles
from tests.factories.people import PASSWORD, SECRET, make_account

from klik.domains.audit.models import PersonView
from klik.domains.municipalities import queries as municipalities
from klik.domains.municipalities.models import HouseStyle
from klik.domains.people import operations
from klik.domains.people.models import Account
from klik.ground.tenancy import Role, WritingWhileReading, acting_for

pytestmark = pytest.mark.urls("tests.faces.desk.pages")
VIEWS = ["anybody", "approvers", "writes", "personal", "late", "fails"]


def staff(*roles: Role, nis: str = WINGENE) -> Account:
    return make_account(password=PASSWORD, totp_secret=SECRET, roles={nis: set(roles)})


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("place", ["wingene", "herent", "nowhere"])
def test_a_page_leads_whoever_is_not_logged_in_to_log_in(
    client: Client, place: str, view: str
) -> None:
    answer = client.get(f"/{place}/desk/{view}/?a=1")

    assert answer.headers["Location"] == f"/inloggen/?next=/{place}/desk/{view}/%3Fa%3D1"


def test_a_page_acts_for_its_municipality_with_the_roles_held_there() -> None:
    account = make_account(
        password=PASSWORD,
        totp_secret=SECRET,
        roles={WINGENE: {Role.CLERK}, HERENT: {Role.FINANCE, Role.AUDITOR}},
    )
    client = log_in(account)

    said = [client.get(f"/{place}/desk/anybody/").content for place in ("wingene", "herent")]

    assert said == [b"Wingene 37021 clerk", b"Herent 24038 auditor finance"]


def test_without_a_role_a_page_is_the_page_that_is_not_there() -> None:
    client = log_in(staff(Role.CLERK))

    answers = [
        client.get(path)
        for path in (
            "/nowhere/desk/anybody/",
            "/herent/desk/anybody/",
            "/herent/desk/approvers/",
            "/wingene/desk/approvers/",
            "/wingene/desk/nothing/",
            "/nothing-at-all/",
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({text_of(answer) for answer in answers}) == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_auditor_reads_what_she_may_not_change(method: str) -> None:
    client = log_in(staff(Role.AUDITOR))

    assert client.get("/wingene/desk/approvers/").content == b"plan"
    assert getattr(client, method)("/wingene/desk/approvers/").status_code == 404


def test_an_auditor_with_another_role_acts_by_that_one() -> None:
    client = log_in(staff(Role.AUDITOR, Role.APPROVER))

    assert client.post("/wingene/desk/approvers/").content == b"approved"


def test_a_role_of_yesterday_or_tomorrow_is_none() -> None:
    client = log_in(staff(Role.CLERK))
    account = Account.objects.get()
    with acting_for([WINGENE], OPERATOR):
        operations.take_role(account, WINGENE, Role.CLERK, moment=NOON)
        operations.give_role(
            account, WINGENE, Role.CLERK, moment=NOON, from_at=NOON.replace(year=2999)
        )

    assert client.get("/wingene/desk/anybody/").status_code == 404


def test_a_page_that_is_read_may_write_nothing() -> None:
    client = log_in(staff(Role.CLERK))

    with pytest.raises(WritingWhileReading):
        client.get("/wingene/desk/writes/")

    assert client.post("/wingene/desk/writes/").content == b"written"


def test_a_page_of_personal_data_notes_who_saw_it() -> None:
    account = staff(Role.CLERK)

    log_in(account).get("/wingene/desk/personal/")

    with acting_for([WINGENE], OPERATOR):
        (view,) = PersonView.objects.all()
    assert (view.actor_kind, view.actor_reference) == ("staff", account.reference)


def test_a_template_is_rendered_while_acting() -> None:
    make_house_styles(WINGENE, HERENT)

    assert log_in(staff(Role.CLERK)).get("/wingene/desk/late/").content == b"37021"


def test_what_a_page_that_fails_wrote_is_undone() -> None:
    client = log_in(staff(Role.CLERK))

    answer = client.post("/wingene/desk/fails/")

    with acting_for([WINGENE], OPERATOR):
        assert (answer.status_code, HouseStyle.objects.count()) == (404, 0)


def test_no_page_of_the_desk_is_kept_by_a_browser() -> None:
    answer = log_in(staff(Role.CLERK)).get("/wingene/desk/anybody/")

    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("has_password", [False, True])
def test_a_part_of_a_page_makes_the_whole_page_leave(client: Client, *, has_password: bool) -> None:
    account = make_account(password=PASSWORD, roles={WINGENE: {Role.CLERK}})
    if has_password:
        give_password(client, account.email)

    answer = client.get("/wingene/desk/anybody/", headers={"HX-Request": "true"})

    expected = FACTORS if has_password else "/inloggen/?next=/wingene/desk/anybody/"
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, expected)


def test_a_session_without_the_mark_of_a_second_factor_comes_to_no_page(
    settings: Any,
) -> None:
    passed = log_in(staff(Role.CLERK))
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "LogIn" not in one]
    client = Client()
    client.cookies = passed.cookies

    answer = client.get("/wingene/desk/anybody/")

    assert answer.headers["Location"] == FACTORS


def test_who_works_for_several_municipalities_chooses() -> None:
    account = make_account(
        password=PASSWORD, totp_secret=SECRET, roles={WINGENE: {Role.CLERK}, HERENT: {Role.CLERK}}
    )

    page = log_in(account).get("/desk/").content.decode()

    assert [name in page for name in ("Wingene", "Herent", "Antwerpen")] == [True, True, False]
    assert 'href="/herent/desk/"' in page


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Wingene", "wingene"),
        ("'s-Gravenvoeren", "s-gravenvoeren"),
        ("Sint-Niklaas", "sint-niklaas"),
        ("Beveren-Kruibeke-Zwijndrecht", "beveren-kruibeke-zwijndrecht"),
        ("Pepingen-Édegem", "pepingen-edegem"),
    ],
)
def test_an_address_writes_a_name_plainly(name: str, slug: str) -> None:
    assert municipalities.slug_of(name) == slug


def test_every_municipality_has_its_own_address() -> None:
    names = [one.name for one in municipalities.municipalities()]

    found = [municipalities.municipality_by_slug(municipalities.slug_of(name)) for name in names]

    assert [one.name for one in found] == names


def test_a_browser_enters_with_the_session_of_a_log_in() -> None:
    account = staff(Role.CLERK)

    walked, entered = (dict(one(account).session.items()) for one in (log_in, enter))

    assert walked.keys() == entered.keys()
    timed = {"log_in_began", "log_in_seen", "account_authentication_methods"}
    assert all(walked[name] == entered[name] for name in walked.keys() - timed)
    methods = [
        [one["method"] for one in session["account_authentication_methods"]]
        for session in (walked, entered)
    ]
    assert methods[0] == methods[1]
