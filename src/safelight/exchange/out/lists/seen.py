"""What a list must say about itself so that it can be taken along exactly as it is seen."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from safelight.exchange.out.columns import Column
from safelight.foundation.actions import Context, Page, Query, ask

ROWS_AT_ONCE = 200
_PAGE_FIELDS = frozenset({"cursor", "offset", "limit"})


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its key in saved views, how it stands in a file, and its value in a row's card."""

    key: str
    column: Column
    value: Callable[[Any, Context], object]


@dataclass(frozen=True, slots=True)
class SeenList:
    """A list page: the query behind it, its columns, and those shown when nobody chose.

    ``more_columns`` answers the columns that only this studio has (custom fields).
    """

    name: str
    title: str
    query: Query[Any, Any]
    columns: Sequence[ListColumn]
    usual: Sequence[str]
    more_columns: Callable[[Context], Sequence[ListColumn]] = lambda _context: ()

    def chosen(self, context: Context, keys: Sequence[str]) -> list[ListColumn]:
        """Return the columns of these keys, in this order; unknown ones are passed over, none at all means the usual."""
        known = {column.key: column for column in (*self.columns, *self.more_columns(context))}
        return [known[key] for key in keys if key in known] or [known[key] for key in self.usual]

    def rows(
        self, context: Context, filters: Mapping[str, Any], columns: Sequence[ListColumn]
    ) -> Iterator[list[object]]:
        """Yield every row that the list with these filters and this order has, page by page.

        Raises:
            InvalidInput: a filter is wrong.
            Forbidden: the actor may not see the list.
        """
        cursor: str | None = ""
        while cursor is not None:
            asked = self.query.input.model_validate({**filters, "cursor": cursor, "limit": ROWS_AT_ONCE})
            page: Page[Any] = ask(self.query, context, asked)
            for card in page.items:
                yield [column.value(card, context) for column in columns]
            cursor = page.next


def read_filters(model: type[BaseModel], given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what an address says about the fields of a list's input; other parameters are somebody else's."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        values = [value for value in given.get(name, ()) if value]
        if values and name not in _PAGE_FIELDS:
            found[name] = values if _is_list(field.annotation) else values[-1]
    return found


def _is_list(annotation: Any) -> bool:  # noqa: ANN401 - any annotation
    origin = typing.get_origin(annotation)
    if origin in {types.UnionType, typing.Union}:
        return any(_is_list(part) for part in typing.get_args(annotation))
    return origin in {tuple, list, set, frozenset}
