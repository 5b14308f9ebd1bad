import uuid

from django.db import migrations, models

import klik.ground.tenancy.models
from klik.ground.tenancy.migrations_operations import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.BinaryField(max_length=32)),
                ("account_hash", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
                ("decision", models.CharField(max_length=100)),
                ("language", models.CharField(max_length=2)),
                ("ways", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Wacht tot de aangekondigde dag"),
                            ("taken", "In gebruik"),
                            ("cancelled", "Geannuleerd"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=64)),
                ("hold_days", models.PositiveSmallIntegerField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("pays_from", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="paymentsettings",
            name="account_hold_days",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AlterField(
            model_name="order",
            name="held_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("account-missing", "Geen rekeningnummer"),
                    ("account-wrong", "Rekeningnummer klopt niet"),
                    ("name-unwritable", "Naam past niet in een betaalbestand"),
                    ("stopped", "Tegengehouden door een medewerker"),
                    ("holder", "Rekening op een andere naam"),
                    ("before-payment", "Eerst nakijken of er iets te verrekenen is"),
                    ("event", "Verbeterd of ingetrokken door het register"),
                    ("account-changed", "Nieuwe rekening: wacht tot de aangekondigde dag"),
                    ("account-contested", "De begunstigde gaf deze rekening niet"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("account_hold_days__lte", 30)),
                name="payment_settings_hold_a_month_at_most",
            ),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(
                fields=["municipality_nis", "person"], name="account_change_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["municipality_nis", "pays_from"],
                name="account_change_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("municipality_nis", "person", "account_hash"),
                name="account_change_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "taken", "cancelled"])),
                name="account_change_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="account_change_ended_at_iff_ended",
            ),
        ),
        EnableRowLevelSecurity("AccountChange"),
    ]
