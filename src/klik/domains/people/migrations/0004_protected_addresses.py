"""An address may be protected: two roles see it, and nobody else."""

import uuid
from typing import ClassVar

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    """Adds the protected addresses."""

    dependencies: ClassVar = [("people", "0003_acting_for")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ProtectedAddress",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("register", "the National Register says so"),
                            ("authority", "a court, the police or a care service says so"),
                            ("request", "the resident asks it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("protected_at", models.DateTimeField()),
                ("protected_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "person"),
                        name="protected_once_per_municipality",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("because__in", ["register", "authority", "request"])),
                        name="protected_because_is_known",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("ProtectedAddress"),
    ]
