"""Taking time of resources: the one way in which booking rows come to be.

Every caller first locks the resources (all of them, the old and the new, in one call), then reads, then writes. So two
people who want the same slot come one after the other, and nobody waits in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from safelight.calendar.models import Booking, Override, Resource
from safelight.calendar.queries.clashes import clashes_of
from safelight.calendar.queries.reading import takes_time
from safelight.calendar.rules.clashes import Clash, Occupied, free_place, in_the_way, least_used, sentence
from safelight.calendar.rules.kinds import BookingState
from safelight.calendar.rules.spans import Span
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused
from safelight.foundation.tenancy import current_studio_id

NO_OVERLAP = "booking_no_overlap"
_SHOWN = 5
_WRITTEN = ("place", "starts_at", "ends_at", "state", "held_until", "is_current", "overridden")


class Taken(Conflict):
    """A resource is taken at the wished time; ``clashes`` say by what."""

    code = "double_booked"

    def __init__(self, clashes: Sequence[Clash], zone: str, country: str) -> None:
        """Say each clash in a sentence."""
        sentences = list(dict.fromkeys(sentence(clash, zone, country) for clash in clashes))
        more = f" And {len(sentences) - _SHOWN} more." if len(sentences) > _SHOWN else ""
        message = " ".join(sentences[:_SHOWN]) + more
        super().__init__(message, fields={"resource_ids": message})
        self.clashes = tuple(clashes)


@dataclass(frozen=True, slots=True)
class Claim:
    """A resource wanted for a span (with before and after), for an appointment or an absence.

    ``own`` is the span without before and after, for saying why it cannot be had. ``whole`` wants every place of a
    resource that has several.
    """

    resource_id: UUID
    span: Span
    own: Span
    state: BookingState = BookingState.CONFIRMED
    held_until: datetime | None = None
    appointment_id: UUID | None = None
    absence_id: UUID | None = None
    whole: bool = False


def lock_resources(resource_ids: Collection[UUID], now: datetime) -> dict[UUID, Resource]:
    """Lock resources until the transaction ends, release their holds that ran out, and return them.

    Raises:
        NotFound: one of them does not exist in this studio.
    """
    ids = sorted(set(resource_ids))
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select calendar_lock(%s)", [ids])
    Booking.objects.filter(resource_id__in=ids, state=BookingState.HELD, held_until__lte=now).update(
        state=BookingState.CANCELLED
    )
    rows = Resource.objects.select_related("location", "membership").filter(id__in=ids)
    found = {row.id: row for row in rows}
    if len(found) < len(ids):
        what = "resource"
        raise NotFound(what)
    return found


def take(  # noqa: PLR0913 - what is wanted, where, and what gives way, all named
    context: Context,
    claims: Sequence[Claim],
    resources: Mapping[UUID, Resource],
    *,
    zone: str,
    override: str = "",
    leaves: Collection[UUID] = (),
) -> None:
    """Write the bookings of claims whose resources are locked.

    What the appointments in ``leaves`` took is given back first (its resources must be locked too). With a reason in
    ``override``, and the permission, what is in the way is booked over and both sides keep the reason.

    Raises:
        Taken: something is in the way and no reason was given.
        Refused: a resource is archived.
        Forbidden: a reason was given without the permission.
    """
    archived = [
        resources[claim.resource_id] for claim in claims if resources[claim.resource_id].archived_at is not None
    ]
    if archived:
        message = f"{archived[0].name} is archived and takes no bookings. Choose another, or restore it first."
        raise Refused(message, code="archived", fields={"resource_ids": message})
    override = override.strip()
    if override:
        context.require("calendar.override")
    old = give_back(leaves)
    seats = _seat(claims, resources, _occupied(context, claims))
    in_way = {booking_id: claims[seat.claim].own for seat in seats for booking_id in seat.over}
    if in_way and not override:
        raise Taken(clashes_of(in_way), zone, context.studio.country)
    bookings = _write(claims, seats, old)
    _keep_reasons(context, claims, seats, bookings, override)


def not_free(
    context: Context, claims: Sequence[Claim], resources: Mapping[UUID, Resource]
) -> dict[UUID, dict[UUID, Span]]:
    """Return the appointments that cannot be had whole, with the bookings in their way and their own spans.

    Who comes first in the list is served first; one that only others of the list keep out has no booking in its way.
    For choosing what to leave out before :func:`take`; the resources are locked.
    """
    there = _occupied(context, claims)
    kept: defaultdict[UUID, list[Occupied[UUID]]] = defaultdict(list)
    found: dict[UUID, dict[UUID, Span]] = {}
    by_appointment: defaultdict[UUID, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.appointment_id is not None:
            by_appointment[claim.appointment_id].append(claim)
    for appointment_id, mine in by_appointment.items():
        seated: list[tuple[UUID, Occupied[UUID]]] = []
        blocked: dict[UUID, Span] | None = None
        for claim in mine:
            used = [*there.get(claim.resource_id, []), *kept[claim.resource_id]]
            capacity = resources[claim.resource_id].capacity
            place = None if claim.whole and in_the_way(used, claim.span) else free_place(capacity, used, claim.span)
            if place is None:
                blocked = blocked or {}
                known = in_the_way(there.get(claim.resource_id, []), claim.span)
                blocked.update(dict.fromkeys(known, claim.own))
            else:
                places = range(capacity) if claim.whole else (place,)
                seated += [(claim.resource_id, Occupied(each, claim.span, appointment_id)) for each in places]
        if blocked is None:
            for resource_id, seat in seated:
                kept[resource_id].append(seat)
        else:
            found[appointment_id] = blocked
    return found


def give_back(appointment_ids: Collection[UUID]) -> dict[tuple[UUID | None, UUID], list[Booking]]:
    """Let go of what appointments hold now; returns those rows by appointment and resource."""
    found: defaultdict[tuple[UUID | None, UUID], list[Booking]] = defaultdict(list)
    if not appointment_ids:
        return found
    rows = Booking.objects.filter(appointment_id__in=appointment_ids)
    for row in rows:
        found[row.appointment_id, row.resource_id].append(row)
    rows.update(state=BookingState.CANCELLED, is_current=False)
    return found


def set_free(appointment_ids: Collection[UUID]) -> None:
    """Let the resources of cancelled appointments go; the rows stay, so that it can be taken back."""
    Booking.objects.filter(appointment_id__in=appointment_ids).update(state=BookingState.CANCELLED)


def check_resources(resource_ids: Sequence[UUID]) -> None:
    """Refuse a resource that is named twice; raises InvalidInput."""
    if len(set(resource_ids)) < len(resource_ids):
        message = "A resource is named twice."
        raise InvalidInput(message, fields={"resource_ids": message})


def _occupied(context: Context, claims: Sequence[Claim]) -> dict[UUID, list[Occupied[UUID]]]:
    found: defaultdict[UUID, list[Occupied[UUID]]] = defaultdict(list)
    if not claims:
        return found
    rows = Booking.objects.filter(
        takes_time(context.now),
        resource_id__in={claim.resource_id for claim in claims},
        ends_at__gt=min(claim.span[0] for claim in claims),
        starts_at__lt=max(claim.span[1] for claim in claims),
    ).values_list("resource_id", "place", "starts_at", "ends_at", "id")
    for resource_id, place, starts, ends, booking_id in rows:
        found[resource_id].append(Occupied(place, (starts, ends), booking_id))
    return found


@dataclass(frozen=True, slots=True)
class _Seat:
    """A place of a resource that a claim gets, and the bookings it would be over."""

    claim: int
    place: int
    over: tuple[UUID, ...]


def _seat(
    claims: Sequence[Claim], resources: Mapping[UUID, Resource], occupied: Mapping[UUID, list[Occupied[UUID]]]
) -> list[_Seat]:
    """Give each claim the first place that is free, or the one on which it is over the fewest others.

    Raises:
        InvalidInput: two claims want the same place at the same time.
    """
    seats: list[_Seat] = []
    mine: defaultdict[UUID, list[Occupied[UUID]]] = defaultdict(list)
    for number, claim in enumerate(claims):
        capacity = resources[claim.resource_id].capacity
        there, own = occupied.get(claim.resource_id, []), mine[claim.resource_id]
        if claim.whole:
            places = list(range(capacity))
        else:
            free = free_place(capacity, [*there, *own], claim.span)
            places = [least_used(capacity, [*there, *own], claim.span) if free is None else free]
        for place in places:
            if in_the_way(own, claim.span, place):
                message = f"Two of these would take {resources[claim.resource_id].name} at the same time."
                raise InvalidInput(message, code="meets_itself", fields={"resource_ids": message})
            own.append(Occupied(place, claim.span, claim.resource_id))
            seats.append(_Seat(number, place, tuple(in_the_way(there, claim.span, place))))
    return seats


def _write(
    claims: Sequence[Claim], seats: Sequence[_Seat], old: Mapping[tuple[UUID | None, UUID], list[Booking]]
) -> list[Booking]:
    """Write a row for each seat and return them; rows given back before are used again, for what is told about them."""
    spare = {key: list(rows) for key, rows in old.items()}
    fresh: list[Booking] = []
    again: list[Booking] = []
    bookings: list[Booking] = []
    for seat in seats:
        claim = claims[seat.claim]
        kept = spare.get((claim.appointment_id or claim.absence_id, claim.resource_id))
        row = kept.pop(0) if kept else Booking(studio_id=current_studio_id())
        (again if kept is not None and not row._state.adding else fresh).append(row)  # noqa: SLF001 - Django's documented state
        row.appointment_id, row.absence_id, row.resource_id = claim.appointment_id, claim.absence_id, claim.resource_id
        row.place, row.starts_at, row.ends_at = seat.place, claim.span[0], claim.span[1]
        row.state, row.held_until, row.is_current = claim.state, claim.held_until, True
        row.overridden = bool(seat.over)
        bookings.append(row)
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(fresh)
            if again:
                Booking.objects.bulk_update(again, _WRITTEN)
    except IntegrityError as error:
        if NO_OVERLAP not in str(error):
            raise
        message = "Somebody else took one of the resources at this time in this moment. Look at the calendar again."
        raise Conflict(message, code=Taken.code, fields={"resource_ids": message}) from error
    return bookings


def _keep_reasons(
    context: Context, claims: Sequence[Claim], seats: Sequence[_Seat], bookings: Sequence[Booking], reason: str
) -> None:
    rows = [
        Override(
            studio_id=current_studio_id(),
            booking=booking,
            over_id=over_id,
            resource_id=booking.resource_id,
            starts_at=claims[seat.claim].span[0],
            ends_at=claims[seat.claim].span[1],
            reason=reason,
            at=context.now,
            by=context.actor.label,
            by_id=context.actor.id,
        )
        for seat, booking in zip(seats, bookings, strict=True)
        for over_id in seat.over
    ]
    if rows:
        Override.objects.bulk_create(rows)
