"""The base of every business table: an id of its own and the studio it belongs to."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from safelight.foundation.ids import new_id
from safelight.foundation.tenancy.scope import current_studio_id

Row = TypeVar("Row", bound=models.Model)


class StudioManager(models.Manager[Row]):
    """Rows of the studio in scope only: the second wall above row-level security."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return the rows of the studio in scope.

        Raises:
            NoStudio: no studio is in scope.
        """
        return super().get_queryset().filter(studio_id=current_studio_id())


class StudioRow(models.Model):
    """A row that belongs to one studio; its table is secured by ``tenancy.sql.secure_table``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    studio_id = models.UUIDField(editable=False)

    objects: ClassVar[StudioManager[Self]] = StudioManager()

    class Meta:
        """Abstract; no default order, since each list states its own."""

        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Write the row in the studio in scope; a row of another studio is refused by the database."""
        if self._state.adding and not self.studio_id:
            self.studio_id = current_studio_id()
        super().save(*args, **kwargs)
