"""Row-level security of the foundation's tables, the journal's chain, and the cache table."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_REFUSE = """
create function foundation_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$
"""

# jsonb text is canonical (sorted keys, no blanks), and the epoch does not depend on the session's zone.
_HASH = """
create function foundation_journal_hash(previous bytea, place bigint, entry foundation_journalentry)
returns bytea language sql immutable as $$
    select sha256(previous || convert_to(jsonb_build_array(
        place, entry.id, entry.studio_id, extract(epoch from entry.at)::text, entry.actor_kind, entry.actor_id,
        entry.actor_label, entry.action, entry.subject_kind, entry.subject_id, entry.summary, entry.changes,
        entry.request_id)::text, 'UTF8'))
$$
"""

# Runs at commit, so that the studio's chain is locked for the commit alone and not for the whole request.
_CHAIN = """
create function foundation_chain() returns trigger language plpgsql security definer set search_path = public as $$
declare
    before text := current_setting('app.studio', true);
    last record;
    place bigint;
    previous bytea;
begin
    perform set_config('app.studio', new.studio_id::text, true);
    perform pg_advisory_xact_lock(hashtextextended('journal ' || new.studio_id::text, 0));
    select sequence, hash into last from foundation_journallink
        where studio_id = new.studio_id order by sequence desc limit 1;
    place := coalesce(last.sequence, 0) + 1;
    previous := coalesce(last.hash, '\\x'::bytea);
    insert into foundation_journallink (id, studio_id, sequence, entry_id, previous_hash, hash)
        values (gen_random_uuid(), new.studio_id, place, new.id, previous,
                foundation_journal_hash(previous, place, new));
    perform set_config('app.studio', coalesce(before, ''), true);
    return null;
end $$;
create constraint trigger foundation_journalentry_chain after insert on foundation_journalentry
    deferrable initially deferred for each row execute function foundation_chain()
"""

_CACHE = """
create table foundation_cache (cache_key varchar(255) primary key, value text not null, expires timestamptz not null);
create index foundation_cache_expires on foundation_cache (expires)
"""

_TABLES = ("journalentry", "journallink", "storedevent", "idempotencyrecord", "counter", "work")


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("foundation", "0001_initial")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.run([_REFUSE, _HASH]),
        *(sql.secure_table(f"foundation_{table}", studio_exists=False) for table in _TABLES),
        sql.run(
            [
                sql.foreign_key("foundation_journallink", "entry_id", "foundation_journalentry"),
                _CHAIN,
                *sql.append_only("foundation_journalentry"),
                *sql.append_only("foundation_journallink"),
                *sql.append_only("foundation_storedevent"),
                _CACHE,
            ]
        ),
    ]
