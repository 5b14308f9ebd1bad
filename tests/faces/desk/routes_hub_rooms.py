"""Every route of rooms and of what they are asked: who opens it, and on what."""

from uuid import UUID, uuid4

from tests.faces.desk.routing import Named, Route
from tests.factories.acting import EDITOR, NOON, WINGENE
from tests.factories.events import kept_event
from tests.factories.polls import close, draft_of, gather, opened, present, write

from klik.domains.polls import operations
from klik.domains.polls.models import Gathering, PanelState
from klik.ground.tenancy import Role, acting_for

EDITORS = frozenset({Role.EDITOR})
KEY = str(uuid4())
ASKED = {
    "key": KEY,
    "text_nl": "Waarover praat het panel?",
    "kind": "single",
    "options": "De burger centraal | Citizen central\nTe ver of niet ver genoeg?",
    "tie_break": "first-choices",
    "topic": str(UUID(int=101)),
}


def event() -> None:
    """Write an event with sessions; its address is taken after that."""
    kept_event()


def session() -> Named:
    """Let a room be made for a session."""
    event()
    return {"session": UUID(int=100)}


def led() -> Named:
    """Make a room in which something of everything waits."""
    event()
    return {"room": gathered().pk}


def draft() -> Named:
    """Write a question that is a draft."""
    event()
    return {"question": write(gather(str(UUID(int=100))), key=str(uuid4())).pk}


def chosen() -> Named:
    """Let a room choose a topic."""
    question = opened(gather(), draft_of(topic_for=("session", str(uuid4()))), str(uuid4()))
    operations.cast_ballot(question.pk, present(question.gathering)[0], [2])
    close(question, until="revealed")
    return {"question": question.pk}


def idea() -> Named:
    """Let somebody propose an idea."""
    gathering = gathered()
    question = opened(gathering, draft_of(takes_ideas=True), key=str(uuid4()))
    proposed = operations.propose_idea(question.pk, present(gathering)[0], "Meer bankjes")
    return {"question": question.pk, "number": proposed.number}


def asked() -> Named:
    """Let somebody ask the panel something."""
    gathering = gather()
    question = operations.ask_panel(gathering.pk, present(gathering)[0], "Wie betaalt dat?")
    return {"asked": question.pk}


def gathered() -> Gathering:
    """Make a room with a draft, an open and a final question, an idea and panel questions."""
    gathering = gather(str(UUID(int=100)))
    write(gathering, key=str(uuid4()))
    question = opened(gathering, draft_of(takes_ideas=True), key=str(uuid4()))
    person = present(gathering)[0]
    operations.cast_ballot(question.pk, person, [1])
    operations.propose_idea(question.pk, person, "Minder papier")
    taken = operations.propose_idea(question.pk, person, "Meer groen")
    waiting = operations.ask_panel(gathering.pk, person, "Hoeveel kost dat?")
    with acting_for([WINGENE], EDITOR):
        operations.accept_idea(question.pk, taken.number, moment=NOON)
        operations.moderate_panel_question(waiting.pk, state=PanelState.ACCEPTED, moment=NOON)
    operations.ask_panel(gathering.pk, person, "Wie beslist?")
    return gathering


ROUTES: tuple[Route, ...] = (
    Route("hub-rooms", roles=EDITORS),
    Route("hub-begin-room", make=session, roles=EDITORS, method="post", status=303),
    Route("hub-lead", make=led, roles=EDITORS),
    Route("hub-add-question", make=led, roles=EDITORS),
    Route("hub-add-question", make=led, roles=EDITORS, method="post", sent=ASKED, status=303),
    Route("hub-set-live", make=led, roles=EDITORS, method="post", sent={"live": "no"}, status=303),
    Route("hub-write-question", make=draft, roles=EDITORS),
    Route("hub-write-question", make=draft, roles=EDITORS, method="post", sent=ASKED, status=303),
    Route(
        "hub-step-question",
        make=draft,
        roles=EDITORS,
        method="post",
        sent={"step": "open"},
        status=303,
    ),
    Route("hub-outcome", make=chosen, roles=EDITORS),
    Route(
        "hub-outcome",
        make=chosen,
        roles=EDITORS,
        method="post",
        sent={"owner": "Stad Voorbeeld", "outcome_nl": "Er kwam een werkgroep."},
        status=303,
    ),
    Route(
        "hub-moderate-idea",
        make=idea,
        roles=EDITORS,
        method="post",
        sent={"act": "merge", "into": "1"},
        status=303,
    ),
    Route(
        "hub-moderate-panel",
        make=asked,
        roles=EDITORS,
        method="post",
        sent={"state": "accepted"},
        status=303,
    ),
)
