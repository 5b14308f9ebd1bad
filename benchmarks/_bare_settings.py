"""The settings of the bare page of `my_cases.py`: those of a new Django project, and no more."""

from __future__ import annotations

from pathlib import Path

from klik.site.settings import ALLOWED_HOSTS, SECRET_KEY
from klik.site.settings import DATABASES as OURS

__all__ = ["ALLOWED_HOSTS", "SECRET_KEY"]

# The same file, opened as a new project opens it: for each page anew.
DATABASES = {"default": {name: OURS["default"][name] for name in ("ENGINE", "NAME")}}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "_bare_page"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "bare_cases"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
