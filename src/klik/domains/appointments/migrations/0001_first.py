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
            name="AppointmentKind",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.JSONField()),
                ("bring", models.JSONField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("lead_hours", models.PositiveSmallIntegerField()),
                ("horizon_days", models.PositiveSmallIntegerField()),
                ("is_offered", models.BooleanField(default=True)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__gte", 1),
                            ("horizon_days__gte", 1),
                            ("minutes__gte", 5),
                            ("minutes__lte", 480),
                        ),
                        name="appointment_kind_has_a_length_and_room",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("booked", "booked"), ("cancelled", "cancelled")],
                        default="booked",
                        max_length=9,
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("person", models.BinaryField(blank=True, max_length=32, null=True)),
                ("caller", models.BinaryField()),
                ("code_hash", models.BinaryField(max_length=32)),
                ("code", models.BinaryField(blank=True, null=True)),
                ("language", models.CharField(max_length=2)),
                ("booked_at", models.DateTimeField()),
                ("booked_by", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("cancelled_because", models.CharField(blank=True, max_length=300)),
                ("told", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="appointments.appointmentkind",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "starts_at"], name="appointment_of_a_day"
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", False)),
                        fields=["municipality_nis", "person"],
                        name="appointment_of_a_person",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked")),
                        fields=("kind", "starts_at", "place"),
                        name="appointment_one_per_place",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality_nis", "key"), name="appointment_has_its_own_key"
                    ),
                    models.UniqueConstraint(
                        fields=("municipality_nis", "code_hash"),
                        name="appointment_has_its_own_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "cancelled"])),
                        name="appointment_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("day", models.DateField(blank=True, null=True)),
                ("spans", models.JSONField()),
                ("capacity", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="appointments.appointmentkind",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "weekday"), name="opening_one_per_weekday"
                    ),
                    models.UniqueConstraint(fields=("kind", "day"), name="opening_one_per_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day__isnull", True), ("weekday__lte", 6)),
                            models.Q(("day__isnull", False), ("weekday__isnull", True)),
                            _connector="OR",
                        ),
                        name="opening_is_of_a_weekday_or_a_day",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("AppointmentKind"),
        EnableRowLevelSecurity("Opening"),
        EnableRowLevelSecurity("Appointment"),
    ]
