import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("adoption_id", models.UUIDField()),
                ("package_family", models.CharField(max_length=60)),
                ("provider", models.CharField(max_length=300)),
                ("title", models.JSONField()),
                ("purpose", models.JSONField()),
                ("record", models.CharField(max_length=40)),
                ("columns", models.JSONField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("keep_days", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("deliveries", models.PositiveIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "adoption_id"),
                        name="agreement_one_per_adoption",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("filename", models.CharField(max_length=120)),
                (
                    "channel",
                    models.CharField(
                        choices=[("command", "Opdracht"), ("desk", "Loket"), ("folder", "Map")],
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("received_by", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Ontvangen"),
                            ("checking", "Wordt nagekeken"),
                            ("checked", "Nagekeken"),
                            ("refused", "Geweigerd"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("delivered", models.PositiveIntegerField(default=0)),
                ("accepted", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("refusal", models.JSONField(blank=True, null=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("report_closed_at", models.DateTimeField(blank=True, null=True)),
                ("expires_on", models.DateField()),
                ("expired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.agreement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeliveredRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("line", models.PositiveIntegerField()),
                ("event", models.CharField(max_length=12)),
                ("delivered_nis", models.CharField(max_length=5)),
                ("content", models.BinaryField(max_length=32)),
                ("questions", models.JSONField()),
                ("sealed", models.BinaryField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.delivery"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FileToRemove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("digest", models.CharField(max_length=64)),
                ("after_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "digest"), name="file_to_remove_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RejectedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("line", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=60)),
                ("code", models.CharField(max_length=40)),
                ("masked", models.CharField(blank=True, max_length=60)),
                ("reason", models.JSONField()),
                ("remedy", models.JSONField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="registers.delivery"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RowKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("place", models.PositiveSmallIntegerField()),
                ("key", models.BinaryField(max_length=32)),
                ("is_temporary", models.BooleanField()),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="registers.deliveredrow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RowParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("person", models.BinaryField(max_length=32)),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="registers.deliveredrow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshot",
                        to="registers.delivery",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SubjectAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.BinaryField(max_length=32, unique=True)),
                ("new", models.BinaryField(db_index=True, max_length=32)),
                ("linked_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("old", models.F("new")), _negated=True),
                        name="subject_alias_is_of_two_numbers",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("agreement", "sha256"), name="delivery_of_the_same_bytes_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"), name="delivery_has_its_own_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "delivered",
                        django.db.models.expressions.CombinedExpression(
                            models.F("accepted"), "+", models.F("rejected")
                        ),
                    )
                ),
                name="delivery_accepted_plus_rejected_is_delivered",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked__lte", models.F("accepted"))),
                name="delivery_asked_is_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at__isnull", False), ("state", "checked")),
                    models.Q(
                        models.Q(("state", "checked"), _negated=True), ("checked_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="delivery_checked_at_iff_checked",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered", 0), ("refusal__isnull", False), ("state", "refused")),
                    models.Q(
                        models.Q(("state", "refused"), _negated=True), ("refusal__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="delivery_refused_says_why_and_keeps_no_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["received", "checking", "checked", "refused"])),
                name="delivery_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveredrow",
            constraint=models.UniqueConstraint(
                fields=("delivery", "line"), name="delivered_row_has_its_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectedrow",
            constraint=models.UniqueConstraint(
                fields=("delivery", "line"), name="rejected_row_has_its_line"
            ),
        ),
        migrations.AddIndex(
            model_name="rowkey",
            index=models.Index(fields=["municipality_nis", "key"], name="row_key_by_key"),
        ),
        migrations.AddConstraint(
            model_name="rowkey",
            constraint=models.UniqueConstraint(
                fields=("row", "place"), name="row_key_of_one_column"
            ),
        ),
        migrations.AddIndex(
            model_name="rowparty",
            index=models.Index(fields=["municipality_nis", "person"], name="row_party_by_person"),
        ),
        migrations.AddConstraint(
            model_name="rowparty",
            constraint=models.UniqueConstraint(fields=("row", "person"), name="row_party_once"),
        ),
        EnableRowLevelSecurity("Agreement"),
        EnableRowLevelSecurity("Delivery"),
        EnableRowLevelSecurity("DeliveredRow"),
        EnableRowLevelSecurity("FileToRemove"),
        EnableRowLevelSecurity("RejectedRow"),
        EnableRowLevelSecurity("RowKey"),
        EnableRowLevelSecurity("RowParty"),
        EnableRowLevelSecurity("Snapshot"),
    ]
