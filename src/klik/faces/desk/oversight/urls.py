"""The addresses of the desk's oversight."""

from django.urls import path

from klik.faces.desk.oversight import acts, verifying, views

urlpatterns = [
    path("toezicht/", acts.acts, name="audit"),
    path("toezicht/inzage/", views.views, name="audit-views"),
    path("toezicht/nakijken/", verifying.verify, name="verify-audit"),
    path("toezicht/<int:number>/", acts.act, name="audit-line"),
]
