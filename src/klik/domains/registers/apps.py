"""Registers, as Django knows it."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "klik.domains.registers"
    label = "registers"
