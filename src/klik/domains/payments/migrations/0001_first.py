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
            name="DebtorAccount",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("named_hash", models.BinaryField(max_length=32)),
                ("sealed", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "named_hash"), name="debtor_account_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("message_id", models.CharField(max_length=35, unique=True)),
                ("execution_on", models.DateField()),
                ("count", models.PositiveIntegerField()),
                ("total_cents", models.PositiveBigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn", "Samengesteld"),
                            ("written", "Bestand klaar"),
                            ("sent", "Verstuurd"),
                            ("answered", "Beantwoord"),
                            ("declined", "Afgekeurd"),
                        ],
                        default="drawn",
                        max_length=10,
                    ),
                ),
                ("needs_second_person", models.BooleanField()),
                ("drawn_by", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=64)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "debtor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="payments.debtoraccount"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handout",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("decision", models.CharField(db_index=True, max_length=100)),
                ("award", models.CharField(max_length=100)),
                ("piece", models.PositiveIntegerField()),
                ("budget_key", models.CharField(blank=True, max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("voucher", "Waardebon"),
                            ("gift", "Geschenk"),
                            ("credit", "Tegoed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("quantity", models.PositiveIntegerField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("collect_by", models.DateField(blank=True, null=True)),
                ("sealed_recipient", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_hand_out", "Uit te delen"),
                            ("handed_out", "Uitgedeeld"),
                            ("expired", "Vervallen"),
                            ("cancelled", "Geannuleerd"),
                        ],
                        default="to_hand_out",
                        max_length=12,
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("handed_out_by", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "year", "number"),
                        name="handout_has_its_own_number",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality_nis", "decision", "award", "piece"),
                        name="handout_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["voucher", "gift", "credit"]),
                            ("state__in", ["to_hand_out", "handed_out", "expired", "cancelled"]),
                        ),
                        name="handout_words_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "to_hand_out"), ("ended_at__isnull", False), _connector="XOR"
                        ),
                        name="handout_ended_at_iff_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "handed_out"), ("handed_out_by", ""), _connector="XOR"
                        ),
                        name="handout_by_somebody_iff_handed_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoutCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "year"), name="handout_counter_one_per_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("key", models.CharField(max_length=100)),
                ("booked_on", models.DateField()),
                (
                    "debit",
                    models.CharField(
                        choices=[
                            ("expense", "Toegekende premies"),
                            ("payable", "Te betalen premies"),
                            ("in_transit", "Betalingen onderweg"),
                            ("bank", "Bank"),
                            ("handouts_due", "Uit te delen bonnen en geschenken"),
                            ("handouts", "Uitgedeelde bonnen en geschenken"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        choices=[
                            ("expense", "Toegekende premies"),
                            ("payable", "Te betalen premies"),
                            ("in_transit", "Betalingen onderweg"),
                            ("bank", "Bank"),
                            ("handouts_due", "Uit te delen bonnen en geschenken"),
                            ("handouts", "Uitgedeelde bonnen en geschenken"),
                        ],
                        max_length=15,
                    ),
                ),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("budget_key", models.CharField(blank=True, max_length=100)),
                ("decision", models.CharField(blank=True, max_length=100)),
                ("about", models.CharField(max_length=35)),
                ("document", models.CharField(max_length=35)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_nis", "booked_on"], name="journal_by_day")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "key"), name="journal_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)), name="journal_line_has_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "credit__in",
                                [
                                    "expense",
                                    "payable",
                                    "in_transit",
                                    "bank",
                                    "handouts_due",
                                    "handouts",
                                ],
                            ),
                            (
                                "debit__in",
                                [
                                    "expense",
                                    "payable",
                                    "in_transit",
                                    "bank",
                                    "handouts_due",
                                    "handouts",
                                ],
                            ),
                            models.Q(("debit", models.F("credit")), _negated=True),
                        ),
                        name="journal_line_between_two_accounts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("end_to_end_id", models.CharField(max_length=35, unique=True)),
                ("decision", models.CharField(db_index=True, max_length=100)),
                ("award", models.CharField(max_length=100)),
                ("budget_key", models.CharField(blank=True, max_length=100)),
                ("amount_cents", models.PositiveBigIntegerField()),
                ("sealed_creditor", models.BinaryField()),
                ("account_hash", models.BinaryField(max_length=32, null=True)),
                ("payee_hash", models.BinaryField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Klaar voor de bank"),
                            ("held", "Wacht op een antwoord"),
                            ("batched", "In een betaalbestand"),
                            ("executed", "Uitgevoerd"),
                            ("rejected", "Geweigerd door de bank"),
                            ("cancelled", "Geannuleerd"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "held_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("account-missing", "Geen rekeningnummer"),
                            ("account-wrong", "Rekeningnummer klopt niet"),
                            ("name-unwritable", "Naam past niet in een betaalbestand"),
                            ("stopped", "Tegengehouden door een medewerker"),
                            ("holder", "Rekening op een andere naam"),
                            ("before-payment", "Eerst nakijken of er iets te verrekenen is"),
                            ("event", "Verbeterd of ingetrokken door het register"),
                        ],
                        max_length=20,
                    ),
                ),
                ("bank_status", models.CharField(blank=True, max_length=4)),
                ("bank_reason", models.CharField(blank=True, max_length=35)),
                ("placed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("root", models.CharField(max_length=35)),
                (
                    "debtor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="payments.debtoraccount"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="payments.order",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("place", models.PositiveIntegerField()),
                ("declined", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.batch",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.order",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaymentSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("second_person_above_cents", models.PositiveBigIntegerField(default=0)),
                ("ledger", models.JSONField(default=dict)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis",), name="payment_settings_one_per_municipality"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAnswer",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("message_id", models.CharField(max_length=35)),
                ("created_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField()),
                ("status", models.CharField(blank=True, max_length=4)),
                ("executed", models.PositiveIntegerField()),
                ("rejected", models.PositiveIntegerField()),
                ("other", models.PositiveIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="payments.batch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_nis", "digest"), name="bank_answer_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["drawn", "written", "sent", "answered", "declined"])
                ),
                name="batch_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_by", models.F("drawn_by")), _negated=True),
                name="batch_approved_by_another_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("drawn", "declined")),
                    models.Q(
                        models.Q(("digest", ""), _negated=True),
                        models.Q(
                            ("needs_second_person", False),
                            models.Q(("approved_by", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="batch_has_a_file_only_once_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["municipality_nis", "state"], name="payment_order_state"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["municipality_nis", "account_hash"], name="payment_order_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["ready", "held", "batched", "executed", "rejected", "cancelled"])
                ),
                name="order_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_cents__gt", 0)), name="order_pays_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "held"), ("held_because", ""), _connector="XOR"),
                name="order_is_held_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("executed", "rejected", "cancelled")),
                    ("settled_at__isnull", True),
                    _connector="XOR",
                ),
                name="order_settled_at_iff_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declined", False)),
                fields=("order",),
                name="batch_line_once_per_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                fields=("batch", "place"), name="batch_line_has_its_own_place"
            ),
        ),
        EnableRowLevelSecurity("BankAnswer"),
        EnableRowLevelSecurity("Batch"),
        EnableRowLevelSecurity("BatchLine"),
        EnableRowLevelSecurity("DebtorAccount"),
        EnableRowLevelSecurity("Handout"),
        EnableRowLevelSecurity("HandoutCounter"),
        EnableRowLevelSecurity("JournalLine"),
        EnableRowLevelSecurity("Order"),
        EnableRowLevelSecurity("PaymentSettings"),
    ]
