"""The addresses of the desk's post."""

from django.urls import path

from klik.faces.desk.post import outbox, printing

urlpatterns = [
    path("", outbox.post, name="post"),
    path("berichten/", outbox.outbox, name="outbox"),
    path("niet-aangekomen/", outbox.undelivered, name="undelivered"),
    path("niet-aangekomen/teruggekomen/", outbox.note_returned, name="note-returned"),
    path("drukwerk/maken/", printing.make, name="make-print"),
    path("drukwerk/<str:reference>/", printing.print_batch, name="print"),
    path("drukwerk/<str:reference>/brieven/", printing.letters, name="print-letters"),
    path("drukwerk/<str:reference>/inhoud/", printing.contents, name="print-contents"),
    path("drukwerk/<str:reference>/gepost/", printing.mark_posted, name="mark-posted"),
]
