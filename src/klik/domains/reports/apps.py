"""Reports, as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "klik.domains.reports"
    label = "reports"
