"""The addresses that the pages of the desk lead to, and a view that shows a page with sample facts.

The real desk gives the same names to its own views.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from tests.faces.desk.screens import house, pages

_NOWHERE = HttpResponse("only a sample", content_type="text/plain")
_DESK = "<slug:municipality>/desk/"


def nowhere(_: HttpRequest, **__: Any) -> HttpResponse:
    return _NOWHERE


def screen(request: Any, name: str) -> HttpResponse:
    """Show one page of the desk with its sample facts, as somebody with every role sees it."""
    template, context = pages.PAGES[name]()
    request.staff, request.user = house.STAFF, house.USER
    return render(request, template, {"house": house.HOUSE, "waiting": {"tasks": 12}, **context})


def style(_: HttpRequest, **__: Any) -> HttpResponse:
    return HttpResponse(house.HOUSE.colours, content_type="text/css")


NAMED = {
    "home": "",
    "deliveries": "leveringen/",
    "upload": "leveringen/nieuw/",
    "delivery": "leveringen/<uuid:delivery>/",
    "delivery-progress": "leveringen/<uuid:delivery>/voortgang/",
    "delivery-rejects": "leveringen/<uuid:delivery>/geweigerd.csv",
    "delivery-questions": "leveringen/<uuid:delivery>/vragen/",
    "check-delivery": "leveringen/<uuid:delivery>/nakijken/",
    "close-report": "leveringen/<uuid:delivery>/sluiten/",
    "runs": "runs/",
    "plan-run": "runs/plannen/<uuid:adoption>/",
    "run": "runs/<uuid:run>/",
    "run-rows": "runs/<uuid:run>/rijen/",
    "run-row": "runs/<uuid:run>/rijen/<uuid:row>/",
    "run-difference": "runs/<uuid:run>/verschil/",
    "run-letters": "runs/<uuid:run>/brieven/",
    "run-progress": "runs/<uuid:run>/voortgang/",
    "approve-run": "runs/<uuid:run>/goedkeuren/",
    "execute-run": "runs/<uuid:run>/uitvoeren/",
    "cancel-run": "runs/<uuid:run>/annuleren/",
    "tasks": "werklijst/",
    "task": "werklijst/<uuid:task>/",
    "finish-task": "werklijst/<uuid:task>/klaar/",
    "assign-task": "werklijst/<uuid:task>/toewijzen/",
    "cases": "dossiers/",
    "case": "dossiers/<slug:reference>/",
    "find-case": "dossiers/zoeken/",
    "case-documents": "dossiers/<slug:reference>/documenten/",
    "case-messages": "dossiers/<slug:reference>/berichten/",
    "case-answer": "dossiers/<slug:reference>/berichten/antwoord/",
    "case-message-file": "dossiers/<slug:reference>/berichten/<uuid:file>/",
    "case-payment": "dossiers/<slug:reference>/betaling/",
    "case-people": "dossiers/<slug:reference>/gegevens/",
    "case-looked": "dossiers/<slug:reference>/inzage/",
    "withdraw-decision": "beslissingen/<slug:reference>/intrekken/",
    "order": "betalingen/opdrachten/<str:reference>/",
    "reproduce": "beslissingen/<slug:reference>/narekenen/",
    "payments": "betalingen/",
    "post": "post/",
    "note-facts": "werklijst/<uuid:task>/gegevens/",
    "flag-bereavement": "werklijst/<uuid:task>/overlijden/",
    "link-numbers": "werklijst/<uuid:task>/nummers/",
    "adoptions": "reglementen/",
    "audit": "toezicht/",
    "audit-views": "toezicht/inzage/",
    "audit-line": "toezicht/<int:number>/",
    "verify-audit": "toezicht/nakijken/",
}

desk = (
    [
        path("desk/", nowhere, name="choose-municipality"),
        *(path(_DESK + address, nowhere, name=name) for name, address in NAMED.items()),
    ],
    "desk",
)
urlpatterns = [
    path("screens/<slug:name>/", screen),
    re_path(r"^wingene/huisstijl-(?P<digest>[0-9a-f]{12})\.css$", style),
    path("", include("klik.faces.ui.urls")),
    path("", include("klik.gateways.login.urls")),
    path("", include(desk)),
]
