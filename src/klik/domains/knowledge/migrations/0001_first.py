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
            name="Vacancy",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.JSONField()),
                ("text", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("down", "taken down"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
                ("deadline_on", models.DateField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.JSONField()),
                ("text", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("down", "taken down"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(max_length=150)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="event_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.JSONField()),
                ("text", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("down", "taken down"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
                ("published_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("published_on")),
                            _connector="OR",
                        ),
                        name="news_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WasteZone",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "name"), name="waste_zone_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WasteStreet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("name", models.CharField(max_length=100)),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="streets",
                        to="knowledge.wastezone",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "name"), name="waste_street_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WasteRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("restafval", "residual waste"),
                            ("gft", "vegetable, fruit and garden waste"),
                            ("pmd", "plastic, metal and drink cartons"),
                            ("papier", "paper and cardboard"),
                            ("glas", "glass"),
                            ("snoeihout", "prunings"),
                            ("grofvuil", "bulky waste"),
                            ("textiel", "textile"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day", models.DateField()),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="knowledge.wastezone",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("zone", "kind", "day"), name="waste_round_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "restafval",
                                    "gft",
                                    "pmd",
                                    "papier",
                                    "glas",
                                    "snoeihout",
                                    "grofvuil",
                                    "textiel",
                                ],
                            )
                        ),
                        name="waste_kind_is_known",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("News"),
        EnableRowLevelSecurity("Event"),
        EnableRowLevelSecurity("Vacancy"),
        EnableRowLevelSecurity("WasteZone"),
        EnableRowLevelSecurity("WasteStreet"),
        EnableRowLevelSecurity("WasteRound"),
    ]
