"""A member of staff may be an editor of what municipalities share."""

from typing import ClassVar

from django.db import migrations, models

_ROLES = ("clerk", "approver", "finance", "regulation-manager", "auditor", "editor")


class Migration(migrations.Migration):
    """Adds the role of editor."""

    dependencies: ClassVar = [("people", "0004_protected_addresses")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="roleheld", name="role_held_is_known"),
        migrations.AlterField(
            model_name="roleheld",
            name="role",
            field=models.CharField(choices=[(role, role) for role in _ROLES], max_length=20),
        ),
        migrations.AddConstraint(
            model_name="roleheld",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", list(_ROLES))), name="role_held_is_known"
            ),
        ),
    ]
