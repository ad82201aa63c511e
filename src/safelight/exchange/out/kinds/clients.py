"""What leaves of the clients module."""

from safelight.clients import models
from safelight.exchange.out.record_kinds import RecordKind, export

export(RecordKind(name="tags", model=models.Tag, sheet="Tags", label="name", hidden=frozenset({"key"})))
export(RecordKind(name="groups", model=models.Group, sheet="Groups", label="name", hidden=frozenset({"key"})))
export(
    RecordKind(
        name="sources",
        model=models.Source,
        sheet="Sources",
        label="name",
        hidden=frozenset({"key"}),
        born_with_studio=True,
    )
)
export(
    RecordKind(
        name="stages",
        model=models.Stage,
        sheet="Stages",
        label="name",
        hidden=frozenset({"key"}),
        born_with_studio=True,
    )
)
export(RecordKind(name="custom-fields", model=models.CustomField, sheet="Custom fields", label="label"))
export(
    RecordKind(
        name="clients",
        model=models.Client,
        sheet="Clients",
        label="display_name",
        hidden=frozenset({"sort_key", "name_key", "sound_key", "search", "field_versions", "version"}),
        digits=frozenset({"external_id"}),
        headers={"display_name": "Name", "custom": "Custom fields", "since": "Client since"},
    )
)
export(RecordKind(name="phones", model=models.Phone, sheet="Phones"))
export(RecordKind(name="emails", model=models.Email, sheet="Emails", hidden=frozenset({"key"})))
export(
    RecordKind(
        name="addresses",
        model=models.Address,
        sheet="Addresses",
        hidden=frozenset({"key"}),
        digits=frozenset({"postal_code"}),
    )
)
export(RecordKind(name="family", model=models.FamilyMember, sheet="Family"))
export(RecordKind(name="notes", model=models.Note, sheet="Notes", headers={"at": "When", "author_label": "Who"}))
export(RecordKind(name="tag-links", model=models.TagLink, sheet="Tags of clients"))
export(RecordKind(name="group-memberships", model=models.GroupMembership, sheet="Groups of clients"))
export(RecordKind(name="saved-views", model=models.SavedView, sheet="Saved views"))
export(RecordKind(name="merges", model=models.MergeRecord, sheet="Merges", headers={"at": "When", "by": "Who"}))
export(
    RecordKind(
        name="dismissed-pairs", model=models.DismissedPair, sheet="Not duplicates", headers={"at": "When", "by": "Who"}
    )
)
export(
    RecordKind(name="bulk-changes", model=models.BulkChange, sheet="Bulk changes", headers={"at": "When", "by": "Who"})
)
export(RecordKind(name="bulk-change-items", model=models.BulkChangeItem, sheet="Bulk change items"))
export(RecordKind(name="name-words", model=models.NameWord, sheet=""))
