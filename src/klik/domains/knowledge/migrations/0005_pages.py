import uuid

import django.db.models.deletion
from django.db import migrations, models

import klik.ground.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_taking_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnowledgePage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner_nis", klik.ground.tenancy.models.MunicipalityField()),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practice", "practice"),
                            ("building-block", "building block"),
                            ("principle", "principle"),
                            ("how-to", "how-to"),
                            ("decision", "decision"),
                            ("lesson", "lesson"),
                        ],
                        max_length=14,
                    ),
                ),
                ("latest", models.PositiveIntegerField()),
                ("asked", models.PositiveIntegerField(blank=True, null=True)),
                ("public", models.PositiveIntegerField(blank=True, null=True)),
                ("review_on", models.DateField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner_nis", "review_on"], name="knowledge_page_to_review")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "practice",
                                    "building-block",
                                    "principle",
                                    "how-to",
                                    "decision",
                                    "lesson",
                                ],
                            )
                        ),
                        name="knowledge_page_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("public__isnull", True),
                            ("public__lte", models.F("latest")),
                            _connector="OR",
                        ),
                        name="knowledge_page_reads_a_version_that_is_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked__isnull", True), ("asked", models.F("latest")), _connector="OR"
                        ),
                        name="knowledge_page_is_reviewed_as_it_is",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PageRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("package", "package"),
                            ("adoption", "adoption"),
                            ("page", "page"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reference", models.CharField(max_length=100)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="knowledge.knowledgepage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "reference"], name="page_relation_from_there")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "kind", "reference"), name="page_relation_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PageVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.JSONField()),
                ("summary", models.JSONField()),
                ("body", models.JSONField()),
                ("relations", models.JSONField()),
                ("tables", models.JSONField()),
                ("comment", models.CharField(blank=True, max_length=200)),
                ("restores", models.PositiveIntegerField(blank=True, null=True)),
                ("written_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=64)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_by", models.CharField(blank=True, max_length=64)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="knowledge.knowledgepage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "number"), name="page_version_has_its_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by", "")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                models.Q(("reviewed_by", models.F("written_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="page_version_is_reviewed_by_another",
                    ),
                ],
            },
        ),
    ]
