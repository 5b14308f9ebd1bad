"""What a WSGI server runs: klik.site.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

from klik.ground.parents import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klik.site.settings")

application = get_wsgi_application()
end_with_parent()  # of `klik serve`; another server keeps its own processes
