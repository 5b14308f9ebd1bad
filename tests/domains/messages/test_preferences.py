"""A person chooses her channel; nobody else but a clerk does it for her."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.factories.acting import APPROVER, AUDITOR, CLERK, FINANCE, HERENT, NOON, WINGENE
from tests.factories.documents import FolderFiles, filed
from tests.factories.messages import ADDRESS, outgoing, pdf_of, person, prefer_email

from klik.domains.audit import queries as audit
from klik.domains.messages import operations, queries
from klik.domains.messages.models import Kind, Preference
from klik.domains.messages.operations import AddressRefused, ChannelNotYours
from klik.ground.tenancy import Actor, ActorKind, acting_for


def test_a_choice_replaces_the_one_before(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        prefer_email()
        prefer_email()
        prefer_email(address="nieuw@voorbeeld.example")
        kept = queries.preferences_of(WINGENE, [person(), person(2)])
        assert list(kept) == [person()]
        assert queries.email_address_of(kept[person()]) == "nieuw@voorbeeld.example"
        operations.set_preference(WINGENE, person=person(), channel="paper", moment=NOON)
        assert Preference.objects.get().address is None

    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in audit.lines_of(WINGENE)]
        assert acts == ["messages.set-preference"] * 3


def test_an_address_is_encrypted(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        prefer_email()

        assert ADDRESS.encode() not in bytes(Preference.objects.get().address or b"")


def test_a_choice_holds_in_one_municipality(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        prefer_email()

    with acting_for([HERENT], CLERK):
        assert queries.preferences_of(HERENT, [person()]) == {}
        assert queries.preferences_of(WINGENE, [person()]) == {}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ouder",
        "ouder@",
        "ouder@voorbeeld.example\nBcc: alle@voorbeeld.example",
        "ouder@voorbeeld.example\r\n",
        '"ouder\tx"@voorbeeld.example',
        "oudér@voorbeeld.example",
        "ouder@voorbeéld.example",
        "ouder@voorbeeld.example, alle@voorbeeld.example",
        "Ouder <ouder@voorbeeld.example>",
    ],
)
def test_what_is_no_address_is_refused(town: None, address: str) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(AddressRefused):
        prefer_email(address=address)


def test_paper_takes_no_address(town: None) -> None:
    with acting_for([WINGENE], CLERK), pytest.raises(AddressRefused):
        operations.set_preference(
            WINGENE, person=person(), channel="paper", email_address=ADDRESS, moment=NOON
        )


def test_a_resident_chooses_for_herself_only(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        herself, another = person(1), person(2)

    with acting_for([WINGENE], Actor(ActorKind.RESIDENT, "resident:1", person=herself)):
        operations.set_preference(WINGENE, person=herself, channel="paper", moment=NOON)
        with pytest.raises(ChannelNotYours):
            operations.set_preference(WINGENE, person=another, channel="paper", moment=NOON)


@pytest.mark.parametrize("actor", [APPROVER, FINANCE, AUDITOR])
def test_only_a_clerk_chooses_for_another(town: None, actor: Actor) -> None:
    with acting_for([WINGENE], actor), pytest.raises(ChannelNotYours):
        prefer_email()


def test_the_table_holds_no_mail_without_address(town: None) -> None:
    with acting_for([WINGENE], CLERK):
        prefer_email()

        with pytest.raises(IntegrityError), transaction.atomic():
            Preference.objects.update(address=None)


def test_a_kind_that_is_wanted_on_paper_goes_on_paper(town: None, files: FolderFiles) -> None:
    with acting_for([WINGENE], CLERK):
        operations.set_preference(
            WINGENE,
            person=person(),
            channel="email",
            email_address=ADDRESS,
            paper_kinds=["decision"],
            moment=NOON,
        )
        filed(files, "letter:1", pdf_of())
        both = [outgoing(), replace(outgoing(), key="reminder:1", kind=Kind.REMINDER)]
        sent = operations.send_all(WINGENE, both, moment=NOON)

    assert [one.channel for one in sent] == ["paper", "email"]
