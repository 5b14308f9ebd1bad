import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity

CHANNELS = [("ebox", "eBox"), ("email", "e-mail"), ("paper", "paper")]


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0004_former_channels"),
    ]

    operations = [
        migrations.CreateModel(
            name="EboxKinds",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kinds", models.JSONField(default=list)),
                ("sender_number", models.CharField(blank=True, max_length=10)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis",), name="ebox_kinds_one_per_municipality"
                    )
                ],
            },
        ),
        EnableRowLevelSecurity("EboxKinds"),
        migrations.AddField(
            model_name="preference",
            name="without_ebox",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="left_ebox_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="published_as",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="preference",
            name="channel",
            field=models.CharField(choices=CHANNELS, max_length=5),
        ),
        migrations.AlterField(
            model_name="formerchannel",
            name="channel",
            field=models.CharField(choices=CHANNELS, max_length=5),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="channel",
            field=models.CharField(choices=CHANNELS, max_length=5),
        ),
        migrations.RemoveConstraint(
            model_name="outboxmessage",
            name="message_state_fits_its_channel",
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "failed"]),
                    models.Q(
                        ("channel__in", ["ebox", "email"]), ("state__in", ["sending", "sent"])
                    ),
                    models.Q(("channel", "paper"), ("state", "printed")),
                    _connector="OR",
                ),
                name="message_state_fits_its_channel",
            ),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(("channel", "ebox"), ("state__in", ["waiting", "sending"])),
                fields=["municipality_nis", "next_attempt_at"],
                name="message_ebox_waiting",
            ),
        ),
    ]
