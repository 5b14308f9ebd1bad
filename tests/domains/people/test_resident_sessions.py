"""Log-ins of residents end by themselves; mandates hold between two."""

from datetime import timedelta

import pytest
from tests.factories.acting import CLERK, HERENT, NOON, WINGENE
from tests.factories.keys import make_keys
from tests.factories.residents import ALDA, JAN, LIES, LOG_IN, logged_in, met_by_clerk

from klik.domains.audit.queries import lines_of
from klik.domains.people import jobs, operations, queries
from klik.domains.people.models import ResidentSession
from klik.ground.tenancy import Actor, ActorKind, acting_for

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def keys(db: None) -> None:
    make_keys(WINGENE, HERENT)


def test_a_token_opens_the_session_of_one_municipality() -> None:
    started = logged_in()

    with acting_for([WINGENE], LOG_IN):
        found = queries.open_session(WINGENE, started.token, moment=NOON)
        assert queries.open_session(WINGENE, started.token + "x", moment=NOON) is None
        assert started.token.encode() not in bytes(ResidentSession.objects.get().token_hash)
    with acting_for([HERENT], LOG_IN):
        assert queries.open_session(HERENT, started.token, moment=NOON) is None
    assert found
    assert (found.resident.name, found.ends_at) == ("Lies Voorbeeld", NOON + queries.LONGEST)
    assert started.token not in repr(started)


def test_a_session_ends_when_nobody_is_seen_and_after_its_longest() -> None:
    token = logged_in().token
    idle = queries.LONGEST_IDLE

    with acting_for([WINGENE], LOG_IN):
        found = queries.open_session(WINGENE, token, moment=NOON + idle - MINUTE)
        assert found
        assert found.note_is_due
        assert queries.open_session(WINGENE, token, moment=NOON + idle) is None
        moment = NOON
        while moment + idle < NOON + queries.LONGEST:
            moment += idle - MINUTE
            operations.note_seen(found.id, moment=moment)
        assert queries.open_session(WINGENE, token, moment=moment)
        assert queries.open_session(WINGENE, token, moment=NOON + queries.LONGEST) is None


def test_log_out_ends_a_session_once_and_stands_in_the_audit() -> None:
    first, second = logged_in().token, logged_in().token

    with acting_for([WINGENE], LOG_IN):
        ended = [operations.end_session(WINGENE, first, moment=NOON) for _ in range(2)]
        left = queries.open_session(WINGENE, second, moment=NOON)
        assert queries.open_session(WINGENE, first, moment=NOON) is None
        assert left
        assert operations.end_sessions(left.resident.id, moment=NOON) == 1
    with acting_for([WINGENE], CLERK):
        acts = [line.act for line in lines_of(WINGENE)]
    assert ended == [True, False]
    assert acts.count("people.start-session") == acts.count("people.end-session") == 2


def test_some_acts_ask_for_a_log_in_of_just_now() -> None:
    token = logged_in().token

    with acting_for([WINGENE], LOG_IN):
        session = queries.open_session(WINGENE, token, moment=NOON)
    assert session
    operations.require_fresh(session, moment=NOON + queries.FRESH)
    with pytest.raises(operations.LogInNotFresh):
        operations.require_fresh(session, moment=NOON + queries.FRESH + MINUTE)


def test_what_ended_is_removed_each_hour() -> None:
    logged_in()
    logged_in(moment=NOON - queries.LONGEST)

    with acting_for([WINGENE], jobs.FORGETTER):
        assert operations.forget_sessions(moment=NOON) == 1
        assert ResidentSession.objects.count() == 1


def test_what_is_taken_is_taken_once() -> None:
    operations.remember("a" * 64, {"nonce": "x"}, until_at=NOON + MINUTE)

    assert operations.take("a" * 64, moment=NOON) == {"nonce": "x"}
    assert operations.take("a" * 64, moment=NOON) is None
    operations.remember("a" * 64, {"nonce": "x"}, until_at=NOON)
    assert operations.take("a" * 64, moment=NOON) is None


def test_a_mandate_lets_one_act_for_another_until_revoked() -> None:
    lies, jan = met_by_clerk(LIES, given_name="Lies"), met_by_clerk(JAN)
    herself = Actor(ActorKind.RESIDENT, lies.reference, person=bytes(lies.person))

    with acting_for([WINGENE], herself):
        given = operations.give_mandate(lies.pk, jan.pk, scope="geboorte", moment=NOON)
        again = operations.give_mandate(lies.pk, jan.pk, scope="geboorte", moment=NOON + MINUTE)
        allowed = [
            queries.may_act_for(jan.pk, lies.pk, scope=scope, moment=NOON)
            for scope in ("geboorte", "premies")
        ]
        reversed_ = queries.may_act_for(lies.pk, jan.pk, scope="geboorte", moment=NOON)
        ended = [operations.revoke_mandate(given.pk, moment=NOON + MINUTE) for _ in range(2)]
        left = queries.may_act_for(jan.pk, lies.pk, scope="geboorte", moment=NOON + MINUTE)
    assert given == again
    assert (allowed, reversed_, ended, left) == ([True, False], False, [True, False], False)


def test_nobody_gives_a_mandate_for_another_or_to_herself() -> None:
    lies, jan = met_by_clerk(LIES), met_by_clerk(JAN)
    elsewhere = met_by_clerk(ALDA, nis=HERENT)
    jan_himself = Actor(ActorKind.RESIDENT, jan.reference, person=bytes(jan.person))

    with acting_for([WINGENE], jan_himself), pytest.raises(operations.ResidentNotYours):
        operations.give_mandate(lies.pk, jan.pk, moment=NOON)
    with acting_for([WINGENE], CLERK):
        with pytest.raises(operations.MandateWrong):
            operations.give_mandate(jan.pk, jan.pk, moment=NOON)
        with pytest.raises(operations.MandateWrong):
            operations.give_mandate(lies.pk, jan.pk, until_at=NOON, moment=NOON)
        with pytest.raises(queries.ResidentNotFound):
            operations.give_mandate(lies.pk, elsewhere.pk, moment=NOON)
    with acting_for([WINGENE, HERENT], CLERK), pytest.raises(operations.MandateWrong):
        operations.give_mandate(lies.pk, elsewhere.pk, moment=NOON)
