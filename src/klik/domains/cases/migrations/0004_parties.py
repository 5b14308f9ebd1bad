import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_co_signatures"),
    ]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                ("number", models.PositiveSmallIntegerField()),
                ("message_id", models.UUIDField()),
                ("received_at", models.DateTimeField()),
                ("received_from", models.CharField(max_length=64)),
                ("until", models.DateField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=64)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="cases.decision",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_nis", "person"], name="objection_by_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "person", "number"), name="objection_has_its_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("decision", "person"),
                        name="objection_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("person", models.BinaryField(max_length=32)),
                (
                    "part",
                    models.CharField(
                        choices=[("addressee", "addressee"), ("applicant", "applicant")],
                        max_length=10,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="cases.decision",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_nis", "person"], name="party_by_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "person"), name="party_once_per_decision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["addressee", "applicant"])),
                        name="party_part_is_known",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("Objection"),
        EnableRowLevelSecurity("Party"),
    ]
