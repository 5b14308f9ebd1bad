import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditPayload",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AuditLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("act", models.CharField(max_length=60)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_reference", models.CharField(max_length=64)),
                ("subject", models.CharField(db_index=True, max_length=100)),
                ("payload_id", models.UUIDField()),
                ("payload_digest", models.BinaryField(max_length=32)),
                ("previous", models.BinaryField(max_length=32)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "number"), name="audit_line_has_its_own_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("length", models.PositiveBigIntegerField(default=0)),
                (
                    "digest",
                    models.BinaryField(max_length=32),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis",), name="chain_head_one_per_municipality"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_reference", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=64)),
                ("shown", models.CharField(max_length=100)),
                ("purpose", models.CharField(max_length=100)),
                ("seal", models.UUIDField(blank=True, db_index=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "at"], name="person_view_of_person"),
                    models.Index(
                        condition=models.Q(("seal__isnull", True)),
                        fields=["municipality_nis", "at"],
                        name="person_view_unsealed",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("AuditPayload"),
        EnableRowLevelSecurity("AuditLine"),
        EnableRowLevelSecurity("ChainHead"),
        EnableRowLevelSecurity("PersonView"),
    ]
