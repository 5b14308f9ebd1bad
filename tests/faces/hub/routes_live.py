"""Every route of a room: asked for what does not exist, they say so alike to everybody."""

from uuid import UUID

from tests.faces.desk.routing import Open

_NONE = UUID(int=1)

ROUTES: tuple[Open, ...] = (
    Open("hub:join"),
    Open("hub:room", 404, 404, (_NONE,)),
    Open("hub:screen", 404, 404, (_NONE,)),
    Open("hub:tally", 404, 404, (_NONE,)),
    Open("hub:question", 404, 404, (_NONE,)),
    Open("hub:compare", 404, 404, (_NONE,)),
    Open("hub:ask-panel", 405, 405, (_NONE,)),
    Open("hub:propose-idea", 405, 405, (_NONE,)),
    Open("hub:vote-panel", 405, 405, (1,)),
)
