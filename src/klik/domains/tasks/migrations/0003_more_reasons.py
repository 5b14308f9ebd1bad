from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0002_objections"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="task",
            name="task_reason_is_known",
        ),
        migrations.AlterField(
            model_name="task",
            name="reason",
            field=models.CharField(
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
                    ("objection", "objection to a decision"),
                    ("written", "message to answer"),
                    ("account-change", "account changed"),
                    ("source-down", "source does not answer"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
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
                            "objection",
                            "written",
                            "account-change",
                            "source-down",
                        ],
                    )
                ),
                name="task_reason_is_known",
            ),
        ),
    ]
