"""The addresses of the desk's work list."""

from django.urls import path

from klik.faces.desk.tasks import (
    acts,
    answering_owner,
    correcting,
    detail,
    listing,
    noting,
    paying,
    reading,
    refused_file,
    replying,
)

urlpatterns = [
    path("werklijst/", listing.tasks, name="tasks"),
    path("werklijst/<uuid:task>/", detail.task, name="task"),
    path("werklijst/<uuid:task>/toewijzen/", acts.assign, name="assign-task"),
    path("werklijst/<uuid:task>/klaar/", acts.finish, name="finish-task"),
    path("werklijst/<uuid:task>/rekening/", paying.give_account, name="answer-account"),
    path("werklijst/<uuid:task>/vrijgeven/", paying.release, name="release-payment"),
    path("werklijst/<uuid:task>/opnieuw/", refused_file.pay_again, name="pay-file-again"),
    path("werklijst/<uuid:task>/gegevens/", noting.note, name="note-facts"),
    path("werklijst/<uuid:task>/overlijden/", noting.flag_bereavement, name="flag-bereavement"),
    path("werklijst/<uuid:task>/brief/", reading.letter, name="read-letter"),
    path("werklijst/<uuid:task>/na-lezing/", reading.grant, name="grant-after-reading"),
    path("werklijst/<uuid:task>/nummers/", correcting.link_numbers, name="link-numbers"),
    path("werklijst/<uuid:task>/vraag-rekening/", correcting.ask_account, name="ask-account"),
    path("werklijst/<uuid:task>/adres/", correcting.correct_recipient, name="correct-recipient"),
    path("werklijst/<uuid:task>/bron/", answering_owner.note_answer, name="note-owner-answer"),
    path("werklijst/<uuid:task>/antwoord/", replying.answer, name="answer-message"),
    path("werklijst/<uuid:task>/bijlage/<uuid:file>/", replying.file, name="message-file"),
]
