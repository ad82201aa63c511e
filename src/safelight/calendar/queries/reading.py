"""Loading appointments as cards, in a number of statements that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from safelight.calendar.models import Appointment, Booking, Override
from safelight.calendar.ports import owners
from safelight.calendar.queries.cards import (
    AppointmentCard,
    ClientBrief,
    OverrideCard,
    OwnerCard,
    ResourceBrief,
)
from safelight.calendar.rules.kinds import AppointmentKind, BookingState, ResourceKind, Status
from safelight.foundation.actions import Context, InvalidInput, NotFound
from safelight.foundation.clock import zone as zone_of

EXPIRED = "The hold ran out."
_JOINED = {
    "client_number": F("client__number"),
    "client_name": F("client__display_name"),
    "location_name": F("location__name"),
}


def load_card(
    context: Context,
    appointment_id: UUID,
    *,
    fresh: bool = False,
    **more: Any,  # noqa: ANN401 - further fields of the card
) -> AppointmentCard:
    """Return one appointment as a card; ``more`` are fields only the caller knows.

    ``fresh``: it was booked just now and over nobody, so there are no overrides to look for.

    Raises:
        NotFound: there is none in this studio.
    """
    found = cards_of(context, appointment_rows(Q(id=appointment_id)), fresh=fresh)
    if not found:
        what = "appointment"
        raise NotFound(what)
    return found[0].model_copy(update=more) if more else found[0]


def load_cards(context: Context, ids: Sequence[UUID]) -> list[AppointmentCard]:
    """Return appointments in the order of ``ids`` (three statements, and one per kind of owner)."""
    rows = {row["id"]: row for row in appointment_rows(Q(id__in=ids))}
    return cards_of(context, [rows[identifier] for identifier in dict.fromkeys(ids) if identifier in rows])


def appointment_rows(condition: Q, *, limit: int | None = None, latest_first: bool = False) -> list[dict[str, Any]]:
    """Return appointments as plain rows with the names of client and location (one statement), by time."""
    order = ("-starts_at", "-id") if latest_first else ("starts_at", "id")
    return list(
        Appointment.objects.filter(condition)
        .annotate(**_JOINED)
        .order_by(*order)
        .values(
            *(field.attname for field in Appointment._meta.concrete_fields),  # noqa: SLF001 - Django's documented Meta API
            *_JOINED,
        )[:limit]
    )


def cards_of(context: Context, rows: Sequence[Mapping[str, Any]], *, fresh: bool = False) -> list[AppointmentCard]:
    """Return cards of rows read by :func:`appointment_rows`."""
    ids = [row["id"] for row in rows]
    taken = resources_of(ids)
    over = overrides_of([] if fresh else ids)
    belongs = owners_of(context, rows)
    return [_card(context, row, taken[row["id"]], over[row["id"]], belongs.get(row["id"])) for row in rows]


def resources_of(ids: Collection[UUID]) -> dict[UUID, list[ResourceBrief]]:
    """Return what each appointment takes, in the studio's order (one statement).

    Of a cancelled one, the resources it took when it was cancelled.
    """
    found: defaultdict[UUID, list[ResourceBrief]] = defaultdict(list)
    if not ids:
        return found
    rows = (
        Booking.objects.filter(appointment_id__in=ids, is_current=True)
        .order_by("resource__position", "resource__name", "place")
        .values_list(
            "appointment_id",
            "resource_id",
            "resource__kind",
            "resource__name",
            "resource__color",
            "starts_at",
            "ends_at",
            "overridden",
        )
    )
    seen: set[tuple[UUID, UUID]] = set()
    for appointment_id, resource_id, kind, name, color, starts, ends, overridden in rows:
        if (appointment_id, resource_id) in seen:
            continue  # a block takes every place of a resource that has several
        seen.add((appointment_id, resource_id))
        found[appointment_id].append(
            ResourceBrief(
                id=resource_id,
                kind=ResourceKind(kind),
                name=name,
                color=color,
                taken_from=starts,
                taken_until=ends,
                overridden=overridden,
            )
        )
    return found


def overrides_of(ids: Collection[UUID]) -> dict[UUID, list[OverrideCard]]:
    """Return who was booked over whom, by appointment, from both sides (one statement)."""
    found: defaultdict[UUID, list[OverrideCard]] = defaultdict(list)
    if not ids:
        return found
    rows = (
        Override.objects.filter(Q(booking__appointment_id__in=ids) | Q(over__appointment_id__in=ids))
        .order_by("at", "id")
        .values_list(
            "id",
            "resource_id",
            "resource__name",
            "starts_at",
            "ends_at",
            "reason",
            "at",
            "by",
            "booking__appointment_id",
            "booking__appointment__title",
            "over__appointment_id",
            "over__appointment__title",
        )
    )
    wanted = set(ids)
    for row in rows:
        mine, over = row[8], row[10]
        for identifier, is_mine, other, title in ((mine, True, over, row[11]), (over, False, mine, row[9])):
            if identifier in wanted:
                found[identifier].append(
                    OverrideCard(
                        id=row[0],
                        resource_id=row[1],
                        resource=row[2],
                        starts=row[3],
                        ends=row[4],
                        reason=row[5],
                        at=row[6],
                        by=row[7],
                        is_mine=is_mine,
                        other_id=other,
                        other_title=title or ("" if other else "Absence"),
                    )
                )
    return found


def owners_of(context: Context, rows: Iterable[Mapping[str, Any]]) -> dict[UUID, OwnerCard]:
    """Return what appointments belong to (one statement per kind of owner that occurs), by appointment."""
    by_kind: defaultdict[str, dict[UUID, UUID]] = defaultdict(dict)
    for row in rows:
        if row["owner_kind"] and row["owner_id"]:
            by_kind[row["owner_kind"]][row["id"]] = row["owner_id"]
    found: dict[UUID, OwnerCard] = {}
    for kind, mine in by_kind.items():
        owner = owners.get(kind)
        may_know = owner is not None and context.actor.may(owner.permission)
        links = owner.look(context, set(mine.values())) if owner is not None and may_know else {}
        for appointment_id, owner_id in mine.items():
            link = links.get(owner_id)
            found[appointment_id] = OwnerCard(
                kind=kind, id=owner_id, label=link.label if link else "", url=link.url if link else ""
            )
    return found


def status_of(row: Mapping[str, Any], now: datetime) -> Status:
    """Return how an appointment stands at a moment: a hold whose minutes are over is cancelled."""
    if row["status"] == Status.HELD and row["held_until"] is not None and row["held_until"] <= now:
        return Status.CANCELLED
    return Status(row["status"])


def takes_time(now: datetime) -> Q:
    """Return the condition on bookings under which they take their resource's time at a moment."""
    return Q(state=BookingState.CONFIRMED) | Q(state=BookingState.HELD, held_until__gt=now)


