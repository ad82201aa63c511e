"""Row-level security of the messaging tables, and the list of studios whose messages are due."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_MESSAGE = {"message_id": "messaging_message"}
# The timetable asks for the studios that have something to send, and for nothing else of their messages: by a role
# of its own, as the list of studios does. This one index is over all studios, since the question is.
_DUE = """
create function messaging_due_studios(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public as $$
    select distinct message.studio_id from messaging_message message
    where message.state in ('queued', 'sending') and message.due_at <= moment
$$
"""
_DUE_STUDIOS = [
    "create index message_due on messaging_message (due_at, studio_id) where state in ('queued', 'sending')",
    "grant usage, create on schema public to safelight_search",
    "grant select (studio_id, state, due_at) on messaging_message to safelight_search",
    "create policy listing on messaging_message for select to safelight_search using (true)",
    _DUE,
    "alter function messaging_due_studios(timestamptz) owner to safelight_search",
    "revoke create on schema public from safelight_search",
]


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("messaging", "0001_initial"), ("clients", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("messaging_template"),
        sql.secure_table("messaging_sendersettings"),
        sql.secure_table("messaging_message", {"client_id": "clients_client"}),
        sql.run([sql.foreign_key("messaging_message", "again_of_id", "messaging_message")]),
        sql.secure_table("messaging_attachment", _MESSAGE, studio_exists=False),
        sql.secure_table("messaging_deliveryreport", _MESSAGE, studio_exists=False),
        sql.secure_table("messaging_suppressedaddress", _MESSAGE),
        sql.run(_DUE_STUDIOS),
    ]
