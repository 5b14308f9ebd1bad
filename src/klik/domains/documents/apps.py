"""Documents, as Django knows it."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "klik.domains.documents"
    label = "documents"
