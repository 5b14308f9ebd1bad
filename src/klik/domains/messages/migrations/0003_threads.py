import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0002_by_kind"),
    ]

    operations = [
        migrations.CreateModel(
            name="Written",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                ("about", models.CharField(blank=True, max_length=100)),
                (
                    "side",
                    models.CharField(
                        choices=[("resident", "resident"), ("town", "town")], max_length=8
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("app", "app"), ("email", "e-mail"), ("paper", "paper")],
                        max_length=5,
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=64)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("read_by", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "person", "written_at"],
                        name="written_of_person",
                    ),
                    models.Index(fields=["municipality_nis", "about"], name="written_about"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["resident", "town"]),
                            ("way__in", ["app", "email", "paper"]),
                        ),
                        name="written_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_at__isnull", True), ("read_by", "")),
                            models.Q(
                                ("read_at__isnull", False), models.Q(("read_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="written_read_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenFile",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=40)),
                ("sealed_name", models.BinaryField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="messages.written",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "digest"), name="written_file_once")
                ],
            },
        ),
        EnableRowLevelSecurity("Written"),
        EnableRowLevelSecurity("WrittenFile"),
    ]
