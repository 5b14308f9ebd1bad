import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0003_threads"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerChannel",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("paper", "paper")], max_length=5
                    ),
                ),
                ("address", models.BinaryField(blank=True, null=True)),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "person"], name="former_channel_of_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address__isnull", False), ("channel", "email")),
                            models.Q(("address__isnull", True), ("channel", "paper")),
                            _connector="OR",
                        ),
                        name="former_channel_has_an_address_iff_email",
                    )
                ],
            },
        ),
        EnableRowLevelSecurity("FormerChannel"),
    ]
