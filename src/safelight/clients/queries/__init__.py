"""Every read of the clients module; neighbours get frozen cards."""

from safelight.clients.queries.birthdays import Birthday, Birthdays, ComingBirthdays, birthdays
from safelight.clients.queries.cards import (
    ClientCard,
    ClientLink,
    ClientRow,
    CustomFieldCard,
    NamedCard,
    NoteCard,
    StageCard,
    ViewCard,
)
from safelight.clients.queries.duplicates import DuplicatePair, FindDuplicates, duplicates
from safelight.clients.queries.export import DEFAULT_COLUMNS, EXPORTED, rows_for_export
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.find import ClientHit, FindClients, find
from safelight.clients.queries.get import GetClient, get
from safelight.clients.queries.list import ClientPage, ListClients, list_clients, meant
from safelight.clients.queries.matching import Match, addresses_of, match_drafts, names_of
from safelight.clients.queries.merge_preview import MergeField, MergePreview, PreviewMerge, merge_preview
from safelight.clients.queries.merged import with_merged
from safelight.clients.queries.similar import SimilarClient, SimilarClients, SimilarFound, similar
from safelight.clients.queries.sorting import (
    AskBoard,
    Board,
    Column,
    CountedName,
    CountedNames,
    CountedStage,
    CustomFields,
    Stages,
    Views,
    WithArchived,
    board,
    custom_fields,
    groups,
    sources,
    stages,
    tags,
    views,
)
from safelight.clients.queries.timeline import ClientTimeline, TimelineEntry, timeline

__all__ = [
    "DEFAULT_COLUMNS",
    "EXPORTED",
    "AskBoard",
    "Birthday",
    "Birthdays",
    "Board",
    "ClientCard",
    "ClientFilters",
    "ClientHit",
    "ClientLink",
    "ClientPage",
    "ClientRow",
    "ClientTimeline",
    "Column",
    "ComingBirthdays",
    "CountedName",
    "CountedNames",
    "CountedStage",
    "CustomFieldCard",
    "CustomFields",
    "DuplicatePair",
    "FindClients",
    "FindDuplicates",
    "GetClient",
    "ListClients",
    "Match",
    "MergeField",
    "MergePreview",
    "NamedCard",
    "NoteCard",
    "PreviewMerge",
    "SimilarClient",
    "SimilarClients",
    "SimilarFound",
    "StageCard",
    "Stages",
    "TimelineEntry",
    "ViewCard",
    "Views",
    "WithArchived",
    "addresses_of",
    "birthdays",
    "board",
    "custom_fields",
    "duplicates",
    "find",
    "get",
    "groups",
    "list_clients",
    "match_drafts",
    "meant",
    "merge_preview",
    "names_of",
    "rows_for_export",
    "similar",
    "sources",
    "stages",
    "tags",
    "timeline",
    "views",
    "with_merged",
]
