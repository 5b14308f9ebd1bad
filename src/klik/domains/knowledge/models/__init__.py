"""Tables of knowledge: what a town tells its residents, and what municipalities share in the hub.

A town's are its own. Those of the hub are shared by the installation, each with an owner whose
staff may edit it (ADR 0030); who takes part and where a speaker is reached stay with that owner.
"""

from klik.domains.knowledge.models.events import (
    Appearance,
    EventDay,
    EventRoom,
    EventSession,
    HubEvent,
    ProgrammeRelease,
    Speaker,
)
from klik.domains.knowledge.models.making import (
    CoCreation,
    CoCreationMember,
    CoCreationState,
    CoCreationStep,
)
from klik.domains.knowledge.models.pages import (
    KnowledgePage,
    PageKind,
    PageRelation,
    PageVersion,
    RelationKind,
)
from klik.domains.knowledge.models.partners import Partner, PartnerKind
from klik.domains.knowledge.models.taking_part import (
    EventRegistration,
    RegistrationState,
    SpeakerContact,
)
from klik.domains.knowledge.models.town import (
    Event,
    News,
    Page,
    PageState,
    Vacancy,
    WasteKind,
    WasteRound,
    WasteStreet,
    WasteZone,
)

__all__ = [
    "Appearance",
    "CoCreation",
    "CoCreationMember",
    "CoCreationState",
    "CoCreationStep",
    "Event",
    "EventDay",
    "EventRegistration",
    "EventRoom",
    "EventSession",
    "HubEvent",
    "KnowledgePage",
    "News",
    "Page",
    "PageKind",
    "PageRelation",
    "PageState",
    "PageVersion",
    "Partner",
    "PartnerKind",
    "ProgrammeRelease",
    "RegistrationState",
    "RelationKind",
    "Speaker",
    "SpeakerContact",
    "Vacancy",
    "WasteKind",
    "WasteRound",
    "WasteStreet",
    "WasteZone",
]
