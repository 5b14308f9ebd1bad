"""Work of the audit that goes on by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from klik.domains.audit import operations, queries
from klik.domains.audit.models import AuditPayload
from klik.ground.clock import moment_now
from klik.ground.jobs.registry import Job, job, periodic
from klik.ground.keys.reencryption import register
from klik.ground.tenancy import EVERYWHERE, Actor, ActorKind, acting_for

SEALER: Final = Actor(ActorKind.SYSTEM, "seal-views")
VERIFIER: Final = Actor(ActorKind.SYSTEM, "verify-chain")
VERIFY: Final = "audit.verify-chain"

register(AuditPayload, "sealed", lambda kept: queries.payload_purpose(kept.pk))


@periodic("audit.seal-views", every=timedelta(minutes=1))
def seal_views(moment: datetime) -> int:
    """Seal the views of personal data of before this minute, a municipality at a time.

    Returns:
        How many were sealed.
    """
    with acting_for(EVERYWHERE, SEALER):
        waiting = queries.municipalities_with_views_to_seal(before=moment)
    return sum(_seal(municipality_nis, moment) for municipality_nis in waiting)


@job(VERIFY, is_long=True)
def verify_chain(job: Job) -> None:
    """Verify the chain of the municipality of a job, and keep in it what was seen.

    Read first and written after, each in a transaction of its own: who acts meanwhile waits for
    nobody, and the lines that she adds are of the next time.
    """
    with acting_for([job.municipality_nis], VERIFIER, only_reading=True):
        chain = queries.verify_chain(job.municipality_nis)
    with acting_for([job.municipality_nis], VERIFIER):
        operations.record_verification(chain, moment=moment_now())
        job.progress(chain.lines, chain.lines)


def _seal(municipality_nis: str, moment: datetime) -> int:
    total = 0
    while True:
        with acting_for([municipality_nis], SEALER):
            sealed = operations.seal_views(municipality_nis, moment=moment)
        if not sealed:
            return total
        total += sealed
