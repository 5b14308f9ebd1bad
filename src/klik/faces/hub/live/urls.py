"""The addresses of a room: joining, answering, proposing."""

from __future__ import annotations

from django.urls import URLPattern, path

from klik.faces.hub.live import comparing, joining, room, screen, taking_part, tallying

urlpatterns: list[URLPattern] = [
    path("meedoen/", joining.join, name="join"),
    path("zaal/<uuid:gathering>/", room.room, name="room"),
    path("zaal/<uuid:gathering>/scherm/", screen.screen, name="screen"),
    path("zaal/<uuid:gathering>/stand/", tallying.tally, name="tally"),
    path("zaal/<uuid:gathering>/panel/", taking_part.ask, name="ask-panel"),
    path("vraag/<uuid:question>/", room.question, name="question"),
    path("vraag/<uuid:question>/vergelijk/", comparing.compare, name="compare"),
    path("vraag/<uuid:question>/idee/", taking_part.propose, name="propose-idea"),
    path("panelvraag/<int:panel_question>/stem/", taking_part.vote, name="vote-panel"),
]
