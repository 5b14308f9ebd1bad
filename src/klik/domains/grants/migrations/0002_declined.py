import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Declined",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "person"), name="declined_once_per_person"
                    )
                ],
            },
        ),
        EnableRowLevelSecurity("Declined"),
    ]
