import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_parties"),
    ]

    operations = [
        migrations.CreateModel(
            name="SilentSource",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record", models.CharField(max_length=40)),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("unreadable", "unreadable"),
                            ("not-delivered", "not delivered"),
                            ("ended", "agreement ended"),
                        ],
                        max_length=15,
                    ),
                ),
                ("since_at", models.DateTimeField()),
                ("went_on_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("answered", "answered"), ("proof", "proof")],
                        max_length=10,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="silent_sources",
                        to="cases.application",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["municipality_nis", "since_at"],
                        name="silent_source_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("application",),
                        name="silent_source_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("because__in", ["unreadable", "not-delivered", "ended"])
                        ),
                        name="silent_source_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("outcome__in", ["answered", "proof"]),
                            ),
                            _connector="OR",
                        ),
                        name="silent_source_ended_somehow",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("SilentSource"),
    ]
