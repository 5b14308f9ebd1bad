"""Work on cases that goes on by itself: new keys reach what decisions hold."""

from __future__ import annotations

from klik.domains.cases.models import Decision
from klik.domains.cases.queries.decisions import grounds_purpose
from klik.ground.keys.reencryption import register

register(Decision, "sealed_grounds", lambda decision: grounds_purpose(decision.reference))
