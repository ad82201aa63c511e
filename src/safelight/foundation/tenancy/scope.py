"""The studio in whose name code runs, told to PostgreSQL for the length of one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connections, transaction

_studio: ContextVar[UUID | None] = ContextVar("safelight_studio", default=None)


class NoStudio(RuntimeError):
    """Business rows were asked for outside any studio's scope."""


def maybe_studio_id() -> UUID | None:
    """Return the studio in scope, or None outside."""
    return _studio.get()


def current_studio_id() -> UUID:
    """Return the studio in scope.

    Raises:
        NoStudio: there is none; wrap the work in :func:`studio_scope`.
    """
    studio_id = _studio.get()
    if studio_id is None:
        message = "No studio is in scope: business rows are only reached inside studio_scope(studio_id)."
        raise NoStudio(message)
    return studio_id


@contextmanager
def studio_scope(studio_id: UUID | None, *, person_id: UUID | None = None, using: str = "default") -> Iterator[None]:
    """Run one transaction in a studio's name, or as a person who has not chosen a studio yet.

    Row-level security reads ``app.studio`` and ``app.person``; both are set with ``set_config(…, true)``,
    which ends with the transaction, so a pooled connection never carries a studio over. A nested scope
    is a savepoint and gives the outer names back when it ends.
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('app.studio', true), current_setting('app.person', true),"
                " set_config('app.studio', %s, true), set_config('app.person', %s, true)",
                [str(studio_id or ""), str(person_id or "")],
            )
            before = cursor.fetchone()
        token = _studio.set(studio_id)
        try:
            yield
        finally:
            _studio.reset(token)
            # An aborted transaction takes no further statement, and its rollback restores the setting itself.
            if connection.in_atomic_block and not connection.needs_rollback and not _is_aborted(using):
                with connection.cursor() as cursor:
                    cursor.execute(
                        "select set_config('app.studio', %s, true), set_config('app.person', %s, true)",
                        [before[0] or "", before[1] or ""],
                    )


def _is_aborted(using: str) -> bool:
    raw = connections[using].connection
    if raw is None or raw.closed:
        return True
    return bool(raw.info.transaction_status.name == "INERROR")
