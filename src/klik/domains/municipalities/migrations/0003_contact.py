from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0002_host_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("place", models.CharField(max_length=80)),
                ("address_lines", models.JSONField()),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("website", models.CharField(blank=True, max_length=100)),
                ("hours", models.JSONField()),
                ("exceptions", models.JSONField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis",), name="contact_one_per_municipality"
                    )
                ],
            },
        ),
        EnableRowLevelSecurity("Contact"),
    ]
