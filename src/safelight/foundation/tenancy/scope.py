"""The studio in whose name code runs, told to PostgreSQL for the length of one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connections, transaction

_studio: ContextVar[UUID | None] = ContextVar("safelight_studio", default=None)
_told: ContextVar[tuple[UUID | None, UUID | None, object] | None] = ContextVar("safelight_told", default=None)


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
def studio_scope(
    studio_id: UUID | None, *, person_id: UUID | None = None, using: str = "default", savepoint: bool = True
) -> Iterator[None]:
    """Run one transaction in a studio's name, or as a person who has not chosen a studio yet.

    Row-level security reads ``app.studio`` and ``app.person``; both are set with ``set_config(…, true)``,
    which ends with the transaction, so a pooled connection never carries a studio over. A nested scope
    is a savepoint and gives the outer names back when it ends; one in the very same name tells nothing twice
    and, with ``savepoint`` off (reads, which leave nothing to take back), costs nothing at all.
    """
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    telling = (studio_id, person_id, connection)
    is_known = _told.get() == telling and not is_outermost
    if is_known and not savepoint:
        yield
        return
    with transaction.atomic(using=using):
        if is_known:
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('app.studio', true), current_setting('app.person', true),"
                " set_config('app.studio', %s, true), set_config('app.person', %s, true)",
                [str(studio_id or ""), str(person_id or "")],
            )
            before = cursor.fetchone()
        token, told = _studio.set(studio_id), _told.set(telling)
        try:
            yield
        finally:
            _studio.reset(token)
            _told.reset(told)
            # An aborted transaction takes no further statement, and its rollback restores the setting itself;
            # so does the end of the outermost one.
            if (
                not is_outermost
                and connection.in_atomic_block
                and not connection.needs_rollback
                and not _is_aborted(using)
            ):
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
