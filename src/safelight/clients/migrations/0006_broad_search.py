"""A word that most clients have is looked for in another way than a rare one.

Under row-level security PostgreSQL keeps its statistics about a column from operators that are not leakproof, LIKE among
them, and so takes every word for a rare one: it read and sorted all 50,000 clients to show eighty. A look at some
hundred clients spread over the studio tells the two apart. A broad word then walks the index of the wanted order until the
page is full, and is counted in one pass over the studio's rows; a rare one is found by the search index as before.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_LOOKED_AT = 300
_SMALL = 3_000
_ONE_IN = 8

# Every so many numbers one client; a small studio is quick in either way.
_IS_BROAD = f"""
create function clients_search_is_broad(patterns jsonb, removed boolean) returns boolean
language plpgsql stable security definer set search_path = public set jit = off as $$
declare
    top bigint := (select max(number) from clients_client where studio_id = {sql.CURRENT_STUDIO});
    broad boolean;
begin
    if removed or coalesce(top, 0) < {_SMALL} then
        return false;
    end if;
    execute 'select {_ONE_IN} * count(*) filter (where ' || clients_search_condition(patterns) || ') > count(*)'
        || ' from clients_client where studio_id = $1 and removed_at is null'
        || ' and number = any (array(select generate_series(1, $2, greatest(1, $2 / {_LOOKED_AT}))))'
        into broad using {sql.CURRENT_STUDIO}, top;
    return broad;
end $$
"""  # noqa: S608 - fixed texts; values are bound or quoted by format(%L)

# Asked of every row instead of in the WHERE, the words leave the planner its knowledge of how many rows there are, so that
# it shares the pass among processes; and the search index stays out, whose rows would all be read and compared again.
_COUNT = f"""
create function clients_search_count_all(patterns jsonb) returns bigint
language plpgsql stable security definer set search_path = public set jit = off set enable_indexscan = off
set parallel_setup_cost = 0 set parallel_tuple_cost = 0 as $$
declare
    found bigint;
begin
    execute 'select count(*) filter (where ' || clients_search_condition(patterns)
        || ') from clients_client where studio_id = $1 and removed_at is null' into found using {sql.CURRENT_STUDIO};
    return found;
end $$
"""  # noqa: S608 - likewise

_IN_ORDER = f"""
create function clients_search_in_order(
    patterns jsonb, sort text, descending boolean, after_value text, after_id uuid, skip integer, size integer
) returns table (client_id uuid, sorted_by text)
language plpgsql stable security definer set search_path = public set jit = off set enable_bitmapscan = off
set enable_sort = off as $$
declare
    expression text := case sort when 'name' then 'sort_key' when 'number' then 'number' when 'created' then 'id'
        when 'city' then 'city' end;
    kind text := case sort when 'name' then 'text collate "C"' when 'number' then 'bigint' when 'created' then 'uuid'
        when 'city' then 'text' end;
    way text := case when descending then 'desc' else 'asc' end;
begin
    if expression is null then
        raise exception 'clients cannot be walked by %', sort;
    end if;
    return query execute
        'select client.id, client.' || expression || '::text from clients_client client where studio_id = $1 and removed_at is null'
        || ' and (' || clients_search_condition(patterns) || ') is true'
        || case when after_id is null then '' else
            ' and (client.' || expression || ', client.id) ' || case when descending then '<' else '>' end || ' ($2::' || kind || ', $3)' end
        || ' order by client.' || expression || ' ' || way || ', client.id ' || way || ' limit $4 offset $5'
        using {sql.CURRENT_STUDIO}, after_value, after_id, size, skip;
end $$
"""  # noqa: S608 - likewise

# The page as it was; it asks first which way is the short one.
_PAGE = f"""
create or replace function clients_search_page(
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
    counted bigint;
begin
    if expression is null then
        raise exception 'clients cannot be sorted by %', sort;
    end if;
    if sort <> 'changed' and clients_search_is_broad(patterns, removed) then
        counted := clients_search_count_all(patterns);
        return query select page.client_id, page.sorted_by, counted
            from clients_search_in_order(patterns, sort, descending, after_value, after_id, skip, size) page;
        return;
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
"""  # noqa: S608 - likewise

_NEW = {
    "clients_search_is_broad": "jsonb, boolean",
    "clients_search_count_all": "jsonb",
    "clients_search_in_order": "jsonb, text, boolean, text, uuid, integer, integer",
}


class Migration(migrations.Migration):
    """The new functions belong to the role that may search, like those before."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("clients", "0005_ids_of_a_studio")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.run(
            [
                _IS_BROAD,
                _COUNT,
                _IN_ORDER,
                "grant create on schema public to safelight_search",
                *(f"alter function {name}({takes}) owner to safelight_search" for name, takes in _NEW.items()),
                "revoke create on schema public from safelight_search",
                _PAGE,
            ]
        ),
    ]
