import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0002_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("organisation", models.CharField(blank=True, max_length=120)),
                ("role", models.JSONField(default=dict)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="knowledge.hubevent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_on__isnull", True), ("name", "")),
                            models.Q(
                                models.Q(("name", ""), _negated=True), ("agreed_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="speaker_is_named_iff_she_agreed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.JSONField()),
                ("abstract", models.JSONField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "opening"),
                            ("talk", "talk"),
                            ("keynote", "keynote"),
                            ("panel", "panel"),
                            ("workshop", "workshop"),
                            ("break", "break"),
                            ("closing", "closing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("room", models.CharField(blank=True, max_length=40)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("expected", models.PositiveIntegerField(blank=True, null=True)),
                ("is_parallel", models.BooleanField(default=False)),
                ("is_not_recorded", models.BooleanField(default=False)),
                ("is_cancelled", models.BooleanField(default=False)),
                ("was_released", models.BooleanField(default=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="knowledge.hubevent",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["event", "starts_at"], name="session_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="session_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "opening",
                                    "talk",
                                    "keynote",
                                    "panel",
                                    "workshop",
                                    "break",
                                    "closing",
                                ],
                            )
                        ),
                        name="session_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("role", models.JSONField(default=dict)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="knowledge.eventsession",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="knowledge.speaker",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("session", "speaker"), name="appearance_once")
                ],
            },
        ),
    ]
