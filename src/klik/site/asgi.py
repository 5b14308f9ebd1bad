"""What the ASGI server of `klik streams` runs: klik.site.asgi:application."""

import os

import django

from klik.ground.parents import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klik.site.settings")
django.setup()

from klik.faces.hub.live.streaming import Streams  # noqa: E402 -- it needs the settings

application = Streams()
end_with_parent()
