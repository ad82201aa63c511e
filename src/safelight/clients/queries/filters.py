"""Which clients: the filters of the list, used alike by bulk changes, exports and saved views."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from pydantic import Field

from safelight.clients.models import Client, Email, Group, GroupMembership, Phone, Source, Stage, Tag, TagLink
from safelight.clients.rules.draft import ClientKind
from safelight.clients.rules.names import fold
from safelight.clients.rules.searching import SearchQuery, read_query
from safelight.foundation import clock
from safelight.foundation.actions import Frozen, InvalidInput, StudioFacts

NONE = "none"


class ClientFilters(Frozen):
    """Which clients are meant; everything given must hold.

    Tags, groups, stages and sources are named by id or name; several tags or groups must all be on the client,
    of several stages, sources or kinds any one counts, and ``none`` means “without one”. ``custom`` items read
    ``field id:value``. Dates of ``created_from`` and ``created_to`` are days of the studio's zone.
    """

    q: str = Field(default="", max_length=200, description="Words of a name, mail, city, note; a phone in any notation")
    kind: tuple[ClientKind, ...] = ()
    stage: tuple[str, ...] = ()
    lead: bool | None = None
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    city: str = ""
    birthday_month: Annotated[int, Field(ge=1, le=12)] | None = None
    has_email: bool | None = None
    has_phone: bool | None = None
    do_not_contact: bool | None = None
    custom: tuple[str, ...] = ()
    created_from: date | None = None
    created_to: date | None = None
    removed: bool = False

    def narrows(self) -> bool:
        """Say whether anything but the words and the bin is asked for."""
        return any(getattr(self, name) not in {None, "", ()} for name in FILTER_NAMES if name not in {"q", "removed"})


FILTER_NAMES = tuple(ClientFilters.model_fields)


def filtered(filters: ClientFilters, studio: StudioFacts, query: SearchQuery | None = None) -> QuerySet[Client]:
    """Return the clients that are meant, without order; ``query`` replaces the reading of ``q``."""
    clients = Client.objects.filter(removed_at__isnull=not filters.removed)
    for condition in (*_simple(filters), *_sorted_by(filters), *_dates(filters, studio)):
        clients = clients.filter(condition)
    for item in filters.custom:
        field, colon, value = item.partition(":")
        if not colon:
            message = "A filter on a custom field is written “field id:value”."
            raise InvalidInput(message, fields={"custom": message})
        clients = clients.filter(Q(custom__contains={field: value}) | Q(custom__contains={field: value == "yes"}))
    if filters.q.strip():
        clients = clients.filter(id__in=search_ids(query or read_query(filters.q), removed=filters.removed))
    return clients


def search_ids(query: SearchQuery, *, removed: bool = False) -> RawSQL:
    """Return the subquery of ids that match words, at the speed of the search index."""
    return RawSQL("select clients_search_ids(%s, %s)", [json.dumps(query.patterns), removed])


def search_page(  # noqa: PLR0913 - the parameters of the function in the database
    query: SearchQuery,
    *,
    removed: bool,
    sort: str,
    descending: bool,
    after: tuple[str, UUID] | None,
    skip: int,
    size: int,
) -> tuple[list[tuple[UUID, str]], int | None]:
    """Return a page of matching ids with their sort values, and the total; the total is unknown (None) behind the last match."""
    value, identifier = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "select client_id, sorted_by, total from clients_search_page(%s, %s, %s, %s, %s, %s, %s, %s)",
            [json.dumps(query.patterns), removed, sort, descending, value, identifier, skip, size],
        )
        found = cursor.fetchall()
    if found:
        return [(row[0], row[1]) for row in found], int(found[0][2])
    return [], 0 if after is None and skip == 0 else None


def _simple(filters: ClientFilters) -> list[Any]:
    conditions: list[Any] = []
    if filters.kind:
        conditions.append(Q(kind__in=[kind.value for kind in filters.kind]))
    if filters.city:
        # Exact spellings can use the index; a function around the column could not, under row-level security.
        written = filters.city
        conditions.append(
            Q(city__in={written, written.lower(), written.upper(), written.title(), written.capitalize()})
        )
    if filters.do_not_contact is not None:
        conditions.append(Q(do_not_contact=filters.do_not_contact))
    for wanted, model in ((filters.has_email, Email), (filters.has_phone, Phone)):
        if wanted is not None:
            has: Any = Exists(model.objects.filter(client_id=OuterRef("id")))
            conditions.append(has if wanted else ~has)
    return conditions


def _sorted_by(filters: ClientFilters) -> list[Any]:
    conditions: list[Any] = []
    if filters.lead is not None:
        is_lead = Q(stage_id__in=Stage.objects.filter(kind=Stage.Kind.OPEN).values("id"))
        conditions.append(is_lead if filters.lead else ~is_lead | Q(stage_id__isnull=True))
    for column, model, names in (("stage_id", Stage, filters.stage), ("source_id", Source, filters.source)):
        if names:
            given = [name for name in names if name != NONE]
            condition = Q(**{f"{column}__in": model.objects.filter(_named(given)).values("id")})
            conditions.append(condition | Q(**{f"{column}__isnull": True}) if NONE in names else condition)
    links: tuple[tuple[Any, str, Any, tuple[str, ...]], ...] = (
        (TagLink, "tag_id", Tag, filters.tags),
        (GroupMembership, "group_id", Group, filters.groups),
    )
    for link, column, model, names in links:
        for name in names:
            own = link.objects.filter(client_id=OuterRef("id"))
            if name == NONE:
                conditions.append(~Exists(own))
            else:
                conditions.append(
                    Exists(own.filter(**{f"{column}__in": model.objects.filter(_named([name])).values("id")}))
                )
    return conditions


def _dates(filters: ClientFilters, studio: StudioFacts) -> list[Q]:
    conditions: list[Q] = []
    if filters.birthday_month is not None:
        conditions.append(Q(birthday__month=filters.birthday_month))
    if filters.created_from is not None:
        conditions.append(Q(created_at__gte=clock.day_bounds(filters.created_from, studio.zone)[0]))
    if filters.created_to is not None:
        conditions.append(Q(created_at__lt=clock.day_bounds(filters.created_to, studio.zone)[1]))
    return conditions


def _named(names: list[str]) -> Q:
    ids: list[UUID] = []
    keys: list[str] = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            keys.append(" ".join(fold(name).split()))
    return Q(id__in=ids) | Q(key__in=keys)
