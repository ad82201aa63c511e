"""The rows of the Excel measurement: a studio made by SQL, our export of it, and a sample for the bare writer."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path

from django.db import connection

from safelight.accounts.actions import NewStudio, create_studio
from safelight.accounts.queries import all_studios, studio_by_slug
from safelight.config.migrating import bring_up_to_date
from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.sheet_query import sheet_query
from safelight.exchange.out.snapshot import count, snapshot
from safelight.exchange.out.whole_workbook import fitted_blocks, write_workbook
from safelight.foundation.actions import StudioFacts
from safelight.foundation.tenancy import studio_scope

_ID = "gen_random_uuid(), %(studio)s"
_CLIENTS = f"""
insert into clients_client (id, studio_id, number, kind, prefix, first_name, middle_name, last_name, suffix, nickname,
    organization, job_title, display_name, birthday, birth_year_known, anniversary, since, website, language, notes,
    external_id, do_not_contact, stage_since, referred_by_name, custom, sort_key, city, name_key, sound_key, search,
    version, field_versions, created_at, updated_at)
select {_ID}, n, 'person', '', 'First' || n, '', 'Last' || n %% 5000, '', '', '', '', 'First' || n || ' Last' || n %% 5000,
    date '1950-01-01' + n %% 20000, true, null, date '2020-01-01' + n %% 1000, '', 'de',
    'Prefers mornings; photographed in ' || 2000 + n %% 25, 'X' || n, n %% 50 = 0, null, '', '{{}}', 'last' || n, 'Berlin',
    '', '', 'first' || n, 1, '{{}}', now() - n * interval '1 minute', now() from generate_series(1, %(rows)s) n
"""  # noqa: S608 - constant text
_CHILDREN = {
    "clients_phone": "position, number, label, extension, text_consent_how) select {id}, id, 0,"
    " '+49151' || lpad(number::text, 8, '0'), 'mobile', '', ''",
    "clients_email": "position, address, label, key) select {id}, id, 0, 'client' || number || '@mail.example', 'main', ''",
    "clients_address": "position, street, street2, city, region, postal_code, country, label, key) select {id}, id, 0,"
    " 'Street ' || number, '', 'Berlin', '', lpad((number %% 99999)::text, 5, '0'), 'DE', 'home', ''",
    "clients_note": "at, author_label, text, pinned) select {id}, id, now(), 'Ana', 'Called about the prints, wants them"
    " by Friday ' || number, false",
}


def fill(rows: int) -> int:
    """Make a studio with about ``rows`` records: a quarter of them clients, then their phones, mails, addresses, notes."""
    bring_up_to_date()
    studio = create_studio(NewStudio(name="Bench", country="DE"))
    with studio_scope(studio.id), connection.cursor() as cursor:
        cursor.execute(_CLIENTS, {"studio": studio.id, "rows": rows // 4})
        for place, (table, rest) in enumerate(_CHILDREN.items()):
            share = rows // 4 if place < 2 else rows // 8  # noqa: PLR2004 - phones and mails for everybody
            cursor.execute(
                f"insert into {table} (id, studio_id, client_id, {rest.format(id=_ID)} from clients_client where number <= %(share)s",
                {"studio": studio.id, "share": share},
            )
    return sum(counts for _, counts in _counted(studio))


def export(target: Path) -> int:
    """Write the studio's workbook as the program does; return the number of rows."""
    return sum(write_workbook(_studio(), target).values())


def sample(most: int) -> list[tuple[str, int, list[dict[str, object]]]]:
    """Return each sheet's title, its number of rows, and up to ``most`` of its rows as finished dictionaries."""
    studio = _studio()
    made = []
    with snapshot(studio.id):
        for kind in all_kinds():
            if not kind.sheet:
                continue
            query = sheet_query(kind, studio.id, studio.zone)
            headers = [column.header for column in query.columns]
            rows = chain.from_iterable(fitted_blocks(query))
            ready = [dict(zip(headers, row, strict=False)) for row in islice(rows, most)]
            made.append((kind.sheet, count(query.count), ready))
    return made


def _counted(studio: StudioFacts) -> list[tuple[str, int]]:
    with snapshot(studio.id):
        return [
            (kind.name, count(sheet_query(kind, studio.id, studio.zone).count)) for kind in all_kinds() if kind.sheet
        ]


def _studio() -> StudioFacts:
    return studio_by_slug(all_studios()[0][1])
