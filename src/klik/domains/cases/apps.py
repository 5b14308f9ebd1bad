"""Cases, as Django knows it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "klik.domains.cases"
    label = "cases"
