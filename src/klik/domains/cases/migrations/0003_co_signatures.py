"""A second person may have to sign an application."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    """Adds the table of second signatures."""

    dependencies: ClassVar = [("cases", "0002_on_paper")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="CoSignature",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                ("sealed_signer", models.BinaryField()),
                ("sealed_reason", models.BinaryField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "gevraagd"),
                            ("signed", "getekend"),
                            ("declined", "geweigerd"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=64)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="cases.application",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "person"], name="co_signature_of_person"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("application",),
                        name="co_signature_one_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by", ""),
                                ("state", "asked"),
                            ),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="co_signature_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed_reason__isnull", False), ("state", "declined")),
                            models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                ("sealed_reason__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="co_signature_declined_with_a_reason",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("CoSignature"),
    ]
