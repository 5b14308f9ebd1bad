from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_parties_named_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="corrections_email",
            field=models.EmailField(blank=True, default="", max_length=254),
        ),
    ]
