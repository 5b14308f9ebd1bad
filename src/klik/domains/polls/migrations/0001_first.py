import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("number", models.PositiveSmallIntegerField()),
                ("text_nl", models.CharField(max_length=300)),
                ("text_en", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "single"),
                            ("several", "several"),
                            ("approval", "approval"),
                            ("ranking", "ranking"),
                            ("dots", "dots"),
                            ("scale", "scale"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("plurality", "plurality"),
                            ("approval", "approval"),
                            ("borda", "borda"),
                            ("condorcet", "condorcet"),
                            ("dots", "dots"),
                            ("scale", "scale"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "tie_break",
                    models.CharField(
                        choices=[("first-choices", "first-choices"), ("listing", "listing")],
                        max_length=20,
                    ),
                ),
                ("at_most", models.PositiveSmallIntegerField(default=0)),
                ("least", models.SmallIntegerField(default=0)),
                ("most", models.SmallIntegerField(default=0)),
                ("least_nl", models.CharField(blank=True, max_length=60)),
                ("least_en", models.CharField(blank=True, max_length=60)),
                ("most_nl", models.CharField(blank=True, max_length=60)),
                ("most_en", models.CharField(blank=True, max_length=60)),
                ("is_hidden", models.BooleanField(default=True)),
                ("takes_ideas", models.BooleanField(default=False)),
                ("topic_kind", models.CharField(blank=True, max_length=40)),
                ("topic_reference", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("open", "open"),
                            ("closed", "closed"),
                            ("revealed", "revealed"),
                            ("frozen", "frozen"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("revealed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("kind", models.CharField(max_length=40)),
                ("reference", models.CharField(max_length=100)),
                ("code", models.CharField(max_length=8, unique=True)),
                ("is_live", models.BooleanField(default=False)),
                ("began_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text_nl", models.CharField(max_length=300)),
                ("text_en", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("merged", "merged"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PanelQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("accepted", "accepted"),
                            ("rejected", "rejected"),
                            ("answered", "answered"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.BinaryField(blank=True, max_length=32, null=True)),
                (
                    "population",
                    models.CharField(
                        choices=[("room", "those present"), ("visitor", "who answered later")],
                        max_length=10,
                    ),
                ),
                ("joined_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Peek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TallySnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("ballots", models.PositiveIntegerField()),
                ("figures", models.JSONField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Upvote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FrozenResult",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="polls.question",
                    ),
                ),
                ("ballots", models.PositiveIntegerField()),
                ("method", models.CharField(max_length=10)),
                ("figures", models.JSONField()),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "population",
                    models.CharField(
                        choices=[("room", "those present"), ("visitor", "who answered later")],
                        max_length=10,
                    ),
                ),
                ("choice", models.TextField()),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="polls.question",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="question",
            name="gathering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="polls.gathering"
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.UniqueConstraint(
                fields=("kind", "reference"), name="gathering_is_of_one_thing"
            ),
        ),
        migrations.AddField(
            model_name="option",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="polls.option",
            ),
        ),
        migrations.AddField(
            model_name="option",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="polls.question"
            ),
        ),
        migrations.AddField(
            model_name="panelquestion",
            name="gathering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="polls.gathering"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="gathering",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="polls.gathering"
            ),
        ),
        migrations.AddField(
            model_name="panelquestion",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="polls.participant",
            ),
        ),
        migrations.AddField(
            model_name="option",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="polls.participant",
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="polls.participant",
            ),
        ),
        migrations.AddField(
            model_name="peek",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="polls.participant",
            ),
        ),
        migrations.AddField(
            model_name="peek",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="polls.question"
            ),
        ),
        migrations.AddField(
            model_name="tallysnapshot",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="polls.question"
            ),
        ),
        migrations.AddField(
            model_name="upvote",
            name="panel_question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="upvotes",
                to="polls.panelquestion",
            ),
        ),
        migrations.AddField(
            model_name="upvote",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="polls.participant",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["gathering", "number"], name="question_in_order"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["topic_kind", "topic_reference"], name="question_by_topic"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("gathering", "key"), name="question_has_its_own_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["single", "several", "approval", "ranking", "dots", "scale"]),
                    (
                        "method__in",
                        ["plurality", "approval", "borda", "condorcet", "dots", "scale"],
                    ),
                    ("tie_break__in", ["first-choices", "listing"]),
                ),
                name="question_words_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("opened_at__isnull", True),
                        ("revealed_at__isnull", True),
                        ("state", "draft"),
                    ),
                    models.Q(
                        ("closed_at__isnull", True),
                        ("opened_at__isnull", False),
                        ("revealed_at__isnull", True),
                        ("state", "open"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("opened_at__isnull", False),
                        ("revealed_at__isnull", True),
                        ("state", "closed"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("opened_at__isnull", False),
                        ("revealed_at__isnull", False),
                        ("state__in", ["revealed", "frozen"]),
                    ),
                    _connector="OR",
                ),
                name="question_moments_follow_its_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("topic_kind", ""), ("topic_reference", "")),
                    models.Q(
                        models.Q(("topic_kind", ""), _negated=True),
                        models.Q(("topic_reference", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="question_topic_is_whole_or_none",
            ),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["joined_on"], name="participant_by_day"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                fields=("gathering", "token_hash"), name="participant_once_per_gathering"
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("population__in", ["room", "visitor"])),
                name="participant_population_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelquestion",
            constraint=models.UniqueConstraint(
                fields=("gathering", "asked_by", "text"), name="panel_question_asked_once_by_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="panelquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "accepted", "rejected", "answered"])),
                name="panel_question_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(
                fields=("question", "number"), name="option_has_one_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(
                condition=models.Q(("proposed_by__isnull", False)),
                fields=("question", "proposed_by", "text_nl"),
                name="option_proposed_once_by_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("state", "merged")),
                    models.Q(
                        ("merged_into__isnull", True),
                        ("state__in", ["proposed", "accepted", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="option_merged_into_iff_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="option_not_merged_into_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["question", "population", "choice"], name="ballot_tally"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                fields=("question", "participant"), name="ballot_once_per_participant"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("population__in", ["room", "visitor"])),
                name="ballot_population_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice", ""), _negated=True), name="ballot_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="peek",
            constraint=models.UniqueConstraint(
                fields=("question", "participant"), name="peek_once_per_participant"
            ),
        ),
        migrations.AddConstraint(
            model_name="tallysnapshot",
            constraint=models.UniqueConstraint(
                fields=("question", "sequence"), name="snapshot_sequence_is_taken_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="upvote",
            constraint=models.UniqueConstraint(
                fields=("panel_question", "participant"), name="upvote_once_per_participant"
            ),
        ),
    ]
