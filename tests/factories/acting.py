"""Actors, municipalities and a moment that tests share; the persons are fictitious."""

from datetime import datetime

from klik.ground.clock import HOME
from klik.ground.tenancy import Actor, ActorKind, Role

WINGENE, HERENT, ANTWERPEN = "37021", "24038", "11002"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=HOME)

OPERATOR = Actor(ActorKind.OPERATOR, "tests")
CLERK = Actor(ActorKind.STAFF, "staff:1", frozenset({Role.CLERK}))
MANAGER = Actor(ActorKind.STAFF, "staff:2", frozenset({Role.REGULATION_MANAGER}))
APPROVER = Actor(ActorKind.STAFF, "staff:3", frozenset({Role.APPROVER}))
FINANCE = Actor(ActorKind.STAFF, "staff:4", frozenset({Role.FINANCE}))
EDITOR = Actor(ActorKind.STAFF, "staff:6", frozenset({Role.EDITOR}))
AUDITOR = Actor(ActorKind.STAFF, "staff:5", frozenset({Role.AUDITOR}))
