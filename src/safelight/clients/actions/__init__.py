"""Every write of the clients module, one verb per file."""

from safelight.clients.actions.add import add
from safelight.clients.actions.add_note import AddNote, add_note
from safelight.clients.actions.bulk_add import BulkAdd, bulk_add
from safelight.clients.actions.bulk_fill import BulkFill, Filled, unfill
from safelight.clients.actions.bulk_remove import Blocked, bulk_remove, remove_unused, what_blocks
from safelight.clients.actions.change import ChangedMeanwhile, change
from safelight.clients.actions.change_many import ChangeMany, ManyChanged, change_many
from safelight.clients.actions.change_note import ChangeNote, change_note
from safelight.clients.actions.custom_fields import (
    AddCustomField,
    ChangeCustomField,
    add_custom_field,
    change_custom_field,
)
from safelight.clients.actions.dismiss_pair import Pair, dismiss_pair, recall_pair
from safelight.clients.actions.groups import AddGroup, ChangeGroup, add_group, change_group
from safelight.clients.actions.inputs import AddClient, AddressInput, ChangeClient, EmailInput, FamilyInput, PhoneInput
from safelight.clients.actions.merge import Merge, MergeClients, merge
from safelight.clients.actions.remove import WhichClient, remove, restore
from safelight.clients.actions.remove_note import WhichNote, remove_note, restore_note
from safelight.clients.actions.set_stage import SetStage, set_stage
from safelight.clients.actions.sorting import Sorting
from safelight.clients.actions.sources import AddSource, ChangeSource, add_source, change_source
from safelight.clients.actions.stages import AddStage, ChangeStage, SortStages, add_stage, change_stage, sort_stages
from safelight.clients.actions.tag import TagClient, tag, untag
from safelight.clients.actions.tags import ChangeTag, change_tag
from safelight.clients.actions.undo_change_many import ManyUndone, UndoChangeMany, undo_change_many
from safelight.clients.actions.unmerge import Unmerge, Unmerged, unmerge
from safelight.clients.actions.views import ChangeView, SaveView, WhichView, change_view, remove_view, save_view

__all__ = [
    "AddClient",
    "AddCustomField",
    "AddGroup",
    "AddNote",
    "AddSource",
    "AddStage",
    "AddressInput",
    "Blocked",
    "BulkAdd",
    "BulkFill",
    "ChangeClient",
    "ChangeCustomField",
    "ChangeGroup",
    "ChangeMany",
    "ChangeNote",
    "ChangeSource",
    "ChangeStage",
    "ChangeTag",
    "ChangeView",
    "ChangedMeanwhile",
    "EmailInput",
    "FamilyInput",
    "Filled",
    "ManyChanged",
    "ManyUndone",
    "Merge",
    "MergeClients",
    "Pair",
    "PhoneInput",
    "SaveView",
    "SetStage",
    "SortStages",
    "Sorting",
    "TagClient",
    "UndoChangeMany",
    "Unmerge",
    "Unmerged",
    "WhichClient",
    "WhichNote",
    "WhichView",
    "add",
    "add_custom_field",
    "add_group",
    "add_note",
    "add_source",
    "add_stage",
    "bulk_add",
    "bulk_remove",
    "change",
    "change_custom_field",
    "change_group",
    "change_many",
    "change_note",
    "change_source",
    "change_stage",
    "change_tag",
    "change_view",
    "dismiss_pair",
    "merge",
    "recall_pair",
    "remove",
    "remove_note",
    "remove_unused",
    "remove_view",
    "restore",
    "restore_note",
    "save_view",
    "set_stage",
    "sort_stages",
    "tag",
    "undo_change_many",
    "unfill",
    "unmerge",
    "untag",
    "what_blocks",
]
