import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("paper", "paper")], max_length=5
                    ),
                ),
                ("address", models.BinaryField(blank=True, null=True)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "person"), name="preference_one_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address__isnull", False), ("channel", "email")),
                            models.Q(("address__isnull", True), ("channel", "paper")),
                            _connector="OR",
                        ),
                        name="preference_has_an_address_iff_email",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintBatch",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=30, unique=True)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn", "drawn"),
                            ("written", "written"),
                            ("posted", "posted"),
                            ("void", "void"),
                        ],
                        default="drawn",
                        max_length=7,
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
                ("letters", models.PositiveIntegerField(default=0)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("list_digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "year", "number"),
                        name="print_batch_has_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("digest", ""),
                                ("letters", 0),
                                ("list_digest", ""),
                                ("pages", 0),
                                ("state__in", ["drawn", "void"]),
                                ("written_at__isnull", True),
                            ),
                            models.Q(
                                ("letters__gt", 0),
                                ("pages__gt", 0),
                                ("state__in", ["written", "posted"]),
                                ("written_at__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                                models.Q(("list_digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="print_batch_has_files_iff_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("posted_at__isnull", False), ("state", "posted")),
                            models.Q(
                                models.Q(("state", "posted"), _negated=True),
                                ("posted_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="print_batch_posted_at_iff_posted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("person", models.BinaryField(blank=True, max_length=32, null=True)),
                ("sealed", models.BinaryField()),
                ("document_keys", models.JSONField()),
                ("language", models.CharField(max_length=2)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("paper", "paper")], max_length=5
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "sending"),
                            ("sent", "sent"),
                            ("printed", "printed"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("trouble", models.CharField(blank=True, max_length=40)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("fell_back_at", models.DateTimeField(blank=True, null=True)),
                ("place", models.PositiveIntegerField(blank=True, null=True)),
                ("printed_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="messages.printbatch",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("channel", "email"), ("state__in", ["waiting", "sending"])
                        ),
                        fields=["municipality_nis", "next_attempt_at"],
                        name="message_mail_waiting",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("batch__isnull", True), ("channel", "paper"), ("state", "waiting")
                        ),
                        fields=["municipality_nis", "queued_at"],
                        name="message_paper_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "key"), name="message_one_per_key"
                    ),
                    models.UniqueConstraint(
                        fields=("batch", "place"), name="message_has_its_own_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "failed"]),
                            models.Q(("channel", "email"), ("state__in", ["sending", "sent"])),
                            models.Q(("channel", "paper"), ("state", "printed")),
                            _connector="OR",
                        ),
                        name="message_state_fits_its_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease__isnull", False),
                                ("lease_until__isnull", False),
                                ("state", "sending"),
                            ),
                            models.Q(
                                models.Q(("state", "sending"), _negated=True),
                                ("lease__isnull", True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_is_leased_iff_sending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_sent_at_when_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "printed"), _negated=True),
                            models.Q(("batch__isnull", False), ("printed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="message_printed_at_when_printed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failed_at__isnull", False), ("state", "failed")),
                            models.Q(
                                models.Q(("state", "failed"), _negated=True),
                                ("failed_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_failed_at_iff_failed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("batch__isnull", True), ("place__isnull", True)),
                            models.Q(
                                ("batch__isnull", False),
                                ("channel", "paper"),
                                ("place__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="message_has_a_place_iff_in_a_batch",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("Preference"),
        EnableRowLevelSecurity("PrintBatch"),
        EnableRowLevelSecurity("OutboxMessage"),
    ]
