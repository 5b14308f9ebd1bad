from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_accounts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="order",
            name="decision",
            field=models.CharField(max_length=100),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["municipality_nis", "decision"], name="payment_order_decision"
            ),
        ),
    ]