def client_of(context: Context, row: Mapping[str, Any]) -> ClientBrief | None:
    """Return the client of a row, for readers who may see clients."""
    if row["client_id"] is None or not context.actor.may("clients.view"):
        return None
    return ClientBrief(id=row["client_id"], number=row["client_number"], name=row["client_name"])


def known_zone(zone: str) -> str:
    """Return the name of a zone; raises InvalidInput if there is none."""
    try:
        zone_of(zone)
    except ValueError as error:
        raise InvalidInput(str(error), fields={"zone": str(error)}) from error
    return zone


def _card(
    context: Context,
    row: Mapping[str, Any],
    resources: Sequence[ResourceBrief],
    overrides: Sequence[OverrideCard],
    owner: OwnerCard | None,
) -> AppointmentCard:
    status = status_of(row, context.now)
    ran_out = status is Status.CANCELLED and row["status"] == Status.HELD
    return AppointmentCard(
        id=row["id"],
        kind=AppointmentKind(row["kind"]),
        status=status,
        title=row["title"],
        type=row["type"],
        client=client_of(context, row),
        location_id=row["location_id"],
        location=row["location_name"] or "",
        place=row["place"],
        participants=row["participants"],
        notes=row["notes"],
        color=row["color"],
        owner=owner,
        all_day=row["all_day"],
        starts=row["starts_at"],
        ends=row["ends_at"],
        zone=row["zone"],
        wall_starts=datetime.fromisoformat(row["wall_starts"]),
        wall_ends=datetime.fromisoformat(row["wall_ends"]),
        first_day=row["first_day"],
        last_day=row["last_day"],
        minutes=round((row["ends_at"] - row["starts_at"]) / timedelta(minutes=1)),
        arrival_minutes=row["arrival_minutes"],
        preparation_minutes=row["preparation_minutes"],
        buffer_minutes=row["buffer_minutes"],
        drive_minutes=row["drive_minutes"],
        arrives=row["starts_at"] - timedelta(minutes=row["arrival_minutes"]),
        resources=tuple(resources),
        overrides=tuple(overrides),
        held_until=row["held_until"],
        cancelled_at=row["held_until"] if ran_out else row["cancelled_at"],
        cancelled_by=row["cancelled_by"],
        cancel_reason=EXPIRED if ran_out else row["cancel_reason"],
        series_id=row["series_id"],
        series_day=row["series_day"],
        is_changed=row["is_changed"],
        version=row["version"],
        created_at=row["created_at"],
        created_by=row["created_by"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
    )
