"""The desk, as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "klik.faces.desk"
    label = "desk"
