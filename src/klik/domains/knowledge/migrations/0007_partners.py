import uuid

from django.db import migrations, models

import klik.ground.tenancy.models


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0006_making"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
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
                            ("government", "government"),
                            ("citizens", "citizens"),
                            ("company", "company"),
                            ("academic", "academic"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("summary", models.JSONField()),
                ("body", models.JSONField()),
                ("website", models.URLField(blank=True)),
                ("contact_name", models.CharField(blank=True, max_length=100)),
                ("contact_email", models.EmailField(blank=True, max_length=200)),
                ("agreed_on", models.DateField(blank=True, null=True)),
                ("is_shown", models.BooleanField(default=True)),
                ("changes", models.PositiveIntegerField(default=1)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["government", "citizens", "company", "academic"])
                        ),
                        name="partner_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact_email", ""), ("contact_name", "")),
                            ("agreed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="partner_names_a_contact_who_agreed",
                    ),
                ],
            },
        ),
    ]
