"""A second person signs or declines; she sees nothing that is not hers to see."""

from dataclasses import replace

import pytest
from tests.factories.acting import CLERK, NOON, WINGENE
from tests.factories.applications import APPLICANT, Pool, pool_in
from tests.factories.residents import LIES

from klik.domains.cases import jobs
from klik.domains.cases.models import Application, CoSignature
from klik.domains.cases.operations import applying
from klik.domains.cases.operations.applying import erasing
from klik.domains.cases.queries import applications
from klik.domains.cases.queries.applications import holding
from klik.domains.documents import queries as documents
from klik.domains.messages.models import OutboxMessage
from klik.ground.keys.hashing import keyed_hash
from klik.ground.tenancy import Actor, ActorKind, acting_for

SIGNER = applications.Applicant(LIES, "Lies Voorbeeld")


@pytest.fixture
def pool(committed: None) -> Pool:
    return pool_in()


def _second() -> Actor:
    return Actor(ActorKind.RESIDENT, "resident:second", person=keyed_hash(f"insz:{LIES}"))


def _asked(pool: Pool) -> tuple[Application, CoSignature]:
    application = pool.start()
    pool.fill(application)
    with acting_for([WINGENE], pool.parent):
        applying.save_address(application, ("Kerkstraat 1", "8750 Wingene"), moment=NOON)
        return application, applying.ask_to_cosign(application, SIGNER, moment=NOON)


def test_an_application_is_handed_in_once_the_second_one_signed(pool: Pool) -> None:
    application, signature = _asked(pool)
    assert pool.now(application).state == "cosign"
    with acting_for([WINGENE], _second()):
        person = _second().person or b""
        assert [one.pk for one in applications.signatures_waiting(person)] == [signature.pk]
        applying.sign(signature, moment=NOON)
        applying.sign(signature, moment=NOON)
        assert applications.signatures_waiting(person) == []

    assert pool.now(application).state == "submitted"
    with acting_for([WINGENE], pool.parent), pytest.raises(applications.ApplicationsNotYours):
        applying.sign(signature, moment=NOON)


def test_who_is_asked_to_sign_may_answer_and_do_nothing_else(pool: Pool) -> None:
    application, signature = _asked(pool)
    with acting_for([WINGENE], _second()):
        with pytest.raises(applications.ApplicationNotFound):
            applications.application_of(application.reference, person=pool.person)
        with pytest.raises(applications.ApplicationNotFound):
            applying.withdraw_application(application, moment=NOON)
        with pytest.raises(applications.ApplicationNotFound):
            applying.submit(application, moment=NOON)

    helper = replace(pool.parent, on_behalf_of=_second().reference)
    with acting_for([WINGENE], helper):  # under a mandate nobody signs, nor reads what is signed
        with pytest.raises(applications.SignatureNotFound):
            applications.signature_of(signature.pk, person=_second().person)
        with pytest.raises(applications.ApplicationsNotYours):
            applications.signatures_waiting(_second().person or b"")
        signature.person = pool.person  # what the caller holds counts for nothing
        with pytest.raises(applications.ApplicationsNotYours):
            applying.sign(signature, moment=NOON)
    assert pool.now(application).state == "cosign"


def test_who_declines_says_why_and_the_application_is_a_draft_again(pool: Pool) -> None:
    application, signature = _asked(pool)
    with acting_for([WINGENE], _second()):
        with pytest.raises(applying.WordsRefused):
            applying.decline(signature, words=" ", moment=NOON)
        applying.decline(signature, words="Ik betaalde zelf.", moment=NOON)
        with pytest.raises(applying.NotToSign):
            applying.sign(signature, moment=NOON)

    with acting_for([WINGENE], pool.parent):
        latest = applications.latest_signature(application)
        assert latest is not None
        assert applications.reason_of(latest) == "Ik betaalde zelf."
        again = applying.ask_to_cosign(application, SIGNER, moment=NOON)
    assert again.pk != signature.pk
    with acting_for([WINGENE], CLERK):  # on paper, at the counter
        applying.sign(again, moment=NOON)
    assert pool.now(application).state == "submitted"


def test_the_second_one_sees_no_address_nor_town_nor_account_nor_document(pool: Pool) -> None:
    application, signature = _asked(pool)

    jobs.ask_signature(WINGENE, signature.pk, moment=NOON)
    jobs.ask_signature(WINGENE, signature.pk, moment=NOON)

    with acting_for([WINGENE], CLERK):
        found = applications.evaluated(application, moment=NOON)
        shown = {one.name for one in applications.questions_to_sign(found)}
        assert "lesson.paid" in shown
        assert not shown & {"account.stated", "lesson.proof", "child.municipality"}
        assert documents.document_of(WINGENE, f"cosign:{signature.pk}").about_kind == "application"
        sent = OutboxMessage.objects.get()  # nobody knows where she lives: a person finds out
        assert (sent.channel, sent.state, bytes(sent.person or b"")) == (
            "paper", "failed", keyed_hash(f"insz:{LIES}"),
        )  # fmt: skip


def test_nobody_signs_her_own_application_or_an_incomplete_one(pool: Pool) -> None:
    application = pool.start()
    with acting_for([WINGENE], pool.parent):
        with pytest.raises(applying.NotComplete):
            applying.ask_to_cosign(application, SIGNER, moment=NOON)
        with pytest.raises(applying.SignerWrong):
            applying.ask_to_cosign(application, APPLICANT, moment=NOON)


def test_what_is_held_of_a_second_signer_is_hers_and_goes_when_she_declined(pool: Pool) -> None:
    _application, signature = _asked(pool)
    person = keyed_hash(f"insz:{LIES}")
    with acting_for([WINGENE], _second()):
        (held,) = holding.held_about(person)
        assert held.kind == "co-signature"
        assert erasing.erase(person, moment=NOON).kept
        applying.decline(signature, words="Neen.", moment=NOON)
        assert erasing.erase(person, moment=NOON).erased == 1
