"""Which sessions: the filters of the list, used alike by the board, exports and saved views."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from pydantic import Field

from safelight.clients.queries import with_merged
from safelight.clients.queries.filters import search_ids
from safelight.clients.rules.searching import read_query
from safelight.foundation import clock
from safelight.foundation.actions import Context, Frozen, InvalidInput
from safelight.shoots.models import Shoot, ShootTag
from safelight.shoots.queries.cards import ShootState
from safelight.shoots.queries.reading import today_of
from safelight.shoots.rules.folding import key_of, needle

NONE: Final = "none"
ME: Final = "me"
_MOST_WORDS: Final = 8
Names = Annotated[tuple[str, ...], Field(max_length=50)]

_STATES: Final[dict[str, Q]] = {
    "open": Q(finished_at=None, cancelled_at=None, removed_at=None),
    "finished": Q(finished_at__isnull=False, cancelled_at=None, removed_at=None),
    "cancelled": Q(cancelled_at__isnull=False, removed_at=None),
    "removed": Q(removed_at__isnull=False),
}


class ShootFilters(Frozen):
    """Which sessions are meant; everything given must hold, of several values in one field any one counts.

    Types, statuses, departments and locations are named by id or name, photographers by id, ``me`` or ``none``.
    Without a ``state`` all but removed ones are meant. ``starts_from`` and ``starts_to`` are days of the studio's zone.
    ``custom`` items read ``field id:value``.
    """

    q: str = Field(default="", max_length=200, description="Number, title, client, participant or tag")
    state: tuple[ShootState, ...] = ()
    type: Names = ()
    status: Names = ()
    workflow: Names = ()
    department: Names = ()
    photographer: Names = ()
    location: Names = ()
    client_id: UUID | None = None
    tags: Names = ()
    starts_from: date | None = None
    starts_to: date | None = None
    undated: bool | None = None
    overdue: bool | None = None
    delivered: bool | None = None
    custom: Names = ()


FILTER_NAMES: Final = tuple(ShootFilters.model_fields)


def filtered(filters: ShootFilters, context: Context) -> QuerySet[Shoot]:
    """Return the sessions that are meant, without order."""
    shoots = Shoot.objects.all()
    for condition in (*_simple(filters, context), *_marked(filters), *_named(filters, context), *_words(filters.q)):
        shoots = shoots.filter(condition)
    return shoots


def is_open() -> Q:
    """Return the condition that a session is open."""
    return _STATES["open"]


def _simple(filters: ShootFilters, context: Context) -> list[Any]:
    today = today_of(context)
    states = Q()
    for state in filters.state:
        states |= _STATES[state]
    conditions: list[Any] = [states if filters.state else Q(removed_at=None)]
    if filters.client_id is not None:
        conditions.append(Q(client_id__in=with_merged(filters.client_id)))
    if filters.starts_from is not None:
        conditions.append(Q(starts_at__gte=clock.day_bounds(filters.starts_from, context.studio.zone)[0]))
    if filters.starts_to is not None:
        conditions.append(Q(starts_at__lt=clock.day_bounds(filters.starts_to, context.studio.zone)[1]))
    if filters.undated is not None:
        conditions.append(Q(starts_at__isnull=filters.undated))
    if filters.overdue is not None:
        late = _STATES["open"] & Q(due_on__lt=today)
        conditions.append(late if filters.overdue else ~late | Q(due_on__isnull=True))
    if filters.delivered is not None:
        conditions.append(Q(delivered_at__isnull=not filters.delivered))
    return conditions


def _marked(filters: ShootFilters) -> list[Any]:
    conditions: list[Any] = [
        Exists(ShootTag.objects.filter(shoot_id=OuterRef("id"), key=key_of(word.lstrip("#")))) for word in filters.tags
    ]
    for item in filters.custom:
        field, colon, value = item.partition(":")
        if not colon:
            message = "A filter on a session field is written “field id:value”."
            raise InvalidInput(message, fields={"custom": message})
        conditions.append(Q(custom__contains={field: value}) | Q(custom__contains={field: value == "yes"}))
    return conditions


def _named(filters: ShootFilters, context: Context) -> list[Q]:
    conditions = []
    for names, identifier, key in (
        (filters.type, "type_id", "type__key"),
        (filters.status, "status_id", "status__key"),
        (filters.workflow, "workflow_id", "workflow__key"),
        (filters.department, "status__department_id", "status__department__key"),
        (filters.location, "location_id", "location__name"),
    ):
        if names:
            ids, keys, none = _sorted_out(names)
            words = names if key == "location__name" else keys
            condition = Q(**{f"{identifier}__in": ids}) | Q(**{f"{key}__in": words})
            conditions.append(condition | Q(**{f"{identifier}__isnull": True}) if none else condition)
    if filters.photographer:
        ids, _, none = _sorted_out(filters.photographer)
        condition = Q(photographer_id__in=ids)
        if ME in filters.photographer and context.actor.id is not None:
            condition |= Q(photographer__membership__user_id=context.actor.id)
        conditions.append(condition | Q(photographer_id__isnull=True) if none else condition)
    return conditions


def _sorted_out(names: tuple[str, ...]) -> tuple[list[UUID], list[str], bool]:
    ids: list[UUID] = []
    keys: list[str] = []
    for name in names:
        try:
            ids.append(UUID(name))
        except ValueError:
            keys.append(key_of(name))
    return ids, keys, NONE in names


def _words(text: str) -> list[Q]:
    """Return one condition for each typed word: it stands on the session, or the client is found by it."""
    conditions = []
    for word in text.split()[:_MOST_WORDS]:
        wanted = needle(word)
        if not wanted:
            continue
        found = Q(search__contains=wanted)
        query = read_query(word)
        if query.patterns:
            found |= Q(client_id__in=search_ids(query))
        conditions.append(found)
    return conditions
