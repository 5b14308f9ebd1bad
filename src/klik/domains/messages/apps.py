"""Messages, as Django knows it."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "klik.domains.messages"
    label = "messages"
