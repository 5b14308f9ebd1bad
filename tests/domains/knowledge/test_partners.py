"""Partners are public; a contact is named only with the day on which she agreed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.partners import kept_partner, partner_wish

from klik.domains.knowledge.models import Partner
from klik.domains.knowledge.operations import partners
from klik.domains.knowledge.operations.pages_refusals import AddressTaken, PageChanged
from klik.domains.knowledge.operations.partners import ContactRefused, PartnerRefused
from klik.domains.knowledge.operations.refusals import EventsNotYours
from klik.domains.knowledge.queries import partners as queries
from klik.domains.knowledge.queries.partners import PartnerNotFound
from klik.ground.tenancy import acting_for


def test_every_kind_of_partner_is_read_by_everybody(town: None) -> None:
    for number, kind in enumerate(queries.KINDS):
        kept_partner(partner_wish(number, kind=kind))

    assert [one.kind for one in queries.shown_partners()] == list(queries.KINDS)
    assert [one.slug for one in queries.shown_partners(kind="company")] == ["school-2"]


def test_a_contact_is_named_only_who_agreed_and_is_forgotten_at_her_wish(town: None) -> None:
    wish = partner_wish()
    tomorrow = NOON.date() + timedelta(days=1)
    for wrong in ({"agreed_on": None}, {"agreed_on": tomorrow}, {"contact_email": "noor"}):
        with pytest.raises(ContactRefused):
            kept_partner(replace(wish, **wrong))
    made = kept_partner(wish)

    kept_partner(replace(wish, contact_name="", contact_email=""), key=made.pk, read=1)

    row = queries.shown_partner("school-1")
    assert (row.contact_name, row.contact_email, row.agreed_on) == ("", "", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.update(contact_name="Noor")


def test_a_partner_is_whole(town: None) -> None:
    for wrong in (
        {"name": " "}, {"kind": "nothing"}, {"summary": {"en": "x"}}, {"body": {}},
        {"slug": "niet goed"}, {"website": "javascript:alert(1)"},
    ):  # fmt: skip
        with pytest.raises(PartnerRefused):
            kept_partner(partner_wish(**wrong))
    assert queries.shown_partners() == []


def test_only_its_owner_changes_a_partner_and_nobody_over_another(town: None) -> None:
    made = kept_partner()
    with pytest.raises(PageChanged):
        kept_partner(key=made.pk)
    with pytest.raises(AddressTaken):
        kept_partner()
    with pytest.raises(PartnerNotFound):
        kept_partner(nis=HERENT, key=made.pk, read=1)
    with acting_for([WINGENE], CLERK), pytest.raises(EventsNotYours):
        partners.keep(WINGENE, made.pk, partner_wish(), read=1, moment=NOON)


def test_what_is_not_shown_is_read_by_its_owner_alone(town: None) -> None:
    made = kept_partner(partner_wish(is_shown=False))

    with pytest.raises(PartnerNotFound):
        queries.shown_partner("school-1")
    assert queries.shown_partners() == []
    assert queries.own_partner(WINGENE, made.pk) == queries.own_partners(WINGENE)[0]
    with pytest.raises(PartnerNotFound):
        queries.own_partner(HERENT, made.pk)
