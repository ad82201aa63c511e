"""Row-level security of the accounts tables; a person sees their own memberships and studios everywhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_MINE = f"select studio_id from accounts_membership where user_id = {sql.CURRENT_PERSON} and left_at is null"  # noqa: S608 - constants
_STUDIO = [
    "alter table accounts_studio enable row level security",
    "alter table accounts_studio force row level security",
    f"create policy studio on accounts_studio using (id = {sql.CURRENT_STUDIO}) with check (id = {sql.CURRENT_STUDIO})",
    f"create policy own on accounts_studio for select using (id in ({_MINE}))",
]
# The operator of the machine lists studios, and timetables walk over them: three columns, by a role of its own.
_LISTING = """
create function accounts_all_studios() returns table (id uuid, slug varchar, name varchar)
language sql stable security definer set search_path = public as $$
    select studio.id, studio.slug, studio.name from accounts_studio studio
$$
"""
_ALL = [
    "grant usage, create on schema public to safelight_search",
    "grant select (id, slug, name) on accounts_studio to safelight_search",
    "create policy listing on accounts_studio for select to safelight_search using (true)",
    _LISTING,
    "alter function accounts_all_studios() owner to safelight_search",
    "revoke create on schema public from safelight_search",
]
_MEMBERSHIP = """
alter table accounts_membership add constraint accounts_membership_studio foreign key (studio_id)
    references accounts_studio (id) deferrable initially deferred
"""


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0001_initial"), ("foundation", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("accounts_role"),
        sql.secure_table("accounts_location"),
        sql.run(
            [
                "alter table accounts_membership add constraint accounts_membership_studio_id_id unique (studio_id, id)",
                *sql.isolate("accounts_membership", also_visible=f"user_id = {sql.CURRENT_PERSON}"),
                _MEMBERSHIP,
                sql.foreign_key("accounts_membership", "role_id", "accounts_role"),
            ]
        ),
        sql.run([*_STUDIO, *_ALL]),
    ]
