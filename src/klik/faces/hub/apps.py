"""The hub, as Django knows it."""

from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "klik.faces.hub"
    label = "hub"
