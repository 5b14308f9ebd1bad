"""Polls, as Django knows it."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "klik.domains.polls"
    label = "polls"
