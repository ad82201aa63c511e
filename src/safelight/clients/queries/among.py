"""``id__among=subquery``: like ``id__in``, but the ids are gathered first and then looked up together.

PostgreSQL knows nothing of how many ids a function gives back and takes them for few; joined one by one, thousands of
them cost twice as long as an array that walks the index once.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Lookup, UUIDField


@UUIDField.register_lookup
class Among(Lookup):
    """Compare a column of ids with all that a subquery gives back."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ANN401 - Django's own types
        """Return ``column = any(array(…))``."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        sql = f"{left} = any(array(select gathered.id from {right} as gathered (id)))"  # noqa: S608 - SQL that Django compiled
        return sql, (*left_values, *right_values)
