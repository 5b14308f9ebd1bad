"""What stands behind each port: here alone meet two parts that cannot know each other."""

from __future__ import annotations

from django.conf import settings

from klik.domains.audit import operations as audit
from klik.domains.municipalities import ports as municipalities
from klik.ground.keys.master_file import MasterKeyFile
from klik.ground.keys.wrapping import master_keys


def connect() -> None:
    """Connect every port; Django calls this once per process, after it knows every table."""
    master_keys.connect(MasterKeyFile(settings.KLIK_MASTER_KEY_FILE))
    municipalities.record_act.connect(audit.record_act)
