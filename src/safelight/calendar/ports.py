"""What the calendar needs from modules above: what an appointment belongs to, and the names of its types."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.keyed import Registry


@dataclass(frozen=True, slots=True)
class OwnerLink:
    """What an appointment belongs to, as a person reads it: “Session 1042, Newborn” and its address."""

    label: str
    url: str = ""


Look = Callable[[Context, Collection[UUID]], Mapping[UUID, OwnerLink]]


@dataclass(frozen=True, slots=True)
class Owner:
    """A kind of record that appointments may belong to.

    Attributes:
        key: the ``owner_kind`` of its appointments, such as ``shoot``.
        label: the kind in words.
        look: names many of them at once, in one statement; ids it does not know are left out.
        permission: who may be told; for everybody else the appointment stands there without the link.
        order: a stable order, nothing more.
    """

    key: str
    label: str
    look: Look
    permission: str = ""
    order: int = 100


owners: Final[Registry[Owner]] = Registry()


@dataclass(frozen=True, slots=True)
class TypeName:
    """A kind of appointment by its name, as a person types it, with how long it usually takes."""

    type: str
    name: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class TypeNames:
    """A source of such names, such as the session types; ``read`` answers them in one statement."""

    key: str
    read: Callable[[Context], Collection[TypeName]]
    order: int = 100


type_names: Final[Registry[TypeNames]] = Registry()
