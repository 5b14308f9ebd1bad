"""The tables of keys, as Django knows them."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "klik.ground.keys"
    label = "keys"
