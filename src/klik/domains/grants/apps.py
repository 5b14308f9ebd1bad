"""Grants, as Django knows it."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "klik.domains.grants"
    label = "grants"
