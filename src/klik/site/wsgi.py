"""What a WSGI server runs: klik.site.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klik.site.settings")

application = get_wsgi_application()
