"""Payments, as Django knows it."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "klik.domains.payments"
    label = "payments"
