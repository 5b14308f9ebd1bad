from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="parties_named_to",
            field=models.PositiveIntegerField(blank=True, default=0, null=True),
        ),
    ]
