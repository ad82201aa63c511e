"""A real PostgreSQL for every run, the run-time role under every test, and the named cast.

Ana owns a studio, Bo assists her, Carla is her client; the rival Dana must see nothing of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright
from psycopg.sql import SQL

from safelight.accounts.actions import NewStudio, create_studio
from safelight.accounts.models import Membership, Role, User
from safelight.accounts.permissions import built_in
from safelight.config.database import parse
from safelight.config.launch.embedded import DatabaseAddress, create_database, drop_database
from safelight.config.migrating import bring_up_to_date
from safelight.foundation import clock
from safelight.foundation.actions import Actor, Context, StudioFacts
from safelight.foundation.tenancy import studio_scope

TEST_DATA = Path(os.environ.get("SAFELIGHT_TEST_DATA", Path(__file__).parents[1] / "build" / "test-data"))
PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def database_address(worker_id: str) -> Iterator[DatabaseAddress]:
    """An empty database of this test process, dropped at the end."""
    name = f"test_safelight_{worker_id}_{os.getpid()}"
    address = create_database(TEST_DATA, name)
    yield address
    drop_database(TEST_DATA, name)


@pytest.fixture(scope="session")
def django_db_setup(database_address: DatabaseAddress, django_db_blocker: Any) -> Iterator[None]:  # noqa: ANN401 - pytest-django's own
    """Point Django at the test database: migrated by the owner, used by the run-time role."""
    targets = {"owner": database_address.owner_url, "default": database_address.app_url}
    for alias, url in targets.items():
        fresh = parse(url)
        known = connections.settings[alias]
        known.update({key: fresh[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
        known["OPTIONS"] = {}
        connections[alias].settings_dict.update(known)
    with django_db_blocker.unblock():
        bring_up_to_date()
        # Inside a test's transaction "aside" must see what "default" wrote: one connection serves both names.
        settings.ASIDE_DATABASE = "default"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: empty_every_table(database_address))
            yield
        for connection in connections.all(initialized_only=True):
            connection.close()


CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, one for the whole run.

    Playwright keeps an event loop running in this thread, so tests with and without a browser run in different
    processes (`scripts/run_tests.py`); Django takes the loop for asynchronous code, which it is not.
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "No Chromium was found: install one, or name it in CHROMIUM."
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield running
        running.close()


def empty_every_table(address: DatabaseAddress) -> None:
    """Empty all tables after a test that committed: as superuser, since append-only tables refuse everybody else."""
    with psycopg.connect(address.admin_url, autocommit=True) as raw:
        raw.execute("set session_replication_role = replica")
        tables = raw.execute(
            "select string_agg(format('%I', tablename), ', ') from pg_tables"
            " where schemaname = 'public' and tablename not in ('django_migrations', 'django_content_type')"
        ).fetchone()
        assert tables is not None
        for left in reversed(range(5)):
            # A server thread of the test may still be reading; PostgreSQL then ends one of the two.
            try:
                raw.execute(SQL("truncate {} cascade").format(SQL(tables[0])))
                break
            except psycopg.errors.DeadlockDetected:
                if not left:
                    raise


@dataclass(frozen=True)
class Cast:
    """A studio with its people; each person's context is ready to run actions with."""

    studio: StudioFacts
    people: dict[str, User]

    def as_(self, name: str) -> Context:
        """Return a fresh context in which the named person acts."""
        user = self.people[name]
        role = {"ana": "owner", "bo": "photographer", "dana": "owner"}[name]
        actor = Actor(kind="person", id=user.id, label=user.display_name, permissions=built_in(role), role=role)
        return Context(studio=self.studio, actor=actor, now=clock.now())


@pytest.fixture
def cast(db: None) -> Cast:
    """Ana's studio in Berlin, with Bo."""
    ana = User.objects.create_user("ana@studio.example", PASSWORD, name="Ana Owner")
    bo = User.objects.create_user("bo@studio.example", PASSWORD, name="Bo Assist")
    studio = create_studio(NewStudio(name="Atelier Ana", country="DE"), owner_id=ana.id, owner_name=ana.name)
    with studio_scope(studio.id):
        role = Role.objects.get(key="photographer")
        Membership(user=bo, role=role, joined_at=clock.now()).save(force_insert=True)
    return Cast(studio, {"ana": ana, "bo": bo})


@pytest.fixture
def rival(db: None) -> Cast:
    """Dana's studio in New York, which must see nothing of Ana's."""
    dana = User.objects.create_user("dana@rival.example", PASSWORD, name="Dana Rival")
    studio = create_studio(NewStudio(name="Rival Pictures", country="US"), owner_id=dana.id, owner_name=dana.name)
    return Cast(studio, {"dana": dana})


@pytest.fixture
def ana(cast: Cast) -> Context:
    """Ana acts in her own studio."""
    return cast.as_("ana")


@pytest.fixture
def bo(cast: Cast) -> Context:
    """Bo, a photographer, acts in Ana's studio."""
    return cast.as_("bo")


@pytest.fixture
def dana(rival: Cast) -> Context:
    """Dana acts in her own studio."""
    return rival.as_("dana")
