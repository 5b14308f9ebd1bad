"""A municipality asks others to make something together; they join; it is told to the end."""

from datetime import timedelta

import pytest
from tests.factories.acting import CLERK, EDITOR, HERENT, NOON, WINGENE
from tests.factories.making import SAID, asked_cocreation, cocreation_wish, stepped

from klik.domains.audit import queries as audit
from klik.domains.knowledge.operations import making
from klik.domains.knowledge.operations.making import (
    CoCreationOver,
    CoCreationRefused,
    OwnCoCreation,
    StepRefused,
)
from klik.domains.knowledge.operations.pages_refusals import AddressTaken
from klik.domains.knowledge.operations.refusals import EventsNotYours
from klik.domains.knowledge.queries import making as queries
from klik.domains.knowledge.queries.making import CoCreationNotFound
from klik.ground.tenancy import OutsideActing, acting_for

LATER = NOON + timedelta(days=1)


def test_a_request_goes_from_open_to_its_end(town: None) -> None:
    request = asked_cocreation()
    with acting_for([HERENT], EDITOR):
        for _ in range(2):
            making.join(request, HERENT, moment=LATER)

    stepped(request, "open")
    stepped(request, "started", read=1)
    stepped(request, "done", read=2)

    shown = queries.request_shown("samen-1")
    assert shown.members == (HERENT,)
    assert [one.state for one in shown.steps] == ["open", "started", "done"]
    assert (shown.request.state, shown.is_over) == ("done", True)
    with acting_for([WINGENE, HERENT], EDITOR):
        for nis, acts in ((WINGENE, 4), (HERENT, 1)):
            lines = [one.act for one in audit.lines_of(nis) if "cocreation" in one.act]
            assert len(lines) == acts


def test_what_is_over_changes_no_more(town: None) -> None:
    request = asked_cocreation()
    with acting_for([HERENT], EDITOR):
        making.join(request, HERENT, moment=LATER)
    stepped(request, "stopped")

    with acting_for([WINGENE], EDITOR), pytest.raises(CoCreationOver):
        making.take_step(request, "started", SAID, read=1, moment=LATER)
    with acting_for([HERENT], EDITOR):
        for act in (making.join, making.leave):
            with pytest.raises(CoCreationOver):
                act(request, HERENT, moment=LATER)
    assert queries.request_shown("samen-1").members == (HERENT,)


def test_a_step_does_not_jump_nor_come_twice(town: None) -> None:
    request = asked_cocreation()
    with acting_for([WINGENE], EDITOR):
        for state, read in (("done", 0), ("nothing", 0), ("started", 1)):
            with pytest.raises(CoCreationOver):
                making.take_step(request, state, SAID, read=read, moment=LATER)
        with pytest.raises(StepRefused):
            making.take_step(request, "started", {"en": "Only English"}, read=0, moment=LATER)

    assert queries.request_shown("samen-1").steps == ()


def test_only_editors_of_a_municipality_act_for_it(town: None) -> None:
    request = asked_cocreation()
    with acting_for([HERENT], EDITOR), pytest.raises(OutsideActing):
        making.take_step(request, "started", SAID, read=0, moment=LATER)
    with acting_for([HERENT], CLERK), pytest.raises(EventsNotYours):
        making.join(request, HERENT, moment=LATER)
    with acting_for([WINGENE], EDITOR), pytest.raises(OwnCoCreation):
        making.join(request, WINGENE, moment=LATER)
    with acting_for([HERENT], EDITOR), pytest.raises(CoCreationNotFound):
        making.ask(HERENT, request.pk, cocreation_wish(), moment=LATER)


def test_a_request_is_whole_and_asked_once(town: None) -> None:
    request = asked_cocreation()

    again = asked_cocreation(key=request.pk)

    assert (again.pk, len(queries.requests_shown())) == (request.pk, 1)
    with pytest.raises(AddressTaken):
        asked_cocreation()
    for wrong in ({"title": {"en": "x"}}, {"need": {}}, {"slug": "niet goed"}):
        with pytest.raises(CoCreationRefused):
            asked_cocreation(cocreation_wish(2, **wrong))


def test_who_joined_may_leave_until_the_end(town: None) -> None:
    request = asked_cocreation()
    with acting_for([HERENT], EDITOR):
        making.join(request, HERENT, moment=LATER)
        for _ in range(2):
            making.leave(request, HERENT, moment=LATER)

    assert queries.requests_shown(state="open")[0].members == ()
    assert queries.requests_shown(state="done") == []
