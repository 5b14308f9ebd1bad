import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("event", "correction or withdrawal"),
                            ("bereavement", "bereavement"),
                            ("undecided", "fact missing"),
                            ("account", "account missing"),
                            ("holder", "account in another name"),
                            ("payee", "payee unknown"),
                            ("letter", "letter cannot be made"),
                            ("bank", "bank cannot write it"),
                            ("before-payment", "check before payment"),
                            ("invite", "invite"),
                            ("bank-rejected", "bank rejected"),
                            ("not-delivered", "message not delivered"),
                            ("corrected-after-payment", "corrected after payment"),
                            ("withdrawn-after-payment", "withdrawn after payment"),
                            ("application", "application to decide"),
                            ("dispute", "fact disputed"),
                        ],
                        max_length=30,
                    ),
                ),
                ("about_kind", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=100)),
                ("detail", models.JSONField()),
                (
                    "priority",
                    models.CharField(
                        choices=[("urgent", "urgent"), ("normal", "normal")], max_length=10
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("assigned_to", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done")], default="open", max_length=5
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("finished_by", models.CharField(blank=True, max_length=64)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handled", "handled"),
                            ("not-needed", "not needed"),
                            ("passed-on", "passed on"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.BinaryField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["municipality_nis", "priority", "due_on"],
                        name="task_open",
                    ),
                    models.Index(
                        fields=["municipality_nis", "about_kind", "about"], name="task_about"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "key"), name="task_has_its_own_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "event",
                                    "bereavement",
                                    "undecided",
                                    "account",
                                    "holder",
                                    "payee",
                                    "letter",
                                    "bank",
                                    "before-payment",
                                    "invite",
                                    "bank-rejected",
                                    "not-delivered",
                                    "corrected-after-payment",
                                    "withdrawn-after-payment",
                                    "application",
                                    "dispute",
                                ],
                            )
                        ),
                        name="task_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["urgent", "normal"])),
                        name="task_priority_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True),
                                ("finished_by", ""),
                                ("note__isnull", True),
                                ("outcome", ""),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("outcome__in", ["handled", "not-needed", "passed-on"]),
                                ("state", "done"),
                                models.Q(("finished_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="task_finished_iff_done",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("Task"),
    ]
