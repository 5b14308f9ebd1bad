"""The settings of pages that are equal in every installation."""

from __future__ import annotations

from klik.faces.ui.drawing import LIBRARIES

# French only where klik.faces.ui.languages offers it.
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("fr", "Français")]
LANGUAGE_CODE = "nl"
STATIC_URL = "/static/"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "klik.faces.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                *(f"klik.faces.ui.templatetags.{name}" for name in LIBRARIES),
            ],
        },
    }
]
# A small file stays in memory; larger ones come in where a view takes them: faces.ui.uploads.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # answers of a bank
FORM_RENDERER = "klik.faces.ui.forms.PartsRenderer"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "klik.faces.ui.static_files.HashedFiles"},
}
# No page runs or loads what is not ours, and none holds a style or a script of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
