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
            name="Report",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=64)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("lighting", "street lighting"),
                            ("road", "road or pavement"),
                            ("waste", "litter or dumped waste"),
                            ("green", "trees and green"),
                            ("sign", "signs and traffic lights"),
                            ("water", "sewer and water"),
                            ("play", "playground or bench"),
                            ("other", "something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("description", models.BinaryField()),
                ("place", models.CharField(max_length=200)),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("planned", "planned"),
                            ("in-work", "in work"),
                            ("solved", "solved"),
                            ("not-ours", "not ours"),
                            ("closed", "closed"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("forwarded_to", models.CharField(blank=True, max_length=100)),
                ("is_public", models.BooleanField(default=False)),
                ("is_spam", models.BooleanField(default=False)),
                ("person", models.BinaryField(blank=True, max_length=32, null=True)),
                ("reporter", models.BinaryField(blank=True, null=True)),
                ("code_hash", models.BinaryField(max_length=32)),
                ("code", models.BinaryField(blank=True, null=True)),
                ("language", models.CharField(max_length=2)),
                ("received_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "state", "changed_at"], name="report_state"
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", False)),
                        fields=["municipality_nis", "person"],
                        name="report_of_a_person",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "year", "serial"), name="report_has_its_number"
                    ),
                    models.UniqueConstraint(
                        fields=("municipality_nis", "key"), name="report_has_its_own_key"
                    ),
                    models.UniqueConstraint(
                        fields=("municipality_nis", "code_hash"), name="report_has_its_own_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["received", "planned", "in-work", "solved", "not-ours", "closed"],
                            )
                        ),
                        name="report_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "lighting",
                                    "road",
                                    "waste",
                                    "green",
                                    "sign",
                                    "water",
                                    "play",
                                    "other",
                                ],
                            )
                        ),
                        name="report_category_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "not-ours"), ("forwarded_to", ""), _connector="OR"
                        ),
                        name="report_is_forwarded_only_when_not_ours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_has_a_whole_point",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("report", "place"), name="report_photo_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("planned", "planned"),
                            ("in-work", "in work"),
                            ("solved", "solved"),
                            ("not-ours", "not ours"),
                            ("closed", "closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sentence", models.CharField(blank=True, max_length=300)),
                ("note", models.BinaryField(blank=True, null=True)),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.CharField(max_length=64)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)),
                        fields=["municipality_nis"],
                        name="report_step_to_tell",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="report_step_once")
                ],
            },
        ),
        EnableRowLevelSecurity("Report"),
        EnableRowLevelSecurity("Step"),
        EnableRowLevelSecurity("Photo"),
    ]
