"""People, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "klik.domains.people"
    label = "people"
