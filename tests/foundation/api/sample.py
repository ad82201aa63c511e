"""Sample verbs over the locations of a studio, kept out of the registry so that no other test meets them."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from django.db import DataError, IntegrityError, OperationalError, connection
from pydantic import Base64Bytes, Field, model_validator

from safelight.accounts.models import Location
from safelight.foundation.actions import Action, Conflict, Context, Empty, Frozen, NotFound, Page, Query, Refused
from safelight.foundation.actions.registry import Door


class Door3(Frozen):
    """A door of a place."""

    width_cm: Annotated[int, Field(ge=1, le=500)]
    note: str = ""


class NewPlace(Frozen):
    """A new place."""

    name: Annotated[str, Field(pattern=r"\S", max_length=60, description="What people call it.")]
    city: str | None = None
    floors: int = 1
    rent: Decimal | None = None
    kind: Literal["studio", "store"] = "studio"
    tags: tuple[str, ...] = ()
    doors: tuple[Door3, ...] = ()


class PlaceCard(Frozen):
    """A place."""

    id: UUID
    name: str
    city: str = ""


class WhichPlace(Frozen):
    """One place."""

    place_id: UUID


class NewName(Frozen):
    """A place and its new name."""

    place_id: UUID
    name: Annotated[str, Field(pattern=r"\S", max_length=60)]


class PlaceList(Frozen):
    """Which places."""

    q: str = ""
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    kinds: tuple[Literal["studio", "store"], ...] = ()
    near: Door3 | None = None
    archived: bool | None = None


class Picture(Frozen):
    """A file for a place."""

    place_id: UUID
    content: Annotated[Base64Bytes, Field(max_length=4000)]


class HowToFail(Frozen):
    """Which failure is wanted."""

    place_id: UUID
    how: Literal["crash", "data", "integrity", "operational", "conflict", "refused", "slow"]

    @model_validator(mode="after")
    def known(self) -> Self:
        """Nothing more to check."""
        return self


def _place(identifier: UUID) -> Location:
    row = Location.objects.filter(id=identifier, archived_at=None).first()
    if row is None:
        what = "place"
        raise NotFound(what)
    return row


def _add(context: Context, data: NewPlace) -> PlaceCard:
    row = Location(name=data.name, city=data.city or "")
    row.save(force_insert=True)
    context.subject("place", row.id, "A place was added")
    context.undo_with("places.remove", {"place_id": str(row.id)})
    return PlaceCard(id=row.id, name=row.name, city=row.city)


def _rename(context: Context, data: NewName) -> PlaceCard:
    row = _place(data.place_id)
    row.name = data.name
    row.save()
    context.subject("place", row.id, "A place was renamed")
    return PlaceCard(id=row.id, name=row.name, city=row.city)


def _hang(context: Context, data: Picture) -> PlaceCard:
    row = _place(data.place_id)
    return PlaceCard(id=row.id, name=row.name, city=str(len(data.content)))


def _remove(context: Context, data: WhichPlace) -> Empty:
    row = _place(data.place_id)
    row.archived_at = context.now
    row.save()
    return Empty()


def _one(context: Context, data: WhichPlace) -> PlaceCard:
    row = _place(data.place_id)
    return PlaceCard(id=row.id, name=row.name, city=row.city)


def _list(context: Context, data: PlaceList) -> Page[PlaceCard]:
    rows = Location.objects.filter(archived_at=None, name__icontains=data.q).order_by("id")
    if data.cursor:
        rows = rows.filter(name__gt=data.cursor)
    found = list(rows[: data.limit + 1])
    cards = tuple(PlaceCard(id=row.id, name=row.name, city=row.city) for row in found[: data.limit])
    return Page[PlaceCard](items=cards, next=cards[-1].name if len(found) > data.limit else None)


def _echo(context: Context, data: PlaceList) -> PlaceList:
    return data


def _break(context: Context, data: HowToFail) -> Empty:
    text = "secret text of a person"
    failures: dict[str, Exception] = {
        "crash": ZeroDivisionError(text),
        "data": DataError(text),
        "integrity": IntegrityError(text),
        "operational": OperationalError(text),
        "conflict": Conflict("The place is in use."),
        "refused": Refused("The place is closed.", code="closed", fields={"place_id": "Closed."}),
    }
    if data.how == "slow":
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.3)")
        Location(name=f"slow {time.monotonic_ns()}").save(force_insert=True)
        return Empty()
    raise failures[data.how]


def _action(name: str, perform: Any, door: str, *, dry_run: bool = False) -> Action[Any, Any]:  # noqa: ANN401
    hints = perform.__annotations__
    return Action(
        name=name,
        permission="studio.manage",
        input=globals()[hints["data"]],
        output=globals()[hints["return"]],
        summary=f"Do {name}",
        description="",
        door=Door.parse(door),
        dry_run=dry_run,
        perform=perform,
    )


def _query(name: str, perform: Any, door: str, output: Any) -> Query[Any, Any]:  # noqa: ANN401
    return Query(
        name=name,
        permission="studio.view",
        input=globals()[perform.__annotations__["data"]],
        output=output,
        summary=f"Read {name}",
        description="More about it.",
        door=Door.parse(door),
        perform=perform,
    )


VERBS: list[Action[Any, Any] | Query[Any, Any]] = [
    _action("places.add", _add, "POST /places", dry_run=True),
    _action("places.rename", _rename, "PATCH /places/{place_id}"),
    _action("places.remove", _remove, "DELETE /places/{place_id}"),
    _action("places.hang", _hang, "PUT /places/{place_id}/picture"),
    _action("places.break", _break, "POST /places/{place_id}/breakage"),
    _query("places.one", _one, "GET /places/{place_id}", PlaceCard),
    _query("places.list", _list, "GET /places", Page[PlaceCard]),
    _query("places.echo", _echo, "GET /places/echo", PlaceList),
]
