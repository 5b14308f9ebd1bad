from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_silent_sources"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_once_per_key",
        ),
        migrations.AddField(
            model_name="claim",
            name="counts_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="turn",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("family", "key_hash", "turn"), name="claim_once_per_key_and_turn"
            ),
        ),
    ]
