"""Knowledge, as Django knows it."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "klik.domains.knowledge"
    label = "knowledge"
