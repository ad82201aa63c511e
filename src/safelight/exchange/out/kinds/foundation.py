"""What leaves of the foundation: the journal and the series of numbers."""

from safelight.exchange.out.record_kinds import RecordKind, export, leave_out
from safelight.foundation.models import Counter, IdempotencyRecord, JournalEntry, JournalLink, StoredEvent, Work

RESTORED = "exchange.restore"
"""Name of the journal line that says an archive was read; it tells of an installation and stays in it."""

export(
    RecordKind(
        name="journal",
        model=JournalEntry,
        sheet="Journal",
        archive_only_if=f"t.action <> '{RESTORED}'",
        born_with_studio=True,
        headers={"at": "When", "actor_label": "Who", "actor_kind": "Kind of actor"},
    )
)
export(RecordKind(name="number-series", model=Counter, sheet="Number series", headers={"value": "Last number given"}))

leave_out(
    JournalLink,
    "The hash chain is the database's seal over the journal of one studio; the archive's manifest"
    " carries its last hash, and the entries themselves travel.",
)
leave_out(
    StoredEvent,
    "News told to listeners at the moment of a change; the change itself is in the records and the journal.",
)
leave_out(
    IdempotencyRecord,
    "Answers kept for a week so that a repeated request is not carried out twice; no business content.",
)
leave_out(Work, "Progress of long work on this installation; what it did is in the journal.")
