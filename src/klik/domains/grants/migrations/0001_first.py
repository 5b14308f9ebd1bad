import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("family", models.CharField(max_length=60)),
                ("subject", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "family", "subject"),
                        name="note_once_per_subject",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("adoption_id", models.UUIDField(db_index=True)),
                ("family", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proactive", "alle kinderen van een afspraak"),
                            ("reading", "een kind, na lezing door een mens"),
                        ],
                        default="proactive",
                        max_length=10,
                    ),
                ),
                ("row_token", models.UUIDField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "wacht op goedkeuring"),
                            ("approved", "goedgekeurd"),
                            ("executing", "wordt uitgevoerd"),
                            ("done", "uitgevoerd"),
                            ("stale", "verouderd"),
                            ("cancelled", "geannuleerd"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="nl", max_length=2)),
                ("plan_digest", models.CharField(max_length=64)),
                ("figures", models.JSONField()),
                ("planned_on", models.DateField()),
                ("planned_at", models.DateTimeField()),
                ("planned_by", models.CharField(max_length=64)),
                ("organ", models.CharField(blank=True, max_length=200)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decision_reference", models.CharField(blank=True, max_length=100)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=64)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "proactive"),
                            ("state__in", ("planned", "approved", "executing")),
                        ),
                        fields=("adoption_id",),
                        name="run_one_open_per_adoption",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "reading"), ("state__in", ("planned", "approved", "executing"))
                        ),
                        fields=("adoption_id", "row_token"),
                        name="run_one_open_reading_per_child",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("planned", "cancelled")),
                                ("approved_at__isnull", True),
                                ("approved_by", ""),
                                ("decided_on__isnull", True),
                            ),
                            models.Q(
                                models.Q(("state__in", ("planned", "cancelled")), _negated=True),
                                models.Q(("approved_by", ""), _negated=True),
                                ("approved_at__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="run_approved_iff_its_state_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", ""),
                            models.Q(("approved_by", models.F("planned_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="run_approved_by_another_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="run_done_at_iff_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reading"), ("row_token__isnull", False)),
                            models.Q(("kind", "proactive"), ("row_token__isnull", True)),
                            _connector="OR",
                        ),
                        name="run_of_one_child_iff_reading",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("position", models.BigIntegerField()),
                ("row_token", models.UUIDField()),
                ("reference", models.CharField(db_index=True, max_length=40)),
                (
                    "treatment",
                    models.CharField(
                        choices=[
                            ("grant", "grant"),
                            ("revise", "revise"),
                            ("person", "person"),
                            ("none", "none"),
                        ],
                        max_length=10,
                    ),
                ),
                ("outcome", models.CharField(max_length=20)),
                ("amount_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=30)),
                ("unmet", models.JSONField()),
                ("missing", models.JSONField()),
                ("has_new_keys", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "te doen"), ("done", "gedaan")],
                        default="pending",
                        max_length=10,
                    ),
                ),
                (
                    "closed_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decided", "beslist"),
                            ("task", "voor een mens"),
                            ("nothing", "niets te doen"),
                            ("changed", "gewijzigd sinds de goedkeuring"),
                            ("claimed", "intussen al toegekend"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="grants.run",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["run", "state", "position"], name="run_item_to_do")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "row_token"), name="run_item_once_per_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_as", ""), ("state", "pending")),
                            models.Q(("state", "done"), models.Q(("closed_as", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="run_item_closed_iff_done",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("Note"),
        EnableRowLevelSecurity("Run"),
        EnableRowLevelSecurity("RunItem"),
    ]
