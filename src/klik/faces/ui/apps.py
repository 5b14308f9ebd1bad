"""The design system, as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "klik.faces.ui"
    label = "ui"
