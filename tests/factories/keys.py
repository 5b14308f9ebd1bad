"""Keys for the municipalities of a test."""

from django.conf import settings
from tests.factories.acting import NOON, OPERATOR

from klik.ground.keys.making import make_master_key, make_missing_keys
from klik.ground.tenancy import acting_for


def make_keys(*municipalities: str) -> None:
    """Make the master key once, the hash key, and data keys for these municipalities."""
    make_master_key(settings.KLIK_MASTER_KEY_FILE)
    with acting_for(municipalities, OPERATOR):
        make_missing_keys(NOON)
