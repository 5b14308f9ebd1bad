"""Where Django, once every table is known, lets the parts of Klik be connected."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "klik.site"
    label = "site"

    def ready(self) -> None:
        from klik.site import wiring  # noqa: PLC0415 -- it needs tables, which exist from here on

        wiring.connect()
