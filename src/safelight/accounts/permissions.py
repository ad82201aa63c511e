"""Who may do what: the matrix of built-in roles, read from one file that people can read too."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

BUILT_IN_ROLES = ("owner", "manager", "photographer", "receptionist", "bookkeeper")


class RoleLike(Protocol):
    """As much of a role as a decision needs."""

    @property
    def key(self) -> str:
        """The role's stable name."""

    @property
    def built_in(self) -> bool:
        """Whether its permissions stand in the matrix."""

    @property
    def permissions(self) -> list[str]:
        """The permissions of an own role."""


@dataclass(frozen=True, slots=True)
class RoleRights:
    """A role as read without its row."""

    key: str
    built_in: bool
    permissions: list[str]


@lru_cache(maxsize=4)
def read_matrix(path: Path) -> Mapping[str, frozenset[str]]:
    """Read the permission matrix: built-in role to the permissions it holds.

    Raises:
        ValueError: a cell is neither ``yes`` nor empty, or a role is missing.
    """
    granted_to: dict[str, set[str]] = {role: set() for role in BUILT_IN_ROLES}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for role in BUILT_IN_ROLES:
                cell = row.get(role)
                if cell not in {"yes", ""}:
                    message = f"{path.name}: {row.get('permission')} × {role} must be “yes” or empty, not {cell!r}."
                    raise ValueError(message)
                if cell:
                    granted_to[role].add(row["permission"])
    return {role: frozenset(names) for role, names in granted_to.items()}


@lru_cache(maxsize=4)
def read_meanings(path: Path) -> Mapping[str, str]:
    """Return every permission with what it means, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["permission"]: row["meaning"] for row in csv.DictReader(file)}


def all_permissions() -> Mapping[str, str]:
    """Return every permission with what it means."""
    return read_meanings(settings.PERMISSION_MATRIX)


def built_in(role_key: str) -> frozenset[str]:
    """Return the permissions of a built-in role."""
    return read_matrix(settings.PERMISSION_MATRIX)[role_key]


def granted(role: RoleLike) -> frozenset[str]:
    """Return the permissions a role grants; unknown names of an own role grant nothing."""
    if role.built_in:
        return built_in(role.key)
    return frozenset(role.permissions) & frozenset(all_permissions())
