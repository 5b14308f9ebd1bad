from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_claim_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="owner_answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("corrected", "verbeterd"),
                    ("confirmed", "klopt"),
                    ("none-yet", "nog geen antwoord"),
                ],
                default="",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="owner_answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="owner_answered_by",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="dispute",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="told_to",
            field=models.EmailField(blank=True, default="", max_length=254),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_at__isnull", True), ("told_to", "")),
                    models.Q(("told_at__isnull", False), models.Q(("told_to", ""), _negated=True)),
                    _connector="OR",
                ),
                name="dispute_told_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("owner_answer", ""),
                        ("owner_answered_at__isnull", True),
                        ("owner_answered_by", ""),
                    ),
                    models.Q(
                        ("owner_answer__in", ["corrected", "confirmed", "none-yet"]),
                        ("owner_answered_at__isnull", False),
                        models.Q(("owner_answered_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dispute_owner_answer_noted_by_somebody",
            ),
        ),
    ]
