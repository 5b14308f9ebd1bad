"""Klik's settings in Django's words. What differs between installations is in `Environment`."""

from __future__ import annotations

from urllib.parse import unquote

from klik.site.databases import databases
from klik.site.ebox_settings import read_ebox
from klik.site.environment import Environment, parts_of
from klik.site.log_in import *  # noqa: F403 -- each name in it is a setting, equal everywhere
from klik.site.pages import *  # noqa: F403 -- likewise

_environment = Environment.read()
_smtp = parts_of(_environment.smtp_url)

# Klik's own, for what stands below `site` and may not import it.
KLIK_HOME = _environment.home
KLIK_SECRET_KEY_FILE = _environment.secret_key_file
KLIK_MASTER_KEY_FILE = _environment.master_key_file
KLIK_MAIL_FROM = _environment.mail_from
KLIK_CLAMD = _environment.clamd
KLIK_UPLOAD_MB = _environment.upload_mb
KLIK_TILES = _environment.tiles
KLIK_TILES_CREDIT = _environment.tiles_credit
KLIK_STREAMS = _environment.streams
KLIK_OIDC_ISSUER = _environment.oidc_issuer
KLIK_OIDC_CLIENT_ID = _environment.oidc_client_id
KLIK_OIDC_CLIENT_SECRET = _environment.oidc_client_secret
KLIK_EBOX = read_ebox()

SECRET_KEY = _environment.secret_key  # empty before `klik setup`: Django then refuses to sign
DEBUG = _environment.debug
ALLOWED_HOSTS = list(_environment.hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "klik.faces.ui",
    "klik.faces.portal",
    "klik.faces.hub",
    "klik.faces.desk",  # before allauth: its pages of log-in replace those of allauth
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks_db",
    "klik.ground.keys",
    "klik.ground.jobs",
    "klik.ground.rekeying",
    "klik.domains.municipalities",
    "klik.domains.audit",
    "klik.domains.people",
    "klik.domains.documents",
    "klik.domains.polls",
    "klik.domains.messages",
    "klik.domains.tasks",
    "klik.domains.catalogue",
    "klik.domains.registers",
    "klik.domains.payments",
    "klik.domains.appointments",
    "klik.domains.reports",
    "klik.domains.cases",
    "klik.domains.grants",
    "klik.domains.knowledge",
    "klik.site",
    "django.forms",  # its inputs, where ui has none of its own
]
MIDDLEWARE = [
    "klik.site.requests.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "klik.faces.ui.static_files.ServeStaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "klik.faces.ui.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "klik.faces.portal.hosts.HostMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "klik.gateways.login.sessions.LogInMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "klik.faces.ui.refusing.RefusalMiddleware",
]
ROOT_URLCONF = "klik.site.urls"
WSGI_APPLICATION = "klik.site.wsgi.application"
ASGI_APPLICATION = "klik.site.asgi.application"

DATABASES = databases(_environment)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# `klik worker` alone takes from these, under a lease: see klik.ground.jobs.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["short", "long"],
    }
}

# One line of JSON for each fact, without personal data: klik.ground.logs says how.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"facts": {"()": "klik.ground.logs.LogLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "facts"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "klik": {"level": "INFO", "propagate": True},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "_granian": {"handlers": [], "level": "INFO", "propagate": True},
    },
}

CACHES = {"default": {"BACKEND": "klik.gateways.login.memory.DatabaseMemory"}}

ALLAUTH_TRUSTED_PROXY_COUNT = _environment.proxies
# Served to others than this machine, pages are served over https, and cookies go nowhere else.
_https = not _environment.is_local
SESSION_COOKIE_NAME = "__Host-klik" if _https else "klik"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-klik-form" if _https else "klik-form"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _environment.proxies else None
X_FRAME_OPTIONS = "DENY"

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
