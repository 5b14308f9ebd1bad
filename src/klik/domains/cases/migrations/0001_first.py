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
            name="Case",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("family", models.CharField(max_length=60)),
                ("subject", models.BinaryField(max_length=32)),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_nis", "subject"], name="case_of_subject")
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=60)),
                ("key_hash", models.BinaryField(max_length=32)),
                ("case_id", models.UUIDField(db_index=True)),
                ("taken_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("family", "key_hash"), name="claim_once_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(max_length=40, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("standing", "geldt"),
                            ("replaced", "vervangen"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="standing",
                        max_length=10,
                    ),
                ),
                ("outcome", models.CharField(max_length=20)),
                ("amount_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("organ", models.CharField(max_length=200)),
                ("council_reference", models.CharField(max_length=100)),
                ("decided_on", models.DateField()),
                ("decided_at", models.DateTimeField()),
                ("adoption_id", models.UUIDField(db_index=True)),
                ("package", models.CharField(max_length=60)),
                ("release_digest", models.CharField(max_length=80)),
                ("adoption_digest", models.CharField(max_length=80)),
                ("parameters_digest", models.CharField(max_length=64)),
                ("sealed_grounds", models.BinaryField()),
                ("grounds_digest", models.CharField(max_length=64)),
                ("told_by", models.CharField(max_length=64)),
                ("letter_digest", models.CharField(max_length=64)),
                ("run_id", models.UUIDField(db_index=True)),
                ("row_token", models.UUIDField()),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"), name="decision_has_its_own_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "standing")),
                        fields=("case",),
                        name="decision_stands_once_per_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["standing", "replaced", "withdrawn"])),
                        name="decision_state_is_known",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("Case"),
        EnableRowLevelSecurity("Decision"),
    ]
