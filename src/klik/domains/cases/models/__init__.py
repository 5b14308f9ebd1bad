"""Tables of cases: what was asked, who was decided about, and that it was decided once."""

from klik.domains.cases.models.applications import (
    RUNNING,
    Application,
    ApplicationFile,
    ApplicationPage,
    ApplicationQuestion,
    ApplicationState,
    Channel,
    Dispute,
    OwnerAnswer,
    Ruled,
)
from klik.domains.cases.models.decisions import (
    HASH_BYTES,
    REFERENCE_LENGTH,
    Case,
    Claim,
    Decision,
    DecisionState,
)
from klik.domains.cases.models.parties import Objection, ObjectionOutcome, Part, Party
from klik.domains.cases.models.signatures import CoSignature, SignatureState
from klik.domains.cases.models.sources import SilentSource, SourceOutcome

__all__ = [
    "HASH_BYTES",
    "REFERENCE_LENGTH",
    "RUNNING",
    "Application",
    "ApplicationFile",
    "ApplicationPage",
    "ApplicationQuestion",
    "ApplicationState",
    "Case",
    "Channel",
    "Claim",
    "CoSignature",
    "Decision",
    "DecisionState",
    "Dispute",
    "Objection",
    "ObjectionOutcome",
    "OwnerAnswer",
    "Part",
    "Party",
    "Ruled",
    "SignatureState",
    "SilentSource",
    "SourceOutcome",
]
