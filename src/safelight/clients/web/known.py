"""What a studio sorts its clients by, as pages need it: stages, tags, groups, sources, own fields, saved views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from safelight.clients.queries import sorting as lists
from safelight.clients.queries.cards import CustomFieldCard, StageCard, ViewCard
from safelight.clients.queries.sorting import CountedName, WithArchived
from safelight.clients.web.list_state import tidy
from safelight.foundation.actions import Context, ask


@dataclass(frozen=True)
class Sorting:
    """Everything a client can be sorted by; each list is asked for when it is first used."""

    context: Context

    @cached_property
    def stages(self) -> tuple[StageCard, ...]:
        """The stages of the pipeline in their order."""
        return tuple(item.stage for item in ask(lists.stages, self.context, WithArchived()).items)

    @cached_property
    def tags(self) -> tuple[CountedName, ...]:
        """The tags by name."""
        return ask(lists.tags, self.context, WithArchived()).items

    @cached_property
    def groups(self) -> tuple[CountedName, ...]:
        """The groups by name."""
        return ask(lists.groups, self.context, WithArchived()).items

    @cached_property
    def sources(self) -> tuple[CountedName, ...]:
        """The sources by name."""
        return ask(lists.sources, self.context, WithArchived()).items

    @cached_property
    def custom_fields(self) -> tuple[CustomFieldCard, ...]:
        """The studio's own fields in the order of the form."""
        return custom_fields(self.context)

    def choices(self) -> list[tuple[str, Sequence[StageCard | CountedName]]]:
        """Return what the list can be filtered by, under the name of the filter."""
        return [("stage", self.stages), ("tags", self.tags), ("groups", self.groups), ("source", self.sources)]


def custom_fields(context: Context) -> tuple[CustomFieldCard, ...]:
    """Return the studio's own fields."""
    return ask(lists.custom_fields, context, WithArchived()).items


def custom_labels(context: Context) -> Mapping[str, str]:
    """Return the labels of the studio's own fields by their id."""
    return {str(field.id): field.label for field in custom_fields(context)}


def views(context: Context) -> tuple[ViewCard, ...]:
    """Return the saved views that this person sees."""
    return ask(lists.views, context, {}).items


def view_query(view: ViewCard) -> str:
    """Return the query string that shows a saved view."""
    params = QueryDict(mutable=True)
    for name, value in view.filters.items():
        values = value if isinstance(value, list) else [value]
        params.setlist(name, [_text(each) for each in values])
    if view.sort != "name":
        params["sort"] = view.sort
    if view.columns:
        params["columns"] = ",".join(view.columns)
    return tidy(params).urlencode()


def view_address(view: ViewCard) -> str:
    """Return the address of a saved view."""
    query = view_query(view)
    return f"{reverse('clients')}?{query}" if query else reverse("clients")


def picked_custom(values: Sequence[str], field_id: str) -> str:
    """Return what the filters ask of one custom field; they read ``field id:value``."""
    start = f"{field_id}:"
    return next((value.removeprefix(start) for value in values if value.startswith(start)), "")


def custom_filter(field_id: str, value: str) -> str:
    """Return the part of an address that asks for a value of a custom field."""
    return urlencode({"custom": f"{field_id}:{value}"})


def _text(value: Any) -> str:  # noqa: ANN401 - a stored filter's value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
