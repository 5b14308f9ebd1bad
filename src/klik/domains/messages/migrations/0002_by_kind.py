"""Who chose e-mail may want some kinds of messages on paper."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the kinds that go on paper."""

    dependencies: ClassVar = [("messages", "0001_first")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="preference",
            name="paper_kinds",
            field=models.JSONField(default=list),
        ),
    ]
