"""Searching inside one studio at index speed.

LIKE is not leakproof, so under row-level security PostgreSQL checks the policy first and leaves the trigram
index aside. The two functions below therefore run as ``safelight_search``, a role that cannot sign in and may
read only these columns; they filter by ``app.studio`` themselves, which the index (studio_id, search) serves.
Without a studio in scope they find nothing.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_INDEX = "create index client_search on clients_client using gin (studio_id, search gin_trgm_ops)"

# [["%a%", "%b%"], ["%c%"]] becomes (search like '%a%' or search like '%b%') and (search like '%c%').
_CONDITION = """
create function clients_search_condition(patterns jsonb) returns text language sql immutable as $$
    select coalesce(string_agg('(' || arms || ')', ' and '), 'true') from (
        select (select string_agg(format('search like %L', arm), ' or ') from jsonb_array_elements_text(word) arm) arms
        from jsonb_array_elements(patterns) word) words
$$
"""

_IDS = f"""
create function clients_search_ids(patterns jsonb, removed boolean) returns setof uuid
language plpgsql stable security definer set search_path = public set jit = off as $$
begin
    return query execute 'select id from clients_client where studio_id = $1 and removed_at is '
        || case when removed then 'not null' else 'null' end || ' and ' || clients_search_condition(patterns)
        using {sql.CURRENT_STUDIO};
end $$
"""  # noqa: S608 - fixed texts; values are bound or quoted by format(%L)

_PAGE = f"""
create function clients_search_page(
    patterns jsonb, removed boolean, sort text, descending boolean, after_value text, after_id uuid,
    skip integer, size integer
) returns table (client_id uuid, sorted_by text, total bigint)
language plpgsql stable security definer set search_path = public set jit = off as $$
declare
    expression text := case sort when 'name' then 'sort_key' when 'number' then 'number' when 'created' then 'id'
        when 'changed' then 'updated_at' when 'city' then 'city' end;
    kind text := case sort when 'name' then 'text collate "C"' when 'number' then 'bigint' when 'created' then 'uuid'
        when 'changed' then 'timestamptz' when 'city' then 'text' end;
    way text := case when descending then 'desc' else 'asc' end;
begin
    if expression is null then
        raise exception 'clients cannot be sorted by %', sort;
    end if;
    return query execute
        'with matched as materialized (select id, ' || expression || ' as value from clients_client'
        || ' where studio_id = $1 and removed_at is ' || case when removed then 'not null' else 'null' end
        || ' and ' || clients_search_condition(patterns) || ')'
        || ' select id, value::text, (select count(*) from matched) from matched'
        || case when after_id is null then '' else
            ' where (value, id) ' || case when descending then '<' else '>' end || ' ($2::' || kind || ', $3)' end
        || ' order by matched.value ' || way || ', id ' || way || ' limit $4 offset $5'
        using {sql.CURRENT_STUDIO}, after_value, after_id, size, skip;
end $$
"""  # noqa: S608 - fixed texts; values are bound or quoted by format(%L)

_PAGE_TAKES = "jsonb, boolean, text, boolean, text, uuid, integer, integer"
_COLUMNS = "id, studio_id, search, removed_at, sort_key, number, updated_at, city"


class Migration(migrations.Migration):
    """The index first, then the functions and the little that their owner may read."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("clients", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.run(
            [
                _INDEX,
                f"grant select ({_COLUMNS}) on clients_client to safelight_search",
                "create policy search on clients_client for select to safelight_search using (true)",
                _CONDITION,
                _IDS,
                _PAGE,
                "grant usage, create on schema public to safelight_search",
                "alter function clients_search_ids(jsonb, boolean) owner to safelight_search",
                f"alter function clients_search_page({_PAGE_TAKES}) owner to safelight_search",
                "revoke create on schema public from safelight_search",
            ]
        ),
    ]
