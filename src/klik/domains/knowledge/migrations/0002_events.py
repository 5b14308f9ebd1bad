import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="HubEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.JSONField()),
                ("summary", models.JSONField()),
                ("place", models.CharField(max_length=200)),
                (
                    "attendance",
                    models.CharField(
                        choices=[("present", "present"), ("online", "online"), ("mixed", "mixed")],
                        max_length=10,
                    ),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("keep_days", models.PositiveSmallIntegerField(default=30)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("is_cancelled", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes_at__isnull", True), ("opens_at__isnull", True)),
                            models.Q(
                                ("closes_at__gt", models.F("opens_at")), ("opens_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="hub_event_registration_opens_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attendance__in", ["present", "online", "mixed"])),
                        name="hub_event_attendance_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="knowledge.hubevent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "starts_at"), name="event_day_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="event_day_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventRoom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="knowledge.hubevent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "key"), name="event_room_has_its_own_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeRelease",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("comment", models.JSONField()),
                ("frozen", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("released_at", models.DateTimeField()),
                ("released_by", models.CharField(max_length=64)),
                ("announced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="knowledge.hubevent",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("announced_at__isnull", True)),
                        fields=["released_at"],
                        name="release_to_announce",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "number"), name="release_has_its_number"
                    )
                ],
            },
        ),
    ]
