"""The tables of jobs, as Django knows them."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "klik.ground.jobs"
    label = "jobs"
