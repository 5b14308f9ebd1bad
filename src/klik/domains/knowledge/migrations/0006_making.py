import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0005_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name="CoCreation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.JSONField()),
                ("need", models.JSONField()),
                ("package", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("started", "started"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["state", "asked_at"], name="cocreation_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "started", "done", "stopped"])),
                        name="cocreation_state_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoCreationMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("joined_at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="knowledge.cocreation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "joined_nis"), name="cocreation_joined_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoCreationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("started", "started"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                        ],
                        max_length=7,
                    ),
                ),
                ("said", models.JSONField()),
                ("taken_at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="knowledge.cocreation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "number"), name="cocreation_step_number"
                    )
                ],
            },
        ),
    ]
