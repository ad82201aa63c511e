"""Every business table stands behind row-level security; each kind of breach is found when it is seeded."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from safelight.config.house.walls import breaches
from safelight.config.launch.embedded import DatabaseAddress

_OPEN = "studio_id = nullif(current_setting('app.studio', true), '')::uuid"
_TABLE = "create table seeded (id uuid primary key, studio_id uuid not null)"
_WALL = (
    "alter table seeded enable row level security; alter table seeded force row level security;"
    f" create policy studio on seeded using ({_OPEN}) with check ({_OPEN})"
)


@pytest.fixture
def catalogue(django_db_setup: None, database_address: DatabaseAddress) -> Iterator[psycopg.Connection]:
    """A superuser's connection whose changes are rolled back."""
    with psycopg.connect(database_address.admin_url) as raw:
        yield raw
        raw.rollback()


def runtime_role(address: DatabaseAddress) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(address.app_url)["user"])


def test_the_walls_stand(catalogue: psycopg.Connection, database_address: DatabaseAddress) -> None:
    assert breaches(catalogue, runtime_role(database_address)) == []


@pytest.mark.parametrize(
    ("seed", "sentence"),
    [
        ("create table seeded (id uuid primary key)", "no studio_id"),
        (_TABLE, "not enabled and forced"),
        (_TABLE + "; alter table seeded enable row level security", "not enabled and forced"),
        (_TABLE + "; " + _WALL.replace("with check (" + _OPEN + ")", ""), "policy “studio”"),
        (_TABLE + "; " + _WALL.replace("using (" + _OPEN + ")", "using (true)"), "policy “studio”"),
        (_TABLE + "; " + _WALL + "; create policy extra on seeded using (true)", "widens more"),
        (_TABLE + "; " + _WALL + "; create policy extra on seeded for select using (true)", "known exceptions"),
        (
            _TABLE + "; " + _WALL + "; alter table seeded add location_id uuid references accounts_location (id)",
            "does not include studio_id",
        ),
        (_TABLE + "; " + _WALL + "; alter table seeded add location_id uuid", "without a foreign key"),
        ("create view seeded as select * from accounts_location", "security_invoker"),
        ("create function seeded() returns int language sql security definer as 'select 1'", "no stated reason"),
        ("alter function accounts_all_studios() owner to postgres", "passes row-level security"),
        ("alter role safelight_app bypassrls", "may pass row-level security"),
        ("alter table accounts_location owner to safelight_app", "owns "),
    ],
)
def test_a_seeded_breach_is_found(
    catalogue: psycopg.Connection, database_address: DatabaseAddress, seed: str, sentence: str
) -> None:
    catalogue.execute(seed.encode())
    found = breaches(catalogue, runtime_role(database_address))
    assert any(sentence in line for line in found), found
