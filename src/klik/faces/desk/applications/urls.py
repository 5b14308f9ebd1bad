"""The addresses of applications at the desk."""

from django.urls import path

from klik.faces.desk.applications import asking, files, listing, noting, ruling, showing

HERE = "aanvragen/<slug:reference>/"
urlpatterns = [
    path("aanvragen/", listing.applications, name="applications"),
    path(HERE, showing.application, name="application"),
    path(f"{HERE}bestand/<uuid:file>/", files.file, name="application-file"),
    path(f"{HERE}vragen/", asking.ask, name="ask-applicant"),
    path(f"{HERE}gegeven/<str:fact>/", noting.note, name="note-fact"),
    path(f"{HERE}klopt-niet/<str:fact>/", noting.settle, name="settle-dispute"),
    path(f"{HERE}bewijs/", noting.accept_proof, name="accept-proof"),
    path(f"{HERE}brief/", ruling.letter, name="application-letter"),
    path(f"{HERE}toekennen/", ruling.grant, name="grant-application"),
    path(f"{HERE}weigeren/", ruling.refuse, name="refuse-application"),
]
