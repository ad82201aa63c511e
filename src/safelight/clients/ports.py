"""What modules above tell about their own records: how a line of the timeline is shown, what a merge does with their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, LiteralString

from django.utils.functional import Promise

from safelight.foundation.keyed import Registry


@dataclass(frozen=True, slots=True)
class TimelineSubject:
    """A kind of record that lines of a client's timeline may be about.

    Attributes:
        key: the subject kind that the module's actions name in ``context.subject(kind, …)``, such as ``invoice``.
        label: the kind in words; the text of the link to the record.
        permission: who may read lines about such records; for everybody else they are left out of the timeline.
        url_name: name of the record's page, an address with the record's id as its one parameter; empty for none.
        icon: a Lucide name.
        order: no meaning yet beyond a stable order in lists of kinds.
    """

    key: str
    label: str | Promise
    permission: str = ""
    url_name: str = ""
    icon: str = "clock"
    order: int = 100


timeline_subjects: Final[Registry[TimelineSubject]] = Registry()


@dataclass(frozen=True, slots=True)
class SameRow:
    """When two clients' rows of a table count as one, so that a merge leaves the second where it is.

    A merge re-points every foreign key to a client by itself. A table that may hold a client once for something (a
    participant once per session) would refuse that, hence this.

    Attributes:
        key: the table and its column, as ``shoots_participant.client_id``.
        condition: SQL over ``mine`` (a row of the client that stays) and ``row`` (one of the other), such as
            ``mine.shoot_id = row.shoot_id``.
        order: no meaning beyond a stable order.
    """

    key: str
    condition: LiteralString
    order: int = 100


same_rows: Final[Registry[SameRow]] = Registry()
