"""The bare page of `my_cases.py`: a view, a template and one query of a table made for it."""

from __future__ import annotations

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

A_PAGE = 20


class BareCase(models.Model):
    """What a card of the page shows, ready made; the order of the list is its key."""

    person = models.CharField(max_length=20, db_index=True)
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    href = models.CharField(max_length=200)
    word = models.CharField(max_length=100)
    sentence = models.CharField(max_length=500)
    steps = models.JSONField()
    new = models.PositiveIntegerField()

    class Meta:
        app_label = "bare"
        db_table = "benchmark_bare_case"

    def __str__(self) -> str:
        return self.reference


def some(request: HttpRequest) -> HttpResponse:
    """List the first cases of one person."""
    return render(request, "cases.html", {"cases": _hers()[:A_PAGE]})


def every(request: HttpRequest) -> HttpResponse:
    """List all her cases, one below the other."""
    return render(request, "cases.html", {"cases": _hers()})


def _hers() -> models.QuerySet[BareCase]:
    return BareCase.objects.filter(person="hers").order_by("pk")


urlpatterns = [path("some/", some), path("every/", every)]
