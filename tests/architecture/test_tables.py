"""Tables: migrated, of one municipality or shared for a reason, guarded from the first day."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader

from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity
from klik.ground.tenancy.models import TenantManager, TenantModel

# A table without a municipality is seen by all: each stands here with its reason.
SHARED = {
    "catalogue.Release": "a package is public, and adopted by many",
    "cases.Claim": "a benefit is taken once over all municipalities; it names none of them",
    "jobs.QueuedJob": "a worker looks for work of every municipality at once; tokens only",
    "jobs.Schedule": "recurring work of the installation",
    "knowledge.Appearance": "a programme is public",
    "knowledge.CoCreation": "municipalities share what they want to make; each has an owner",
    "knowledge.CoCreationMember": "which municipality joined is public",
    "knowledge.CoCreationStep": "how far a request is, is public",
    "knowledge.EventDay": "a programme is public",
    "knowledge.EventRoom": "a programme is public",
    "knowledge.EventSession": "a programme is public",
    "knowledge.HubEvent": "municipalities share the hub; each event has an owner who edits it",
    "knowledge.KnowledgePage": "municipalities share what they know; each page has an owner",
    "knowledge.PageRelation": "what a public page is about",
    "knowledge.PageVersion": "municipalities share what they know, drafts among editors",
    "knowledge.Partner": "partners are public; a contact stands there only as she agreed",
    "knowledge.ProgrammeRelease": "a programme is public",
    "knowledge.Speaker": "a programme is public; her name stands in it only if she agreed",
    "keys.HashKey": "one per installation, so that a person has one token everywhere",
    "municipalities.HostName": "a public list, asked before anybody knows for whom to act",
    "municipalities.Municipality": "a public list",
    "municipalities.OldMunicipality": "a public list",
    "registers.SubjectAlias": "whoever changed her number is one person in every municipality",
    **dict.fromkeys(
        (
            "polls.Ballot",
            "polls.FrozenResult",
            "polls.Gathering",
            "polls.Option",
            "polls.PanelQuestion",
            "polls.Participant",
            "polls.Peek",
            "polls.Question",
            "polls.TallySnapshot",
            "polls.TopicOutcome",
            "polls.Upvote",
        ),
        "what a room thinks is public, its participants are of nobody in particular; ADR 0030",
    ),
    "people.Account": "somebody may work for several municipalities; her roles are of each",
    "people.Identity": "a log-in is of one person in every municipality; hashes only",
    "people.Remembered": "attempts to log in, of before anybody is known; keys are digests",
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("klik.")]
TENANTS = [model for model in OURS if issubclass(model, TenantModel)]


def test_every_change_of_a_model_has_its_migration(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_table_is_of_one_municipality_or_shared_for_a_reason() -> None:
    shared = {model._meta.label for model in OURS if model not in TENANTS}  # noqa: SLF001 -- Meta

    assert shared == set(SHARED)


def test_every_table_of_a_municipality_is_guarded_by_its_first_migration() -> None:
    made, guarded = set(), set()
    for (app, _), migration in MigrationLoader(None).disk_migrations.items():
        for operation in migration.operations:
            if isinstance(operation, CreateModel):
                made.add((app, operation.name, migration.name))
            elif isinstance(operation, EnableRowLevelSecurity):
                guarded.add((app, operation.model_name, migration.name))

    tenants = {(model._meta.app_label, model.__name__) for model in TENANTS}  # noqa: SLF001 -- Meta
    assert {one for one in made if one[:2] in tenants} == guarded


@pytest.mark.parametrize("model", TENANTS, ids=str)
def test_a_table_of_a_municipality_keeps_its_first_wall(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager, TenantManager)  # noqa: SLF001 -- Django's own name
    assert isinstance(model._base_manager, TenantManager)  # noqa: SLF001 -- Django's own name
    assert model._meta.get_field("municipality_nis").max_length == 5  # noqa: SLF001 -- Meta


def test_no_model_is_found_outside_its_application() -> None:
    source = Path(apps.get_app_config("site").path).parent
    files = sorted(
        file.relative_to(source).as_posix()
        for file in (*source.rglob("models.py"), *source.rglob("models/__init__.py"))
        if "tenancy" not in file.parts
    )

    installed = [
        Path(str(config.models_module.__file__)).relative_to(source).as_posix()
        for config in apps.get_app_configs()
        if config.models_module and config.name.startswith("klik.")
    ]
    assert files == sorted(installed)
