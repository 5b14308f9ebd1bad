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
            name="FamilyLock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("family", models.CharField(max_length=60)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "family"), name="family_lock_one_per_family"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("package", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=60)),
                ("family", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=71, unique=True)),
                ("archive", models.BinaryField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "version"), name="release_version_is_published_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AdoptionRecord",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("package", models.CharField(max_length=60)),
                ("family", models.CharField(max_length=60)),
                ("text", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("parameters_digest", models.CharField(max_length=64)),
                ("territory", models.JSONField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("council_organ", models.CharField(max_length=200)),
                ("council_decided_on", models.DateField()),
                ("council_reference", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_force", "Van kracht"),
                            ("ended", "Beëindigd"),
                            ("withdrawn", "Ingetrokken"),
                        ],
                        default="in_force",
                        max_length=10,
                    ),
                ),
                ("adopted_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="catalogue.release",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "family", "from_on"], name="adoption_by_day"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("municipality_nis", "digest"),
                        name="adoption_text_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="adoption_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "in_force")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "ended"),
                                ("until_on__isnull", False),
                            ),
                            models.Q(("closed_at__isnull", False), ("state", "withdrawn")),
                            _connector="OR",
                        ),
                        name="adoption_closed_at_iff_closed",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("FamilyLock"),
        EnableRowLevelSecurity("AdoptionRecord"),
    ]
