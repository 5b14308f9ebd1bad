"""The base of every table of a municipality, and the first wall: it sees only who is acted for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.lookups import Lookup

from klik.ground.tenancy.acting import (
    OutsideActing,
    current_municipalities,
    require_acting_for,
)

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField  # generic in its types only

EVERY_RIGHT = ("SELECT", "INSERT", "UPDATE", "DELETE")


class MunicipalityField(_TextField):
    """The NIS code of the municipality that a row belongs to."""

    def __init__(self, **options: Any) -> None:
        options["max_length"] = 5
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Return how a migration writes this field: without its fixed length."""
        name, path, arguments, options = super().deconstruct()
        del options["max_length"]
        return name, path, arguments, options


@MunicipalityField.register_lookup
class IsActedFor(Lookup):
    """`municipality_nis__is_acted_for=True`, asked when the query runs, not when it was written.

    So a query that was made in one transaction and read in another, or in none, sees nothing of
    the first.
    """

    lookup_name = "is_acted_for"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the condition for the municipalities acted for at this moment."""
        column, parameters = self.process_lhs(compiler, connection)
        codes = sorted(current_municipalities())
        return f"{column} IN ({', '.join(['%s'] * len(codes))})", (*parameters, *codes)


_Row = TypeVar("_Row", bound="TenantModel")


class TenantQuerySet(models.QuerySet[_Row]):
    """A query that writes only for the municipalities acted for."""

    def bulk_create(self, objs: Iterable[_Row], *positional: Any, **options: Any) -> list[_Row]:
        """Insert many rows, each of a municipality acted for."""
        rows = list(objs)
        for nis in {row.municipality_nis for row in rows}:
            require_acting_for(nis)
        return super().bulk_create(rows, *positional, **options)

    def update(self, **values: Any) -> int:
        """Change rows, never the municipality that they belong to."""
        if "municipality_nis" in values:
            raise OutsideActing("A row never moves to another municipality.")
        return super().update(**values)


class TenantManager(models.Manager[_Row]):
    """Finds rows of the municipalities acted for, and no other."""

    def get_queryset(self) -> TenantQuerySet[_Row]:
        """Return the rows of the municipalities acted for; NotActing when read outside."""
        rows: TenantQuerySet[_Row] = TenantQuerySet(self.model, using=self._db)
        return rows.filter(municipality_nis__is_acted_for=True)


class TenantModel(models.Model):
    """A row of one municipality.

    Its migration also holds `EnableRowLevelSecurity`. `rights` are those of the application on
    PostgreSQL; a table that is only ever added to leaves UPDATE and DELETE out.
    """

    municipality_nis = MunicipalityField()

    objects: ClassVar[TenantManager[Self]] = TenantManager()
    rights: ClassVar[tuple[str, ...]] = EVERY_RIGHT

    class Meta:
        abstract = True
        base_manager_name = "objects"  # for what Django asks itself: relations, refreshing, saving

    def save(self, *positional: Any, **options: Any) -> None:
        """Save a row of a municipality acted for."""
        require_acting_for(self.municipality_nis)
        super().save(*positional, **options)

    def delete(self, *positional: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete a row of a municipality acted for."""
        require_acting_for(self.municipality_nis)
        return super().delete(*positional, **options)
