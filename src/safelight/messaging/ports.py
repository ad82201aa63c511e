"""What modules above tell messaging: how to make the files that go with messages, and what messages are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from safelight.foundation.actions import Context
from safelight.foundation.keyed import Registry
from safelight.messaging.rules.facts import Fact


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: ``name`` with its ending, ``media_type`` such as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


class Renderer(Protocol):
    """Makes the file of a row of the studio in scope.

    It must give the same file again for the same row (a document that was issued does not change).
    """

    def __call__(self, studio_id: UUID, identifier: UUID, /) -> File:
        """Return the file; raises ``NotFound`` when there is no such row."""


class Renderers:
    """Makers of attachments by name, registered by the modules whose documents they make."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: dict[str, Renderer] = {}

    def add(self, name: str, render: Renderer) -> None:
        """Keep a maker; the very same one twice is harmless.

        Raises:
            ValueError: another one has this name.
        """
        if self._known.setdefault(name, render) is not render:
            message = f"Two makers of attachments are registered as “{name}”."
            raise ValueError(message)

    def find(self, name: str) -> Renderer | None:
        """Return the maker with a name, or None."""
        return self._known.get(name)

    def drop(self, name: str) -> None:
        """Forget a maker; used by tests that registered it."""
        self._known.pop(name, None)


@dataclass(frozen=True, slots=True)
class AttachmentRef:
    """A file to send along: which maker, of which row; ``label`` is shown until the file is made."""

    renderer: str
    id: UUID
    label: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message about a row may say: whose it is, what it is called, its facts and its documents.

    ``kinds`` are the kinds of message that make sense about it, the first one chosen unless a person takes another.
    """

    client_id: UUID | None
    name: str
    kinds: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    attachments: tuple[AttachmentRef, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class MessageSubject:
    """A kind of row that messages are about: an invoice, an appointment.

    Attributes:
        key: what ``NewMessage.about_kind`` says: ``invoice``.
        label: for people.
        describe: called with context and id inside the studio's scope; raises ``NotFound``.
        permission: who may write messages about it, beside ``messaging.send``.
        order: lower comes first.
    """

    key: str
    label: str
    describe: Callable[[Context, UUID], Subject]
    permission: str = ""
    order: int = 100


@dataclass(frozen=True, slots=True)
class ClientDocuments:
    """Documents of a client that a person may send along: their newest invoices, estimates, statements.

    Attributes:
        key: names the source.
        offered: called with context and client inside the studio's scope; a few, newest first, each with a label.
        permission: who may see them.
        order: lower comes first.
    """

    key: str
    offered: Callable[[Context, UUID], Sequence[AttachmentRef]]
    permission: str = ""
    order: int = 100


renderers: Final = Renderers()
documents: Final[Registry[ClientDocuments]] = Registry()
subjects: Final[Registry[MessageSubject]] = Registry()
