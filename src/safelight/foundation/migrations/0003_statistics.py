"""Letting the run-time role renew the planner's statistics, which only a table's owner may."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_REFRESH = """
create function foundation_refresh_statistics(tables text[]) returns void
language plpgsql security definer set search_path = public as $$
declare
    name text;
    columns text;
begin
    foreach name in array tables loop
        -- Columns of b-tree indexes alone: long texts cost most of the time and decide nothing here.
        select string_agg(distinct format('%I', a.attname), ', ') into columns
            from pg_index i
            join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and t.relname = name
            join pg_class x on x.oid = i.indexrelid
            join pg_am m on m.oid = x.relam and m.amname = 'btree'
            join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey);
        if columns is not null then
            execute format('analyze %I (%s)', name, columns);
        end if;
    end loop;
end $$
"""


class Migration(migrations.Migration):
    """One function; it reads table contents for statistics and gives nothing back."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("foundation", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [sql.run([_REFRESH])]
