"""The domain of municipalities, as Django knows it."""

from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    name = "klik.domains.municipalities"
    label = "municipalities"
