"""Host names of municipalities."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="HostName",
            fields=[
                ("name", models.CharField(max_length=253, primary_key=True, serialize=False)),
                ("added_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="host_names",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", django.db.models.functions.text.Lower("name"))),
                        name="host_name_in_small_letters",
                    )
                ],
            },
        ),
    ]
