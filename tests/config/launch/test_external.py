"""An external PostgreSQL: the embedded server plays it, with an owner that is not the administrator."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from safelight.config.launch import roles
from safelight.config.launch.embedded import ensure_database
from safelight.config.launch.external import prepare_external
from safelight.config.launch.refusal import LaunchRefused

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Server:
    """A database made from an empty template, and its owner."""

    admin_url: str
    owner_url: str
    owner: str
    database: str

    def run(self, statement: str) -> None:
        """Run a statement as administrator; `{owner}` stands for the owner."""
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL(statement).format(owner=sql.Identifier(self.owner)))


@pytest.fixture
def server(shared_data: Path) -> Iterator[Server]:
    """An empty database of an owner without special rights."""
    address = ensure_database(shared_data)
    name = f"outside_{secrets.token_hex(4)}"
    with psycopg.connect(address.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'outside'").format(sql.Identifier(name)))
        admin.execute(sql.SQL("CREATE DATABASE {0} OWNER {0} TEMPLATE template0").format(sql.Identifier(name)))
        host = f"127.0.0.1:{admin.info.port}/{name}"
    yield Server(address.admin_url.rpartition("/")[0] + f"/{name}", f"postgresql://{name}:outside@{host}", name, name)
    with psycopg.connect(address.admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        admin.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"safelight_app_{name}")))
        admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_what_is_missing_is_made_and_found_again(server: Server, tmp_path: Path) -> None:
    server.run("ALTER ROLE {owner} CREATEROLE")
    server.run("GRANT safelight_search TO {owner} WITH ADMIN OPTION")
    address = prepare_external(server.owner_url, None, tmp_path)
    assert prepare_external(server.owner_url, None, tmp_path) == address
    assert address.owner_url == server.owner_url
    assert (tmp_path / "external_passwords.json").stat().st_mode & 0o777 == 0o600
    with psycopg.connect(address.app_url) as app:
        row = app.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        there = {found[0] for found in app.execute("SELECT extname FROM pg_extension")}
    assert row == (f"safelight_app_{server.database}", False, False)
    assert set(roles.EXTENSIONS) <= there


def test_an_owner_without_rights_gets_the_statements_for_an_administrator(server: Server, tmp_path: Path) -> None:
    with pytest.raises(LaunchRefused) as refused:
        prepare_external(server.owner_url, None, tmp_path)
    said = str(refused.value)
    assert f'GRANT safelight_search TO "{server.owner}";' in said
    assert f'CREATE ROLE "safelight_app_{server.database}" LOGIN NOSUPERUSER NOBYPASSRLS' in said
    assert "outside@" not in said


@pytest.mark.parametrize("rights", ["SUPERUSER", "BYPASSRLS"])
def test_a_serving_role_that_passes_row_level_security_is_refused(
    server: Server, tmp_path: Path, shared_data: Path, rights: str
) -> None:
    server.run("GRANT safelight_search TO {owner}")
    powerful = f"powerful_{secrets.token_hex(4)}"
    server.run(f"CREATE ROLE {powerful} LOGIN {rights} PASSWORD 'x'")
    url = server.owner_url.replace(f"{server.owner}:outside", f"{powerful}:x")
    try:
        with pytest.raises(LaunchRefused, match="superuser, has BYPASSRLS or owns tables"):
            prepare_external(server.owner_url, url, tmp_path)
    finally:
        server.run(f"DROP ROLE {powerful}")


def test_an_owner_of_tables_may_not_serve(server: Server, tmp_path: Path) -> None:
    server.run("GRANT safelight_search TO {owner}")
    with psycopg.connect(server.owner_url) as owner:
        owner.execute("CREATE TABLE mine (number int)")
    with pytest.raises(LaunchRefused, match="owns tables"):
        prepare_external(server.owner_url, server.owner_url, tmp_path)


def test_a_server_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(LaunchRefused, match=r"cannot be reached at 127\.0\.0\.1:1/nothing") as refused:
        prepare_external("postgresql://somebody:hidden@127.0.0.1:1/nothing", None, tmp_path)
    assert "hidden" not in str(refused.value)
