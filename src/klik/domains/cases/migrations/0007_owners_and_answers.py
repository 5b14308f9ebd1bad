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
        migrations.AddField(
            model_name="objection",
            name="answer_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="objection",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("upheld", "gegrond"),
                    ("partly", "deels gegrond"),
                    ("rejected", "ongegrond"),
                ],
                default="",
                max_length=8,
            ),
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
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer_id__isnull", True), ("outcome", "")),
                    models.Q(
                        ("answer_id__isnull", False),
                        ("answered_at__isnull", False),
                        ("outcome__in", ["upheld", "partly", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="objection_outcome_with_its_answer",
            ),
        ),
    ]
