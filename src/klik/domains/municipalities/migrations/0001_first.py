import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("nis", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, unique=True)),
                ("province", models.CharField(max_length=20)),
                ("postcodes", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Body",
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
                        choices=[("municipality", "Gemeente"), ("ocmw", "OCMW")], max_length=12
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("enterprise_number", models.CharField(blank=True, max_length=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "kind"),
                        name="body_of_one_kind_per_municipality",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("enterprise_number", ""), _negated=True),
                        fields=("enterprise_number",),
                        name="body_has_its_own_enterprise_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["municipality", "ocmw"])),
                        name="body_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseStyle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("house_colour", models.CharField(max_length=7)),
                ("accent_colour", models.CharField(blank=True, max_length=7)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis",), name="house_style_one_per_municipality"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OldMunicipality",
            fields=[
                ("old_nis", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("old_name", models.CharField(max_length=60)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="old_municipalities",
                        to="municipalities.municipality",
                    ),
                ),
            ],
        ),
        EnableRowLevelSecurity("Body"),
        EnableRowLevelSecurity("HouseStyle"),
    ]
