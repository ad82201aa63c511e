"""What a kind of message is: its name, the places that are filled, and the texts that come with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from safelight.messaging.rules.facts import MergeField


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a message before it is filled: subject (one line) and body (paragraphs, blank lines between)."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of message that a module sends.

    Attributes:
        key: stable for ever: ``invoice``.
        label: for people.
        fields: the merge fields of this kind; those that every message has stand in ``EVERYWHERE``.
        defaults: the text by language (ISO 639-1), English at least.
        transactional: part of business under way (an invoice, a confirmation): a person may send it deliberately to a
            client who wants no other mail.
        automatic: written by the program; answers of absence to it are asked not to come.
        many: the studio keeps several named texts of this kind (letters), and may keep none.
        group: heading under which it stands in lists.
        order: lower comes first.
    """

    key: str
    label: str
    fields: tuple[MergeField, ...] = ()
    defaults: Mapping[str, Words] = field(default_factory=dict)
    transactional: bool = True
    automatic: bool = True
    many: bool = False
    group: str = ""
    order: int = 100

    def all_fields(self) -> tuple[MergeField, ...]:
        """Return every merge field that a text of this kind may use: the common ones and its own."""
        return (*EVERYWHERE, *self.fields)

    def words(self, language: str) -> tuple[str, Words]:
        """Return the text that comes with the program: in the language, else in English, with the language it has."""
        found = language if language in self.defaults else "en"
        return found, self.defaults[found]


# What every message can say of its client and its studio; messaging fills these itself.
EVERYWHERE: tuple[MergeField, ...] = (
    MergeField("client.greeting", "First name, or the name of the organization", "Carla"),
    MergeField("client.first_name", "First name", "Carla", optional=True),
    MergeField("client.last_name", "Last name", "Meyer", optional=True),
    MergeField("client.name", "Whole name", "Carla Meyer"),
    MergeField("client.number", "Number of the client", "1042", optional=True),
    MergeField("studio.name", "Name of the studio", "Northlight Portraits"),
    MergeField("studio.phone", "Phone of the studio", "+1 212 555 0100", optional=True),
    MergeField("studio.address", "Address of the studio", "12 Mill Street, Northfield", optional=True),
    MergeField("studio.signature", "Signature of the studio", "Northlight Portraits", shape="lines"),
    MergeField("sender.name", "Name of the person who writes", "Olivia North", optional=True),
)
