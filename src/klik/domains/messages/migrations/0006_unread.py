from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0005_ebox"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="written",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)),
                fields=["municipality_nis", "person", "side", "about"],
                name="written_unread",
            ),
        ),
    ]
