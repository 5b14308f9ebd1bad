"""Work on tasks that goes on by itself: new keys reach the notes."""

from __future__ import annotations

from klik.domains.tasks.models import Task
from klik.domains.tasks.queries import note_purpose
from klik.ground.keys.reencryption import register

register(Task, "note", note_purpose)
