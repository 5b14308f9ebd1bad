"""The portal, as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "klik.faces.portal"
    label = "portal"
