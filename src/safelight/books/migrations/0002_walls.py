"""Row-level security of the ledger, and what makes it a ledger: append-only, balanced, closed where it is closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

# Whoever writes an entry holds this lock in common until commit, whoever closes a period holds it alone: an entry is
# either seen by the closing or sees it. The reading is a statement of its own, so it sees what was committed meanwhile.
_CLOSED = """
create function books_closed_through(studio uuid) returns date language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('books ' || studio::text, 0));
    return (select through from books_posting where studio_id = studio order by place desc limit 1);
end $$;
create function books_lock_all(studio uuid) returns void language sql volatile as $$
    select pg_advisory_xact_lock(hashtextextended('books ' || studio::text, 0))
$$
"""

_ENTRY_OPEN = """
create function books_entry_open() returns trigger language plpgsql as $$
declare
    closed date := books_closed_through(new.studio_id);
begin
    if new."on" <= closed then
        raise exception 'the ledger is closed through %, and an entry is dated %', closed, new."on"
            using errcode = 'check_violation', constraint = 'books_entry_in_open_period';
    end if;
    return new;
end $$;
create trigger books_entry_open before insert on books_entry for each row execute function books_entry_open()
"""

# At commit an entry must be whole. Its number is given under the very lock that the journal's chain takes at commit, so
# the two can never wait for each other crosswise; an entry that came with its number (from an archive) keeps it.
_ENTRY_WHOLE = """
create function books_entry_whole() returns trigger language plpgsql as $$
declare
    before text := current_setting('app.studio', true);
    found_lines bigint;
    off record;
begin
    perform set_config('app.studio', new.studio_id::text, true);
    select count(*) into found_lines from books_line where studio_id = new.studio_id and entry_id = new.id;
    if found_lines < 2 or found_lines <> new.line_count then
        raise exception 'entry % has % lines instead of %', new.id, found_lines, new.line_count
            using errcode = 'check_violation', constraint = 'books_entry_has_its_lines';
    end if;
    select currency, sum(amount_minor) as total into off from books_line
        where studio_id = new.studio_id and entry_id = new.id
        group by currency having sum(amount_minor) <> 0 limit 1;
    if found then
        raise exception 'entry % is off by % %', new.id, off.total, off.currency
            using errcode = 'check_violation', constraint = 'books_entry_balances';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('journal ' || new.studio_id::text, 0));
    if not exists (select from books_entrynumber where studio_id = new.studio_id and entry_id = new.id) then
        insert into books_entrynumber (id, studio_id, entry_id, number) values (
            gen_random_uuid(), new.studio_id, new.id,
            1 + coalesce((select number from books_entrynumber where studio_id = new.studio_id
                          order by number desc limit 1), 0));
    end if;
    perform set_config('app.studio', coalesce(before, ''), true);
    return null;
end $$;
create constraint trigger books_entry_whole after insert on books_entry
    deferrable initially deferred for each row execute function books_entry_whole()
"""

# Lines have places 1 … line_count, each once, on the entry's own day: so a written entry can never get another line.
# Totals are added in a slot that no other running transaction uses; hence nobody waits for a total and nobody deadlocks,
# however many entries a transaction writes in whatever order.
_LINES_ADDED = """
create function books_lines_added() returns trigger language plpgsql as $$
declare
    studio uuid;
    stray record;
    free smallint := 0;
begin
    select studio_id into studio from added limit 1;
    if studio is null then
        return null;
    end if;
    select added.entry_id, added.place into stray from added
        left join books_entry entry on entry.studio_id = added.studio_id and entry.id = added.entry_id
        where entry.id is null or added.place not between 1 and entry.line_count or added."on" <> entry."on" limit 1;
    if found then
        raise exception 'line % does not belong to entry %', stray.place, stray.entry_id
            using errcode = 'check_violation', constraint = 'books_line_belongs';
    end if;
    while not pg_try_advisory_xact_lock(hashtextextended('books totals ' || studio::text || ' ' || free, 0)) loop
        free := free + 1;
    end loop;
    insert into books_daytotal (id, studio_id, "on", account_id, currency, location_id, category, slot,
                                debit_minor, credit_minor, line_count)
        select gen_random_uuid(), studio_id, "on", account_id, currency, location_id, category, free,
               sum(greatest(amount_minor, 0)), sum(greatest(-amount_minor, 0)), count(*)
        from added group by studio_id, "on", account_id, currency, location_id, category
        order by "on", account_id, currency, location_id, category
        on conflict (studio_id, "on", account_id, currency, location_id, category, slot) do update
            set debit_minor = books_daytotal.debit_minor + excluded.debit_minor,
                credit_minor = books_daytotal.credit_minor + excluded.credit_minor,
                line_count = books_daytotal.line_count + excluded.line_count;
    return null;
end $$;
create trigger books_lines_added after insert on books_line referencing new table as added
    for each statement execute function books_lines_added()
"""

# Totals follow from lines. The one way to write them without a line is to work all of them out anew.
_TOTALS = """
create function books_totals_follow() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() < 2 and coalesce(current_setting('books.rebuilding', true), '') <> 'yes' then
        raise exception '% follows from the lines of the ledger: % is refused', tg_table_name, tg_op
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;
create trigger books_daytotal_follows before insert or update or delete or truncate on books_daytotal
    for each statement execute function books_totals_follow();
create function books_rebuild_totals(studio uuid) returns bigint language plpgsql as $$
declare
    made bigint;
begin
    perform books_lock_all(studio);
    perform set_config('books.rebuilding', 'yes', true);
    delete from books_daytotal where studio_id = studio;
    insert into books_daytotal (id, studio_id, "on", account_id, currency, location_id, category, slot,
                                debit_minor, credit_minor, line_count)
        select gen_random_uuid(), studio_id, "on", account_id, currency, location_id, category, 0,
               sum(greatest(amount_minor, 0)), sum(greatest(-amount_minor, 0)), count(*)
        from books_line where studio_id = studio
        group by studio_id, "on", account_id, currency, location_id, category;
    get diagnostics made = row_count;
    perform set_config('books.rebuilding', '', true);
    return made;
end $$
"""

_POSTING = """
create function books_posting_alone() returns trigger language plpgsql as $$
begin
    perform books_lock_all(new.studio_id);
    return new;
end $$;
create trigger books_posting_alone before insert on books_posting
    for each row execute function books_posting_alone()
"""

_LOCATION = {"location_id": "accounts_location"}


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("books", "0001_initial"), ("accounts", "0002_walls")]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("books_account"),
        sql.secure_table("books_posting"),
        sql.secure_table("books_entry"),
        sql.run([sql.foreign_key("books_entry", "reverses_id", "books_entry")]),
        sql.secure_table("books_entrynumber", {"entry_id": "books_entry"}, studio_exists=False),
        sql.secure_table(
            "books_line",
            {"entry_id": "books_entry", "account_id": "books_account", **_LOCATION},
            studio_exists=False,
        ),
        sql.secure_table("books_daytotal", {"account_id": "books_account", **_LOCATION}, studio_exists=False),
        sql.run(
            [
                _CLOSED,
                _ENTRY_OPEN,
                _ENTRY_WHOLE,
                _LINES_ADDED,
                _TOTALS,
                _POSTING,
                *sql.append_only("books_entry"),
                *sql.append_only("books_entrynumber"),
                *sql.append_only("books_line"),
                *sql.append_only("books_posting"),
            ]
        ),
    ]
