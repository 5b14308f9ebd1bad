"""A form on paper counts from the day on which it came in."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the day of receipt."""

    dependencies: ClassVar = [("cases", "0001_first")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="application",
            name="received_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
