"""Who answers for what is held of a person: each domain that holds something."""

from __future__ import annotations

from klik.domains.appointments import operations as appointments_operations
from klik.domains.appointments import queries as appointments
from klik.domains.audit import operations as audit_operations
from klik.domains.audit import queries as audit
from klik.domains.cases import queries as cases
from klik.domains.cases.operations import erasing as cases_erasing
from klik.domains.cases.operations.applying import erasing as applications_erasing
from klik.domains.cases.queries.applications import holding as applications
from klik.domains.grants import operations as grants_operations
from klik.domains.grants import queries as grants
from klik.domains.knowledge.operations import registering
from klik.domains.knowledge.queries import registrations
from klik.domains.messages import operations as messages_operations
from klik.domains.messages import queries as messages
from klik.domains.payments import operations as payments_operations
from klik.domains.payments import queries as payments
from klik.domains.people import operations as people_operations
from klik.domains.people import queries as people
from klik.domains.registers import operations as registers_operations
from klik.domains.registers import queries as registers
from klik.domains.reports import operations as reports_operations
from klik.domains.reports import queries as reports
from klik.ground.persons import register_keeper


def connect() -> None:
    """Register every keeper. Cases also answer for what lies below them and names a decision."""
    register_keeper(
        "people",
        held_about=people.held_about,
        erase=people_operations.erase,
        covers=[
            "people.Resident",
            "people.ResidentSession",
            "people.Identity",
            "people.Mandate",
            "people.ProtectedAddress",
        ],
    )
    register_keeper(
        "messages",
        held_about=messages.held_about,
        erase=messages_operations.erase,
        covers=[
            "messages.Preference",
            "messages.FormerChannel",
            "messages.OutboxMessage",
            "messages.Written",
            "messages.WrittenFile",
        ],
    )
    _connect_cases()
    _connect_applications()
    _connect_town()
    register_keeper(
        "payments",
        held_about=payments.changes_held_about,
        erase=payments_operations.erase,
        covers=["payments.AccountChange"],
    )
    register_keeper(
        "registers",
        held_about=registers.held_about,
        erase=registers_operations.erase,
        covers=["registers.DeliveredRow", "registers.RowKey", "registers.RowParty"],
    )
    register_keeper(
        "grants",
        held_about=grants.held_about,
        erase=grants_operations.erase,
        covers=["grants.Declined", "grants.Note"],
    )
    _connect_audit()


def _connect_audit() -> None:
    register_keeper(
        "audit",
        held_about=audit.held_about,
        erase=audit_operations.erase,
        covers=["audit.PersonView"],
    )


def _connect_cases() -> None:
    register_keeper(
        "cases",
        held_about=cases.held_about,
        erase=cases_erasing.erase,
        covers=[
            "cases.Case",
            "cases.Decision",
            "cases.Objection",
            "cases.Party",
            "payments.Order",
            "payments.Handout",
            "documents.Document",
            "tasks.Task",
        ],
    )


def _connect_town() -> None:
    register_keeper(
        "appointments",
        held_about=appointments.held_about,
        erase=appointments_operations.erase,
        covers=["appointments.Appointment"],
    )
    register_keeper(
        "reports",
        held_about=reports.held_about,
        erase=reports_operations.erase,
        covers=["reports.Report", "reports.Step"],
    )
    register_keeper(
        "events",
        held_about=registrations.held_about,
        erase=registering.erase,
        covers=["knowledge.EventRegistration", "knowledge.SpeakerContact"],
    )


def _connect_applications() -> None:
    register_keeper(
        "applications",
        held_about=applications.held_about,
        erase=applications_erasing.erase,
        covers=[
            "cases.Application",
            "cases.ApplicationPage",
            "cases.ApplicationFile",
            "cases.ApplicationQuestion",
            "cases.CoSignature",
            "cases.Dispute",
            "cases.SilentSource",
        ],
    )
