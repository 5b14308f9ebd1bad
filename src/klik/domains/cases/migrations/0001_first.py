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
            name="Application",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("adoption_id", models.UUIDField(db_index=True)),
                ("package", models.CharField(max_length=60)),
                ("family", models.CharField(max_length=60)),
                ("release_digest", models.CharField(max_length=80)),
                ("person", models.BinaryField(max_length=32)),
                ("sealed_applicant", models.BinaryField(blank=True, null=True)),
                ("opened_by", models.CharField(max_length=64)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("portal", "online"),
                            ("counter", "aan het loket"),
                            ("phone", "aan de telefoon"),
                            ("paper", "op papier"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "nog niet ingediend"),
                            ("cosign", "wacht op een tweede handtekening"),
                            ("submitted", "ingediend"),
                            ("waiting", "wacht op de aanvrager"),
                            ("decided", "beslist"),
                            ("withdrawn", "ingetrokken"),
                            ("expired", "vervallen"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("complete_at", models.DateTimeField(blank=True, null=True)),
                ("decide_by", models.DateField(blank=True, null=True)),
                ("stopped_on", models.DateField(blank=True, null=True)),
                ("keys", models.JSONField(default=list)),
                (
                    "ruled",
                    models.CharField(
                        blank=True,
                        choices=[("grant", "toekennen"), ("refuse", "weigeren")],
                        max_length=6,
                    ),
                ),
                ("ruled_by", models.CharField(blank=True, max_length=64)),
                ("ruled_at", models.DateTimeField(blank=True, null=True)),
                ("sealed_ruling", models.BinaryField(blank=True, null=True)),
                ("decision", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["municipality_nis", "person"], name="application_of_person"
                    ),
                    models.Index(
                        condition=models.Q(("state", "draft")),
                        fields=["expires_on"],
                        name="application_drafts",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("municipality_nis", "person", "package"),
                        name="application_one_draft_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "cosign",
                                    "submitted",
                                    "waiting",
                                    "decided",
                                    "withdrawn",
                                    "expired",
                                ],
                            )
                        ),
                        name="application_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("draft", "expired")), ("submitted_at__isnull", True)
                            ),
                            models.Q(("state__in", ("draft", "expired")), _negated=True),
                            _connector="OR",
                        ),
                        name="application_draft_is_not_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="application_submitted_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), ("stopped_on__isnull", False)),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("stopped_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="application_clock_stops_iff_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "decided"), models.Q(("decision", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "decided"), _negated=True), ("decision", "")
                            ),
                            _connector="OR",
                        ),
                        name="application_has_a_decision_iff_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ruled", ""), ("ruled_at__isnull", True), ("ruled_by", "")),
                            models.Q(
                                ("ruled__in", ["grant", "refuse"]),
                                ("ruled_at__isnull", False),
                                models.Q(("ruled_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="application_ruled_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("family", models.CharField(max_length=60)),
                ("subject", models.BinaryField(max_length=32)),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality_nis", "subject"], name="case_of_subject")
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=60)),
                ("key_hash", models.BinaryField(max_length=32)),
                ("case_id", models.UUIDField(db_index=True)),
                ("taken_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("family", "key_hash"), name="claim_once_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationFile",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("question", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=40)),
                ("sealed_name", models.BinaryField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "question", "digest"), name="application_file_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("page", models.CharField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.CharField(max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="cases.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "page"), name="application_page_is_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationQuestion",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("fact", models.CharField(blank=True, max_length=120)),
                ("sealed_words", models.BinaryField()),
                ("sealed_answer", models.BinaryField(blank=True, null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=64)),
                ("answer_by", models.DateField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="cases.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="application_question_has_its_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("application",),
                        name="application_question_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="application_question_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(max_length=40, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("standing", "geldt"),
                            ("replaced", "vervangen"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="standing",
                        max_length=10,
                    ),
                ),
                ("outcome", models.CharField(max_length=20)),
                ("amount_cents", models.PositiveBigIntegerField(blank=True, null=True)),
                ("organ", models.CharField(max_length=200)),
                ("council_reference", models.CharField(max_length=100)),
                ("decided_on", models.DateField()),
                ("decided_at", models.DateTimeField()),
                ("adoption_id", models.UUIDField(db_index=True)),
                ("package", models.CharField(max_length=60)),
                ("release_digest", models.CharField(max_length=80)),
                ("adoption_digest", models.CharField(max_length=80)),
                ("parameters_digest", models.CharField(max_length=64)),
                ("sealed_grounds", models.BinaryField()),
                ("grounds_digest", models.CharField(max_length=64)),
                ("told_by", models.CharField(max_length=64)),
                ("letter_digest", models.CharField(max_length=64)),
                ("run_id", models.UUIDField(db_index=True)),
                ("row_token", models.UUIDField()),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"), name="decision_has_its_own_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "standing")),
                        fields=("case",),
                        name="decision_stands_once_per_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["standing", "replaced", "withdrawn"])),
                        name="decision_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("municipality_nis", klik.ground.tenancy.models.MunicipalityField()),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("fact", models.CharField(max_length=120)),
                ("source", models.CharField(max_length=120)),
                ("sealed_words", models.BinaryField()),
                ("said_at", models.DateTimeField()),
                ("said_by", models.CharField(max_length=64)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_by", models.CharField(blank=True, max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="cases.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("application", "fact"),
                        name="dispute_one_open_per_fact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by", "")),
                            models.Q(
                                ("settled_at__isnull", False),
                                models.Q(("settled_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_settled_by_somebody",
                    ),
                ],
            },
        ),
        EnableRowLevelSecurity("Application"),
        EnableRowLevelSecurity("ApplicationFile"),
        EnableRowLevelSecurity("ApplicationPage"),
        EnableRowLevelSecurity("ApplicationQuestion"),
        EnableRowLevelSecurity("Case"),
        EnableRowLevelSecurity("Decision"),
        EnableRowLevelSecurity("Dispute"),
    ]
