"""What the database itself refuses, whoever writes and however."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from safelight.calendar.models import Booking, Override
from safelight.calendar.queries import AppointmentCard
from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from tests.calendar.makers import booked, person


def second(card: AppointmentCard, hours: float = 0.5, **more: object) -> Booking:
    """Return a booking of the same resource, not saved, shifted by hours."""
    with_one = Booking.objects.filter(appointment_id=card.id).order_by("id")[0]
    shift = timedelta(hours=hours)
    with_one.starts_at, with_one.ends_at = with_one.starts_at + shift, with_one.ends_at + shift
    with_one.id = new_id()
    for name, value in more.items():
        setattr(with_one, name, value)
    with_one._state.adding = True
    return with_one


def commit_of(booking: Booking) -> None:
    """Save a booking and ask what is only asked at commit."""
    booking.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def reason(booking: Booking, over: UUID) -> Override:
    return Override(
        booking=booking,
        over_id=over,
        resource_id=booking.resource_id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        reason="Twins",
        at=booking.starts_at,
        by="Ana",
    )


def test_no_row_can_overlap_another(ana: Context) -> None:
    card = booked(ana, "2027-05-04T10:00", person(ana))
    with studio_scope(ana.studio.id):
        for state in ("held", "confirmed"):
            with pytest.raises(IntegrityError, match="booking_no_overlap"), transaction.atomic():
                second(card, state=state).save(force_insert=True)
        second(card, state="cancelled").save(force_insert=True)
        second(card, hours=1).save(force_insert=True)
        second(card, hours=-1).save(force_insert=True)
        second(card, place=1).save(force_insert=True)


def test_a_third_one_cannot_hide_behind_an_override(ana: Context) -> None:
    card = booked(ana, "2027-05-04T10:00", person(ana))
    with studio_scope(ana.studio.id):
        over = second(card, overridden=True)
        over.save(force_insert=True)
        reason(over, Booking.objects.get(appointment_id=card.id, overridden=False).id).save(force_insert=True)
        with pytest.raises(IntegrityError, match="made over another one"), transaction.atomic():
            second(card, hours=1).save(force_insert=True)
        second(card, hours=1.5).save(force_insert=True)
        with pytest.raises(IntegrityError, match="made over another one"), transaction.atomic():
            Booking.objects.filter(overridden=False, starts_at__gt=over.starts_at).update(starts_at=over.starts_at)


def test_an_override_needs_its_reason_and_keeps_it_for_ever(ana: Context) -> None:
    card = booked(ana, "2027-05-04T10:00", person(ana))
    with studio_scope(ana.studio.id):
        with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
            commit_of(second(card, overridden=True))
        over = second(card, overridden=True)
        over.save(force_insert=True)
        kept = reason(over, Booking.objects.get(appointment_id=card.id, overridden=False).id)
        kept.save(force_insert=True)
        for write in (lambda: Override.objects.update(reason="None"), lambda: Override.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()
        assert Override.objects.get().reason == "Twins"
