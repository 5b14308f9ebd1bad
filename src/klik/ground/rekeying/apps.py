"""The job that lets new keys reach what is encrypted, as Django finds it."""

from django.apps import AppConfig


class RekeyingConfig(AppConfig):
    name = "klik.ground.rekeying"
    label = "rekeying"
