from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("version", models.PositiveIntegerField()),
                ("master_id", models.CharField(max_length=16)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "version"), name="data_key_of_one_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HashKey",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("master_id", models.CharField(max_length=16)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="hash_key_is_the_only_one"
                    )
                ],
            },
        ),
        EnableRowLevelSecurity("DataKey"),
    ]
