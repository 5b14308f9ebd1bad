import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("turn_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="QueuedJob",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("task_id", models.UUIDField(blank=True, null=True, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=120)),
                ("municipality_nis", models.CharField(blank=True, max_length=5)),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveBigIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("worker", models.CharField(blank=True, max_length=64)),
                ("failure", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "key", "-asked_at"], name="job_of_key"),
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["leased_until"],
                        name="job_running_until",
                    ),
                    models.Index(
                        condition=models.Q(("finished_at__isnull", False)),
                        fields=["finished_at"],
                        name="job_finished_at",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("name", "key"),
                        name="job_unfinished_once_per_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lease__isnull", False),
                                ("leased_until__isnull", False),
                                ("state", "running"),
                            ),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("lease__isnull", True),
                                ("leased_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_leased_iff_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("done", "failed")), ("finished_at__isnull", False)
                            ),
                            models.Q(
                                models.Q(("state__in", ("done", "failed")), _negated=True),
                                ("finished_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_finished_at_iff_finished",
                    ),
                ],
            },
        ),
    ]
