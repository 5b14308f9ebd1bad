"""In a session a resident may act for another, under a mandate."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the mandate to the session."""

    dependencies: ClassVar = [("people", "0002_residents")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="residentsession",
            name="mandate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.mandate",
            ),
        ),
    ]
