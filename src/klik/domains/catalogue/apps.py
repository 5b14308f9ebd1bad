"""Catalogue, as Django knows it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "klik.domains.catalogue"
    label = "catalogue"
