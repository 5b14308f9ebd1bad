"""Klik's settings in Django's words. What differs between installations is in `Environment`."""

from __future__ import annotations

from urllib.parse import unquote

from klik.site.databases import databases
from klik.site.environment import Environment, parts_of

_environment = Environment.read()
_smtp = parts_of(_environment.smtp_url)

# Klik's own, for what stands below `site` and may not import it.
KLIK_HOME = _environment.home
KLIK_SECRET_KEY_FILE = _environment.secret_key_file
KLIK_MASTER_KEY_FILE = _environment.master_key_file

SECRET_KEY = _environment.secret_key  # empty before `klik setup`: Django then refuses to sign
DEBUG = _environment.debug
ALLOWED_HOSTS = list(_environment.hosts)

INSTALLED_APPS = [
    "klik.ground.keys",
    "klik.domains.municipalities",
    "klik.domains.audit",
    "klik.domains.people",
    "klik.domains.documents",
    "klik.domains.messages",
    "klik.domains.tasks",
    "klik.domains.catalogue",
    "klik.domains.registers",
    "klik.domains.payments",
    "klik.domains.cases",
    "klik.domains.grants",
    "klik.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "klik.site.urls"
WSGI_APPLICATION = "klik.site.wsgi.application"

DATABASES = databases(_environment)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl-be"
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _environment.smtp_url
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(_environment.home / "mail")
EMAIL_HOST = _smtp.hostname or ""
EMAIL_PORT = _smtp.port or (465 if _smtp.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_USE_TLS = _smtp.scheme == "smtp" and _smtp.hostname not in {"localhost", "127.0.0.1"}
