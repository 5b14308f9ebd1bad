"""The addresses of the desk's cases."""

from django.urls import path

from klik.faces.desk.cases import documents, finding, overview, parts, replying, withdrawing

urlpatterns = [
    path("dossiers/", finding.cases, name="cases"),
    path("dossiers/zoeken/", finding.find, name="find-case"),
    path("dossiers/<slug:reference>/", overview.overview, name="case"),
    path("dossiers/<slug:reference>/documenten/", parts.documents, name="case-documents"),
    path("dossiers/<slug:reference>/berichten/", replying.messages, name="case-messages"),
    path("dossiers/<slug:reference>/berichten/antwoord/", replying.answer, name="case-answer"),
    path(
        "dossiers/<slug:reference>/berichten/<uuid:file>/", replying.file, name="case-message-file"
    ),
    path("dossiers/<slug:reference>/betaling/", parts.payment, name="case-payment"),
    path("dossiers/<slug:reference>/gegevens/", parts.people, name="case-people"),
    path("dossiers/<slug:reference>/inzage/", parts.looked, name="case-looked"),
    path("beslissingen/<slug:reference>/narekenen/", overview.reproduce, name="reproduce"),
    path(
        "beslissingen/<slug:reference>/intrekken/",
        withdrawing.withdraw,
        name="withdraw-decision",
    ),
    path("documenten/<path:key>/", documents.document, name="document"),
]
