import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200)),
                ("about_kind", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=100)),
                ("filed_at", models.DateTimeField()),
                ("mark", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "about_kind", "about"], name="document_about"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "key"), name="document_has_its_own_key"
                    )
                ],
            },
        ),
        EnableRowLevelSecurity("Document"),
    ]
