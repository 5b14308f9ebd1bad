"""The addresses of rooms, and of what they are asked."""

from __future__ import annotations

from django.urls import URLPattern, path

from klik.faces.desk.hub.leading import questions, remote, rooms

urlpatterns: list[URLPattern] = [
    path("zalen/", rooms.rooms, name="hub-rooms"),
    path("zalen/begin/<uuid:session>/", rooms.begin, name="hub-begin-room"),
    path("zalen/<uuid:room>/", remote.lead, name="hub-lead"),
    path("zalen/<uuid:room>/vraag/", questions.add, name="hub-add-question"),
    path("zalen/<uuid:room>/deelname/", remote.set_live, name="hub-set-live"),
    path("zaalvragen/<uuid:question>/", questions.write, name="hub-write-question"),
    path("zaalvragen/<uuid:question>/stap/", remote.step, name="hub-step-question"),
    path("zaalvragen/<uuid:question>/gevolg/", questions.outcome, name="hub-outcome"),
    path(
        "zaalvragen/<uuid:question>/ideeen/<int:number>/",
        remote.moderate_idea,
        name="hub-moderate-idea",
    ),
    path("panelvragen/<int:asked>/", remote.moderate_panel, name="hub-moderate-panel"),
]
