"""How two answers are compared, how an id becomes one that nobody has, and how a studio's rows are summed up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from safelight.foundation.tenancy import StudioRow, studio_scope
from tests.house.world import House

# What differs between any two answers: form tokens, nonces, request names, and what a write makes anew.
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NUMBER_OF_REQUEST = re.compile(r"\b[0-9a-f]{32}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_ONCE = re.compile(
    r"((?:nonce|csrfmiddlewaretoken|X-CSRFToken|request_id)(?:[\"']|&quot;)?[ :=]+(?:[\"']|&quot;)"
    r"|name=\"csrfmiddlewaretoken\" value=\"|name=\"csrf-token\" content=\")[^\"'&]+"
)
# Rows of people and jobs stand outside the walls: they are summed up by whom they belong to.
_OUTSIDE = {
    "accounts_studio": "id = %(studio)s::uuid",
    "accounts_user": "id = any(%(people)s::uuid[])",
    "mfa_authenticator": "user_id = any(%(people)s::uuid[])",
    "usersessions_usersession": "user_id = any(%(people)s::uuid[])",
    "procrastinate_jobs": "args->>'studio' = %(studio)s",
}


def absent_like(identifier: str) -> str:
    """Return an id nobody has, of the same form and at the same place in any order."""
    if identifier.isdecimal():
        return str(int(identifier) + 900_000_000)
    try:
        UUID(identifier)
    except ValueError:
        return f"{identifier}-absent"
    return identifier[:-12] + f"{int(identifier[-12:], 16) ^ 0x5A5A5A5A5A5A:012x}"


def plain(body: bytes, identifiers: Iterable[str]) -> str:
    """Return what a person or program sees, without what differs between any two answers."""
    text = _ONCE.sub("ONCE", body.decode("utf-8", "replace"))
    for identifier in sorted(identifiers, key=len, reverse=True):
        if identifier.isdecimal():
            text = re.sub(rf"\b{identifier}\b", "ID", text)
        else:
            text = text.replace(identifier, "ID").replace(identifier.replace("-", ""), "ID")
    return _TIME.sub("TIME", _NUMBER_OF_REQUEST.sub("NUMBER", _UUID.sub("ID", text)))


def first_difference(one: str, other: str) -> str | None:
    """Return where two texts part, or None."""
    if one == other:
        return None
    place = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    begin = max(0, place - 60)
    return f"…{one[begin : place + 60]!r} against …{other[begin : place + 60]!r}"


def fingerprint(house: House) -> dict[str, str]:
    """Return a digest of everything that belongs to a studio and its people, table by table."""
    values: dict[str, Any] = {
        "studio": str(house.cast.studio.id),
        "people": [str(person.pk) for person in house.cast.people.values()],
    }
    with studio_scope(house.cast.studio.id), connection.cursor() as cursor:
        cursor.execute(_digests(), values)
        return dict(cursor.fetchall())


def changed_between(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the tables whose rows are not the same any more."""
    return sorted(table for table, digest in after.items() if before[table] != digest)


@contextmanager
def taken_back() -> Iterator[None]:
    """Carry something out to the end, constraints included, and take all of it back."""
    with transaction.atomic():
        try:
            yield
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
        finally:
            transaction.set_rollback(True)


@cache
def _digests() -> str:
    business = {model._meta.db_table: "studio_id = %(studio)s::uuid" for model in business_models()}
    return " union all ".join(
        f"select '{table}', md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t where {whose}"  # noqa: S608
        for table, whose in {**business, **_OUTSIDE}.items()
    )


def business_models() -> list[type[Any]]:
    """Return the models of every business table."""
    return [model for model in apps.get_models() if issubclass(model, StudioRow)]
