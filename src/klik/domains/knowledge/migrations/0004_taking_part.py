import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0003_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventRegistration",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("address_hash", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
                ("person", models.BinaryField(blank=True, max_length=32, null=True)),
                ("code_hash", models.BinaryField(max_length=32)),
                ("sealed_code", models.BinaryField(blank=True, null=True)),
                ("language", models.CharField(max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("placed", "placed"),
                            ("waiting", "waiting"),
                            ("cancelled", "cancelled"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("seat", models.PositiveIntegerField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("changes", models.PositiveSmallIntegerField(default=1)),
                ("told", models.PositiveSmallIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="knowledge.hubevent",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["event", "state", "confirmed_at"], name="registration_in_its_queue"
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", False)),
                        fields=["municipality_nis", "person"],
                        name="registration_of_a_person",
                    ),
                    models.Index(
                        condition=models.Q(("told__lt", models.F("changes"))),
                        fields=["municipality_nis"],
                        name="registration_to_tell",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "address_hash"), name="registration_one_per_address"
                    ),
                    models.UniqueConstraint(
                        fields=("event", "seat"), name="registration_has_its_own_seat"
                    ),
                    models.UniqueConstraint(
                        fields=("code_hash",), name="registration_has_its_own_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seat__isnull", False), ("state", "placed")),
                            models.Q(
                                ("seat__isnull", True),
                                ("state__in", ["asked", "waiting", "cancelled"]),
                            ),
                            _connector="OR",
                        ),
                        name="registration_has_a_seat_iff_placed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "cancelled"]),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registration_is_confirmed_before_it_counts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpeakerContact",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "speaker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="knowledge.speaker",
                    ),
                ),
                ("address_hash", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
                ("person", models.BinaryField(blank=True, max_length=32, null=True)),
                ("language", models.CharField(max_length=2)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        EnableRowLevelSecurity("EventRegistration"),
        EnableRowLevelSecurity("SpeakerContact"),
    ]
