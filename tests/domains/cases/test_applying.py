"""An application from a blank form to what is granted, refused or asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories.acting import CLERK, NOON
from tests.factories.applications import APPLICANT, PAGES, PDF, Pool, pool_in
from tests.factories.residents import LIES, met_by_clerk

from klik.domains.audit.queries import verify_chain
from klik.domains.cases import jobs, queries
from klik.domains.cases.models import Application, ApplicationState, Claim, Decision, Ruled
from klik.domains.cases.operations import applying, reproduce
from klik.domains.cases.operations.applying import erasing
from klik.domains.cases.queries import applications
from klik.domains.cases.queries.applications import holding
from klik.domains.documents.models import Document
from klik.domains.messages.models import OutboxMessage
from klik.domains.payments.models import Order
from klik.domains.people.operations import give_mandate
from klik.domains.tasks.models import Task
from klik.ground.tenancy import Actor, ActorKind, acting_for

STRANGER = Actor(ActorKind.RESIDENT, "resident:stranger")


def test_what_the_rules_grant_is_granted_once_with_all_that_follows(committed: None) -> None:
    town = pool_in()
    application = town.submitted()

    found = town.decide(application)
    again = town.decide(application)

    assert (found.state, again.decision) == (ApplicationState.DECIDED, found.decision)
    with acting_for([town.nis], CLERK):
        decision = queries.decision_of(found.decision)
        assert (decision.outcome, decision.amount_cents) == ("granted", 6_000)
        assert (Decision.objects.count(), Claim.objects.count()) == (1, 1)
        assert [one.amount_cents for one in Order.objects.all()] == [6_000]
        assert [one.key for one in OutboxMessage.objects.all()] == [f"decision:{found.decision}"]
        assert {one.about_kind for one in Document.objects.all()} == {"decision", "application"}
        assert Task.objects.exclude(reason="not-delivered").count() == 0
        assert reproduce(found.decision).is_equal
        assert list(queries.verify_decisions(town.nis)) == []
        assert verify_chain(town.nis).broken is None
        kinds = [one.kind for one in applications.application_timeline(found)]
    assert {"started", "submitted", "file", "decided", "payment", "message"} <= set(kinds)


def test_a_draft_is_resumed_and_is_nobody_elses(committed: None) -> None:
    town = pool_in()
    first = town.start()
    town.save(first, "kind")

    second = town.start(moment=NOON + timedelta(days=3))

    assert second.pk == first.pk
    assert (first.expires_on - NOON.date()).days == 60
    with acting_for([town.nis], STRANGER), pytest.raises(applications.ApplicationNotFound):
        applications.application_of(first.reference, person=town.person)
    with acting_for([town.nis], STRANGER), pytest.raises(applications.ApplicationNotFound):
        applying.save_page(first, "betaald", {"lesson.paid": "80"}, version=0, moment=NOON)
    with acting_for([town.nis], STRANGER), pytest.raises(applications.ApplicationsNotYours):
        _start(town)
    with acting_for([town.nis], town.parent), pytest.raises(applications.ApplicationsNotYours):
        applications.application_of(first.reference)
    with acting_for([town.nis], town.parent), pytest.raises(applying.NotComplete):
        applying.submit(first, moment=NOON)


def test_who_has_a_mandate_applies_for_another(committed: None) -> None:
    town = pool_in()
    application = town.start()
    giver, taker = met_by_clerk(APPLICANT.number), met_by_clerk(LIES, given_name="Lies")
    helper = Actor(ActorKind.RESIDENT, taker.reference, person=bytes(taker.person))
    with acting_for([town.nis], helper), pytest.raises(applications.ApplicationNotFound):
        applications.application_of(application.reference, person=town.person)

    with acting_for([town.nis], CLERK):
        give_mandate(giver.pk, taker.pk, scope="zwemlessen", moment=NOON)

    with acting_for([town.nis], helper):
        found = applications.application_of(application.reference, person=town.person)
        saved = applying.save_page(found, "betaald", {"lesson.paid": "80"}, version=0, moment=NOON)
    assert saved.version == 1


def _start(town: Pool) -> Application:
    return applying.start(
        town.nis,
        town.adoption_id,
        applicant=APPLICANT,
        channel=applications.Channel.PORTAL,
        language="nl",
        moment=NOON,
    )


def test_two_tabs_lose_no_page_but_the_one_on_screen(committed: None) -> None:
    town = pool_in()
    application = town.start()
    first = town.save(application, "betaald", {"lesson.paid": "80"})

    stale = town.save(application, "betaald", {"lesson.paid": "90"}, version=0)
    same = town.save(application, "betaald", {"lesson.paid": "80"}, version=0)
    later = town.save(application, "betaald", {"lesson.paid": "90"}, version=first.version)

    assert (stale.is_stale, same.is_stale, later.is_stale) == (True, False, False)
    assert (first.version, same.version, later.version) == (1, 1, 2)


def test_a_save_tells_what_the_application_comes_to_as_a_fresh_look_does(committed: None) -> None:
    town = pool_in()
    application = town.start()
    town.add_proof(application)

    told = [town.save(application, page, raw).found for page, raw in PAGES.items()]

    with acting_for([town.nis], town.parent):
        fresh = applications.evaluated(application, moment=NOON)
    assert told[-1] == fresh
    assert [one.is_answered for one in told] == [*[False] * (len(PAGES) - 1), True]


def test_what_holds_is_kept_though_another_answer_does_not(committed: None) -> None:
    town = pool_in()
    application = town.start()

    saved = town.save(application, "kind", {**PAGES["kind"], "child.birth_date-month": "13"})

    assert [one.question for one in saved.problems] == ["child.birth_date"]
    with acting_for([town.nis], town.parent):
        kept = applications.saved_page(application, "kind").answers
    assert set(kept) == {"child.insz", "child.municipality"}


def test_the_machine_never_refuses_a_person_does_with_a_letter(committed: None) -> None:
    town = pool_in()
    too_few = {**PAGES["lessen"], "lessons-0-count": "2"}
    application = town.submitted(but={"lessen": too_few})

    proposed = town.decide(application)

    assert proposed.state == ApplicationState.SUBMITTED
    with acting_for([town.nis], CLERK):
        task = Task.objects.get(reason="application")
        assert (task.detail["proposal"], task.detail["unmet"]) == ("refused", ["enough-lessons"])
        with pytest.raises(applying.RulesSayOtherwise):
            applying.rule(application, Ruled.GRANT, moment=NOON)
        words = "U volgde er twee. Dat is **te weinig**."
        applying.rule(application, Ruled.REFUSE, own_words=words, moment=NOON)
    refused = town.decide(application)

    with acting_for([town.nis], CLERK):
        decision = queries.decision_of(refused.decision)
        assert (decision.outcome, decision.amount_cents) == ("refused", None)
        assert (Claim.objects.count(), Order.objects.count()) == (0, 0)
        assert OutboxMessage.objects.count() == 1
        assert Task.objects.get(reason="application").state == "done"
        assert reproduce(refused.decision).is_equal


def test_the_clock_stands_still_while_more_is_asked(committed: None) -> None:
    town = pool_in()
    proof = {"reduced.tariff": "true"}
    application = town.start()
    town.fill(application, but={"tarief": proof, "tariefbewijs": {"reduced.proof-none": "on"}})
    town.submit(application)
    town.decide(application)
    due = town.now(application).decide_by
    assert due is not None

    with acting_for([town.nis], CLERK):
        question = applying.ask_for_more(
            application, words="Bezorg ons het attest.", fact="reduced.proof", moment=NOON
        )
    jobs.tell(town.nis, question.pk, moment=NOON)
    jobs.tell(town.nis, question.pk, moment=NOON)
    waiting = town.now(application)
    later = NOON + timedelta(days=5)
    with acting_for([town.nis], town.parent), pytest.raises(applying.WordsRefused):
        applying.answer_question(application, words="", moment=later)
    town.add_proof(application, question="reduced.proof", content=PDF + b"2", moment=later)
    with acting_for([town.nis], town.parent):
        applying.answer_question(application, words="", moment=later)
    decided = town.decide(application, moment=later)

    assert (waiting.state, waiting.stopped_on) == (ApplicationState.WAITING, NOON.date())
    assert decided.decide_by == due + timedelta(days=5)
    assert decided.state == ApplicationState.DECIDED
    with acting_for([town.nis], CLERK):
        assert queries.decision_of(decided.decision).amount_cents == 8_000
        keys = sorted(OutboxMessage.objects.values_list("key", flat=True))
    assert keys == [f"decision:{decided.reference}", f"question:{decided.reference}/1"]


def test_a_benefit_is_granted_once_whoever_applies(committed: None) -> None:
    town = pool_in()
    town.decide(town.submitted())

    second = town.decide(town.submitted())

    assert second.state == ApplicationState.SUBMITTED
    with acting_for([town.nis], CLERK):
        assert Decision.objects.count() == 1
        assert Task.objects.get(reason="application").detail["why"] == "claimed"


def test_withdrawn_is_not_decided_and_an_old_draft_goes(committed: None) -> None:
    town = pool_in()
    application = town.submitted()
    with acting_for([town.nis], town.parent):
        applying.withdraw_application(application, moment=NOON)
    draft = town.start()
    town.save(draft, "kind")
    town.add_proof(draft)

    withdrawn = town.decide(application)
    gone = [jobs.expire_drafts(NOON + timedelta(days=days)) for days in (60, 61, 61)]

    assert (withdrawn.state, gone) == (ApplicationState.WITHDRAWN, [0, 1, 0])
    with acting_for([town.nis], CLERK):
        assert Decision.objects.count() == 0
        expired = Application.objects.get(pk=draft.pk)
        assert (expired.state, expired.sealed_applicant) == (ApplicationState.EXPIRED, None)
        assert not applications.files_of(expired)


def test_a_draft_is_erased_and_what_was_handed_in_stays(committed: None) -> None:
    town = pool_in()
    town.submitted()
    draft = town.start()
    town.save(draft, "kind")
    town.add_proof(draft)

    with acting_for([town.nis], town.parent):
        before = {one.kind for one in holding.held_about(town.person)}
        erased = erasing.erase(town.person, moment=NOON)

    assert before == {"application", "application-file"}
    assert (erased.erased, [one.kind for one in erased.kept]) == (1, ["application"])
    with acting_for([town.nis], CLERK):
        assert [one.state for one in Application.objects.all()] == [ApplicationState.SUBMITTED]
