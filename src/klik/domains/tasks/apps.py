"""Tasks, as Django knows it."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "klik.domains.tasks"
    label = "tasks"
