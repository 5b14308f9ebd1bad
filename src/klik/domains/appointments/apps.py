"""Appointments, as Django knows it."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "klik.domains.appointments"
    label = "appointments"
