"""Row-level security of the calendar's tables, and what makes double booking impossible.

Facts relied on: a check before an insert lets two people book the same slot; an exclusion constraint alone is right but
two people who want the same room and photographer in another order deadlock, each for a second. So every writer first
takes a lock per resource, in one order for all (``calendar_lock``), and the constraint stays as the wall behind it.
A booking made over another one on purpose stands outside the constraint; a trigger keeps third ones from it, and a
deferred one sees that its reason was written down.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_LOCATION = {"location_id": "accounts_location"}
_RESOURCE = {"resource_id": "calendar_resource"}
_DETAILS = {"client_id": "clients_client", **_LOCATION}

_LOCK = """
create function calendar_lock(resources uuid[]) returns void language plpgsql as $$
declare key bigint;
begin
    for key in select distinct hashtextextended(one::text, 2004) from unnest(resources) one order by 1 loop
        perform pg_advisory_xact_lock(key);
    end loop;
end $$
"""
_NO_OVERLAP = """
alter table calendar_booking add constraint booking_no_overlap exclude using gist (
    studio_id with =, resource_id with =, place with =, tstzrange(starts_at, ends_at, '[)') with &&
) where (state in ('held', 'confirmed') and not overridden)
"""
_THIRD = """
create function calendar_refuse_third() returns trigger language plpgsql as $$
begin
    perform calendar_lock(array[new.resource_id]);
    if exists (
        select 1 from calendar_booking other
        where other.studio_id = new.studio_id and other.resource_id = new.resource_id and other.place = new.place
            and other.id <> new.id and other.overridden and other.state in ('held', 'confirmed')
            and other.starts_at < new.ends_at and other.ends_at > new.starts_at
    ) then
        raise exclusion_violation using constraint = 'booking_no_overlap', table = 'calendar_booking',
            message = 'the resource is taken by a booking that was made over another one';
    end if;
    return new;
end $$
"""
_THIRD_TRIGGER = """
create trigger booking_no_third before insert or update of resource_id, place, starts_at, ends_at, state, overridden
on calendar_booking for each row when (new.state in ('held', 'confirmed') and not new.overridden)
execute function calendar_refuse_third()
"""
_REASON = """
create function calendar_ask_for_reason() returns trigger language plpgsql as $$
begin
    if exists (select 1 from calendar_booking booking where booking.id = new.id and booking.overridden)
        and not exists (select 1 from calendar_override made where made.booking_id = new.id)
    then
        raise check_violation using constraint = 'booking_override_has_a_reason', table = 'calendar_booking',
            message = 'a booking over another one needs a reason';
    end if;
    return null;
end $$
"""
_REASON_TRIGGER = """
create constraint trigger booking_override_has_a_reason after insert or update of overridden on calendar_booking
deferrable initially deferred for each row when (new.overridden) execute function calendar_ask_for_reason()
"""


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("calendar", "0001_initial"),
        ("accounts", "0004_more_walls"),
        ("clients", "0005_ids_of_a_studio"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("calendar_resource", {**_LOCATION, "membership_id": "accounts_membership"}),
        sql.secure_table("calendar_hoursplan", {**_LOCATION, **_RESOURCE}),
        sql.secure_table("calendar_hoursspan", {"plan_id": "calendar_hoursplan"}, studio_exists=False),
        sql.secure_table("calendar_holiday", _LOCATION),
        sql.secure_table("calendar_absence", _RESOURCE, studio_exists=False),
        sql.secure_table("calendar_series", _DETAILS),
        sql.run([sql.foreign_key("calendar_series", "follows_id", "calendar_series")]),
        sql.secure_table("calendar_seriesresource", {**_RESOURCE, "series_id": "calendar_series"}, studio_exists=False),
        sql.secure_table("calendar_appointment", {**_DETAILS, "series_id": "calendar_series"}),
        sql.secure_table(
            "calendar_booking",
            {**_RESOURCE, "appointment_id": "calendar_appointment", "absence_id": "calendar_absence"},
            studio_exists=False,
        ),
        sql.secure_table(
            "calendar_override",
            {**_RESOURCE, "booking_id": "calendar_booking", "over_id": "calendar_booking"},
            studio_exists=False,
        ),
        sql.secure_table("calendar_slot", _LOCATION),
        sql.secure_table("calendar_slotresource", {**_RESOURCE, "slot_id": "calendar_slot"}, studio_exists=False),
        sql.run([_LOCK, _NO_OVERLAP, _THIRD, _THIRD_TRIGGER, _REASON, _REASON_TRIGGER]),
        sql.run(sql.append_only("calendar_override")),
        # A device that was offline makes an appointment's id itself; see the clients' migration of this name.
        sql.ids_of_a_studio("calendar_appointment"),
    ]
