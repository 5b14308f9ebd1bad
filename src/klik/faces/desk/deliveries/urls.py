"""The addresses of deliveries, below `leveringen/`."""

from django.urls import path

from klik.faces.desk.deliveries import reports, sending

urlpatterns = [
    path("", reports.deliveries, name="deliveries"),
    path("nieuw/", sending.upload, name="upload"),
    path("<uuid:delivery>/", reports.delivery, name="delivery"),
    path("<uuid:delivery>/voortgang/", sending.progress, name="delivery-progress"),
    path("<uuid:delivery>/nakijken/", sending.check, name="check-delivery"),
    path("<uuid:delivery>/geweigerd.csv", reports.rejects, name="delivery-rejects"),
    path("<uuid:delivery>/vragen/", reports.questions, name="delivery-questions"),
    path("<uuid:delivery>/sluiten/", reports.close, name="close-report"),
]
