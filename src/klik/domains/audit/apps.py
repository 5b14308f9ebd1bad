"""The audit, as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "klik.domains.audit"
    label = "audit"
